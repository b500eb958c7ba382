package dev.kiban.definition.load;

import dev.kiban.definition.Pace.Canary;
import dev.kiban.definition.Problem;
import dev.kiban.definition.ProblemCode;
import dev.kiban.definition.shape.Field;
import dev.kiban.definition.shape.MapShape;
import dev.kiban.definition.shape.ObjectShape;
import dev.kiban.definition.shape.TextRule;
import dev.kiban.definition.shape.TextShape;
import dev.kiban.definition.shape.Values;
import dev.kiban.kernel.Share;
import java.math.BigDecimal;
import java.util.Map;
import java.util.Optional;

/// Who gets which share of the permits of a pace.
final class PaceCanarySection {
    private static final int MOST = 16;
    private static final int LONGEST_VALUE = 63;
    private static final int DECIMALS_OF_A_PERCENT = 7;

    /// What all others are called together.
    private static final String REST = "rest";

    private static final TextShape<String> VALUE =
            TextShape.of(
                    "a value of the header, of letters, digits and '._+-'",
                    TextRule.matching("[A-Za-z0-9][A-Za-z0-9._+-]*").upTo(LONGEST_VALUE));

    private static final Field<String> HEADER =
            Field.required("header", Texts.HEADER, "The header that says it").example("x-version");
    private static final Field<String> BY =
            Field.required(
                            "by",
                            ObjectShape.named(
                                            "PaceCanaryBy",
                                            "Where a job says who asks, such as the version of the worker or its environment")
                                    .fields(HEADER)
                                    .build(v -> v.get(HEADER)),
                            "What tells those who ask apart")
                    .example("{header: x-version}");
    private static final Field<Map<String, Share>> SHARES =
            Field.withDefault(
                            "shares",
                            new MapShape<>(VALUE, Texts.SHARE, MOST),
                            "{}",
                            "Of all permits, the part that those with a value get at most, and before others; whoever is not named gets what is left")
                    .example("{v2: 5%}");

    static final Field<Optional<Canary>> CANARY =
            Field.optional(
                            "canary",
                            ObjectShape.named(
                                            "PaceCanary",
                                            "Who gets which share of the permits, such as a new version of the workers")
                                    .fields(BY, SHARES)
                                    .check(PaceCanarySection::checkRest)
                                    .check(PaceCanarySection::checkSum)
                                    .build(v -> new Canary(v.get(BY), v.get(SHARES))),
                            "Who gets which share of the permits; without it, all are alike")
                    .example("{by: {header: x-version}, shares: {v2: 5%}}");

    private PaceCanarySection() {}

    private static void checkRest(Values v) {
        if (v.find(SHARES).orElseGet(Map::of).containsKey(REST)) {
            v.report(
                    new Problem(
                            v.at(SHARES),
                            ProblemCode.SHARES,
                            "'rest' is what all others are called together: they get what is left"));
        }
    }

    private static void checkSum(Values v) {
        long sum =
                v.find(SHARES).orElseGet(Map::of).values().stream()
                        .mapToLong(Share::partsPerBillion)
                        .sum();
        if (sum > Share.WHOLE) {
            String percent =
                    BigDecimal.valueOf(sum, DECIMALS_OF_A_PERCENT)
                            .stripTrailingZeros()
                            .toPlainString();
            v.report(
                    new Problem(
                            v.at(SHARES),
                            ProblemCode.SHARES,
                            "the shares are %s%% together: there is no more than 100%%"
                                    .formatted(percent)));
        }
    }
}
