package dev.kiban.app.command;

import dev.kiban.kernel.ServiceName;
import dev.kiban.slo.Gate.Allow;
import dev.kiban.slo.Gate.Answer;
import dev.kiban.slo.Gate.Hold;
import dev.kiban.slo.Gate.ReleaseOverride;
import dev.kiban.slo.Gate.Standing;
import dev.kiban.slo.Gate.Unknown;
import dev.kiban.slo.ReleaseGate.Verdict;
import java.util.List;
import java.util.Optional;

/// The gate's answer for people and scripts.
final class GateText {
    private GateText() {}

    static int exitCode(Answer answer) {
        return switch (answer) {
            case Allow _ -> 0;
            case Hold _ -> 1;
            case Unknown _ -> 2;
        };
    }

    /// The answer, its reasons, and what is left of each budget.
    static String lines(ServiceName service, Verdict verdict) {
        StringBuilder text = new StringBuilder();
        text.append("%s: %s%n".formatted(service, word(verdict.answer())));
        override(verdict.answer())
                .ifPresent(
                        given ->
                                text.append(
                                        "  by the word of %s until %s: %s%n"
                                                .formatted(
                                                        given.by(),
                                                        given.expires(),
                                                        given.reason())));
        reasons(verdict.answer()).forEach(reason -> text.append("  %s%n".formatted(reason)));
        for (Standing standing : verdict.standings()) {
            text.append(
                    "  %s: %s of the budget remain%s, %s measured%n"
                            .formatted(
                                    standing.slo(),
                                    standing.remaining(),
                                    uncorrected(standing),
                                    standing.budget().coverage().percent()));
        }
        return text.toString();
    }

    private static String uncorrected(Standing standing) {
        return standing.remaining().equals(standing.remainingAsMeasured())
                ? ""
                : " (%s without corrections)".formatted(standing.remainingAsMeasured());
    }

    private static String word(Answer answer) {
        return switch (answer) {
            case Allow _ -> "allow";
            case Hold _ -> "hold";
            case Unknown _ -> "unknown";
        };
    }

    private static List<String> reasons(Answer answer) {
        return switch (answer) {
            case Allow _ -> List.of();
            case Hold(List<String> reasons) -> reasons;
            case Unknown(List<String> reasons) -> reasons;
        };
    }

    private static Optional<ReleaseOverride> override(Answer answer) {
        return answer instanceof Allow(Optional<ReleaseOverride> given) ? given : Optional.empty();
    }
}
