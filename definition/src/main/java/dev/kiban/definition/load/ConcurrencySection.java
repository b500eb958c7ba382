package dev.kiban.definition.load;

import dev.kiban.definition.Concurrency;
import dev.kiban.definition.Problem;
import dev.kiban.definition.ProblemCode;
import dev.kiban.definition.shape.Field;
import dev.kiban.definition.shape.ObjectShape;
import dev.kiban.definition.shape.Values;
import dev.kiban.definition.shape.WholeShape;
import java.util.Optional;

/// An upstream's `concurrency`.
final class ConcurrencySection {
    private static final int MOST = 100_000;

    private static final Field<Integer> AT_MOST =
            Field.withDefault(
                            "atMost",
                            new WholeShape(1, MOST),
                            "1000",
                            "Never more requests are under way in one gateway, however many event loops it has; streams count while they last. One more is refused (503)")
                    .example("500");
    private static final Field<Integer> PENDING =
            Field.withDefault(
                            "pending",
                            new WholeShape(0, MOST),
                            "2000",
                            "How many may wait for a connection to each address, on each event loop")
                    .example("100");
    private static final Field<Integer> AT_LEAST =
            Field.withDefault(
                            "atLeast",
                            new WholeShape(1, MOST),
                            "10",
                            "So many may always wait for an answer, however long it takes")
                    .example("20");
    private static final Field<Optional<Integer>> ADAPTIVE =
            Field.optional(
                            "adaptive",
                            ObjectShape.named(
                                            "AdaptiveConcurrency",
                                            "A limit that shrinks while answers take longer than usual; `{}` takes the defaults")
                                    .fields(AT_LEAST)
                                    .build(v -> v.get(AT_LEAST)),
                            "Has latency decide how many may wait for an answer, up to `atMost`; without it, `atMost` alone counts")
                    .example("{atLeast: 10}");

    static final Field<Optional<Concurrency>> FIELD =
            Field.optional(
                            "concurrency",
                            ObjectShape.named(
                                            "Concurrency",
                                            "How many requests may be under way; `{}` takes the defaults")
                                    .fields(AT_MOST, ADAPTIVE, PENDING)
                                    .check(ConcurrencySection::check)
                                    .build(ConcurrencySection::build),
                            "How many requests may be under way; without it, as many as come")
                    .example("{atMost: 500, adaptive: {atLeast: 10}}");

    private ConcurrencySection() {}

    private static void check(Values v) {
        Optional<Integer> atLeast = v.find(ADAPTIVE).flatMap(least -> least);
        Optional<Integer> atMost = v.find(AT_MOST);
        if (atLeast.isPresent() && atMost.isPresent() && atLeast.get() > atMost.get()) {
            v.report(
                    new Problem(
                            v.at(ADAPTIVE),
                            ProblemCode.OUT_OF_RANGE,
                            "'atLeast' is %d, and 'atMost' only %d: make it smaller"
                                    .formatted(atLeast.get(), atMost.get())));
        }
    }

    /// What was reported is not built: the least is no more than the most here.
    private static Concurrency build(Values v) {
        int atMost = v.get(AT_MOST);
        return new Concurrency(
                atMost, v.get(PENDING), v.get(ADAPTIVE).map(least -> Math.min(least, atMost)));
    }
}
