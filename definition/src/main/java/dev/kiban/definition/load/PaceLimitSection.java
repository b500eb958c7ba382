package dev.kiban.definition.load;

import dev.kiban.definition.PaceLimit;
import dev.kiban.definition.Problem;
import dev.kiban.definition.ProblemCode;
import dev.kiban.definition.shape.ChoiceShape;
import dev.kiban.definition.shape.Field;
import dev.kiban.definition.shape.ListShape;
import dev.kiban.definition.shape.ListShape.Repeats;
import dev.kiban.definition.shape.ObjectShape;
import dev.kiban.definition.shape.Values;
import dev.kiban.definition.shape.WholeShape;
import java.util.List;
import java.util.Optional;

/// The `limits` of a pace.
final class PaceLimitSection {
    /// Each is asked for each job.
    private static final int MAX_LIMITS = 8;

    private static final int MAX_BURST = 1_000_000;

    private static final Field<RateText.Rate> RATE =
            Field.required(
                            "rate",
                            RateText.of("jobs", "to stop work for a while, pause the pace"),
                            "How many may start in the long run, exactly")
                    .example("500/s");
    private static final Field<String> HEADER =
            Field.required("header", Texts.HEADER, "The header whose values are meant")
                    .example("x-sender");
    private static final Field<Optional<String>> BY =
            Field.optional(
                            "by",
                            ObjectShape.named(
                                            "PaceKey",
                                            "Whose values have the limit each for itself")
                                    .fields(HEADER)
                                    .build(v -> v.get(HEADER)),
                            "What has the limit for itself; without it, all jobs together. Jobs without the header are limited together, as if they had one value; with `arithmetic: nginx`, not at all")
                    .example("{header: x-sender}");
    private static final Field<Integer> BURST =
            Field.withDefault(
                            "burst",
                            new WholeShape(0, MAX_BURST),
                            "1000",
                            "How many more than the rate allows may be there, waiting or not; one more is refused")
                    .example("2000");
    private static final Field<Integer> IMMEDIATE =
            Field.withDefault(
                            "immediate",
                            new WholeShape(0, MAX_BURST),
                            "0",
                            "Of these, how many start at once, after a pause; the others wait for their turn")
                    .example("50");
    private static final Field<Boolean> MODE =
            Field.withDefault(
                    "mode",
                    ChoiceShape.of("enforce", Boolean.FALSE, "The limit holds")
                            .or(
                                    "dryRun",
                                    Boolean.TRUE,
                                    "It only counts what it would have refused or delayed"),
                    "enforce",
                    "Whether the limit holds");

    static final Field<List<PaceLimit>> LIMITS =
            Field.withDefault(
                            "limits",
                            new ListShape<>(
                                    ObjectShape.named(
                                                    "PaceLimit",
                                                    "How many jobs may start in a time")
                                            .fields(RATE, BY, BURST, IMMEDIATE, MODE)
                                            .check(PaceLimitSection::check)
                                            .build(PaceLimitSection::limit),
                                    0,
                                    MAX_LIMITS,
                                    Repeats.ALLOWED),
                            "[]",
                            "How many jobs may start in a time; all limits must agree")
                    .example("[{rate: 500/s}, {rate: 6/s, by: {header: x-sender}}]");

    private PaceLimitSection() {}

    private static void check(Values v) {
        int burst = v.find(BURST).orElse(MAX_BURST);
        int immediate = v.find(IMMEDIATE).orElse(0);
        if (immediate > burst) {
            v.report(
                    new Problem(
                            v.at(IMMEDIATE),
                            ProblemCode.OUT_OF_RANGE,
                            "'immediate' is %d, and 'burst' only %d: make it smaller"
                                    .formatted(immediate, burst)));
        }
    }

    private static PaceLimit limit(Values v) {
        RateText.Rate rate = v.get(RATE);
        return new PaceLimit(
                v.get(BY),
                rate.amount(),
                rate.period(),
                v.get(BURST),
                v.get(IMMEDIATE),
                v.get(MODE),
                v.at());
    }
}
