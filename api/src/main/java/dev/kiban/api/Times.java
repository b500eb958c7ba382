package dev.kiban.api;

import com.google.protobuf.Timestamp;
import java.time.Instant;

/// Times as messages have them.
final class Times {
    /// The years 1 to 9999, which are all that a timestamp can say.
    private static final Instant FIRST = Instant.parse("0001-01-01T00:00:00Z");

    private static final Instant LAST = Instant.parse("9999-12-31T23:59:59Z");
    private static final int NANOS = 1_000_000_000;

    private Times() {}

    /// @throws ApiRefusal if it is none: who sends no JSON can send any number
    static Instant read(Timestamp time) {
        if (time.getSeconds() < FIRST.getEpochSecond()
                || time.getSeconds() > LAST.getEpochSecond()
                || time.getNanos() < 0
                || time.getNanos() >= NANOS) {
            throw ApiRefusal.invalid(
                    "a time is of the years 1 to 9999, and its nanos are not negative");
        }
        return Instant.ofEpochSecond(time.getSeconds(), time.getNanos());
    }

    static Timestamp of(Instant time) {
        return Timestamp.newBuilder()
                .setSeconds(time.getEpochSecond())
                .setNanos(time.getNano())
                .build();
    }
}
