package dev.kiban.definition.load;

import dev.kiban.definition.Ejection;
import dev.kiban.definition.shape.Field;
import dev.kiban.definition.shape.ObjectShape;
import dev.kiban.definition.shape.WholeShape;
import java.time.Duration;

/// An upstream's `ejection`.
final class EjectionSection {
    private static final int MAX_FAILURES = 1_000;
    private static final Duration MAX_LENGTH = Duration.ofHours(1);

    private static final Field<Integer> FAILURES =
            Field.withDefault(
                    "consecutiveFailures",
                    new WholeShape(1, MAX_FAILURES),
                    "5",
                    "So many one after the other: no connection, a connection that broke, no answer in the route's time, gRPC UNAVAILABLE, HTTP 502, 503 or 504");
    private static final Field<Duration> LENGTH =
            Field.withDefault(
                    "for",
                    Texts.duration(Duration.ofMillis(100), MAX_LENGTH),
                    "30s",
                    "How long it gets no requests; each time that it happens again, so much longer, up to ten times");
    private static final Field<Integer> AT_MOST =
            Field.withDefault(
                            "atMost",
                            Texts.PERCENT,
                            "50%",
                            "Of all addresses, no more are left out at a time; `0%` leaves none out")
                    .example("30%");

    static final Field<Ejection> FIELD =
            Field.withDefault(
                    "ejection",
                    ObjectShape.named(
                                    "Ejection",
                                    "When an address that fails gets no requests for a while")
                            .fields(FAILURES, LENGTH, AT_MOST)
                            .build(
                                    v ->
                                            new Ejection(
                                                    v.get(FAILURES),
                                                    v.get(LENGTH),
                                                    v.get(AT_MOST))),
                    "{}",
                    "When an address that fails gets no requests for a while");

    private EjectionSection() {}
}
