package dev.kiban.definition.load;

import dev.kiban.definition.Problem;
import dev.kiban.definition.ProblemCode;
import dev.kiban.definition.Retries;
import dev.kiban.definition.Retries.Reason;
import dev.kiban.definition.shape.ChoiceShape;
import dev.kiban.definition.shape.Field;
import dev.kiban.definition.shape.ListShape;
import dev.kiban.definition.shape.ObjectShape;
import dev.kiban.definition.shape.Values;
import dev.kiban.definition.shape.WholeShape;
import java.time.Duration;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;

/// A route's `retries`.
final class RetriesSection {
    private static final int MAX_ATTEMPTS = 10;
    private static final Duration MAX_PER_TRY = Duration.ofHours(1);

    private static final Field<Integer> ATTEMPTS =
            Field.withDefault(
                    "attempts",
                    new WholeShape(1, MAX_ATTEMPTS),
                    "3",
                    "How often a request is sent at most, the first time included");
    private static final Field<List<Reason>> ON =
            Field.withDefault(
                            "on",
                            ListShape.ofDistinct(
                                    ChoiceShape.of(
                                                    "unavailable",
                                                    Reason.UNAVAILABLE,
                                                    "gRPC UNAVAILABLE, HTTP 503")
                                            .or(
                                                    "gatewayError",
                                                    Reason.GATEWAY_ERROR,
                                                    "HTTP 502 or 504")
                                            .or(
                                                    "reset",
                                                    Reason.RESET,
                                                    "the connection broke before there was an answer")
                                            .or(
                                                    "timeout",
                                                    Reason.TIMEOUT,
                                                    "no answer within `perTry`")),
                            "[unavailable, gatewayError, reset, timeout]",
                            "What has to go wrong with a request that may be served twice. One that the upstream cannot have seen is always tried again")
                    .example("[unavailable]");
    private static final Field<Integer> BUDGET =
            Field.withDefault(
                            "budget",
                            Texts.PERCENT,
                            "20%",
                            "How many may be repeats, as a part of the requests of the last 10 seconds; 3 a second are free")
                    .example("10%");
    private static final Field<Optional<Duration>> PER_TRY =
            Field.optional(
                            "perTry",
                            Texts.duration(Duration.ofMillis(1), MAX_PER_TRY),
                            "How long one attempt may take, if there can be another; without it, all of the route's time")
                    .example("500ms");

    static final Field<Optional<Retries>> FIELD =
            Field.optional(
                    "retries",
                    ObjectShape.named(
                                    "Retries",
                                    "When a request that failed is tried again, at another address")
                            .fields(ATTEMPTS, ON, BUDGET, PER_TRY)
                            .build(RetriesSection::build),
                    "When a request that failed is tried again; without it, once, and only if the upstream did not process it or had closed the connection");

    private RetriesSection() {}

    /// An attempt that may take as long as the whole request leaves no time for another.
    static void check(Field<Duration> timeout, Values v) {
        Optional<Duration> perTry = v.find(FIELD).flatMap(r -> r).flatMap(Retries::perTry);
        Optional<Duration> all = v.find(timeout);
        if (perTry.isPresent() && all.isPresent() && perTry.get().compareTo(all.get()) >= 0) {
            v.report(
                    new Problem(
                            v.at(FIELD),
                            ProblemCode.OUT_OF_RANGE,
                            "'perTry' is %s, and a request may take %s: make it shorter, or leave it out"
                                    .formatted(
                                            DurationText.print(perTry.get()),
                                            DurationText.print(all.get()))));
        }
    }

    private static Retries build(Values v) {
        EnumSet<Reason> on = EnumSet.noneOf(Reason.class);
        on.addAll(v.get(ON));
        return new Retries(v.get(ATTEMPTS), on, v.get(BUDGET), v.get(PER_TRY));
    }
}
