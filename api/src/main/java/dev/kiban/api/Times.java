package dev.kiban.api;

import com.google.protobuf.Timestamp;
import java.time.Instant;

/// Times as messages have them.
final class Times {
    private Times() {}

    static Instant read(Timestamp time) {
        return Instant.ofEpochSecond(time.getSeconds(), time.getNanos());
    }

    static Timestamp of(Instant time) {
        return Timestamp.newBuilder()
                .setSeconds(time.getEpochSecond())
                .setNanos(time.getNano())
                .build();
    }
}
