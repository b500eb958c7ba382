package dev.kiban.app;

import dev.kiban.kernel.Json;
import dev.kiban.kernel.ServiceName;
import dev.kiban.slo.Gate.Allow;
import dev.kiban.slo.Gate.Answer;
import dev.kiban.slo.Gate.Hold;
import dev.kiban.slo.Gate.ReleaseOverride;
import dev.kiban.slo.Gate.Standing;
import dev.kiban.slo.Gate.Unknown;
import dev.kiban.slo.Ratio;
import dev.kiban.slo.ReleaseGate.Verdict;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// The gate's answer for people, programs and scripts.
final class GateText {
    private static final Ratio HUNDRED = Ratio.of(100, 1);

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
                    "  %s: %s of the budget remain, %s measured%n"
                            .formatted(
                                    standing.slo(),
                                    remaining(standing),
                                    percent(standing.budget().coverage())));
        }
        return text.toString();
    }

    static Json json(ServiceName service, Verdict verdict) {
        Map<String, Json> members = new LinkedHashMap<>();
        members.put("service", Json.text(service.value()));
        members.put("answer", Json.text(word(verdict.answer())));
        members.put("reasons", Json.texts(reasons(verdict.answer())));
        override(verdict.answer()).ifPresent(given -> members.put("override", json(given)));
        members.put("slos", Json.array(verdict.standings().stream().map(GateText::json).toList()));
        return Json.object(members);
    }

    private static Json json(ReleaseOverride override) {
        Map<String, Json> members = new LinkedHashMap<>();
        members.put("by", Json.text(override.by()));
        members.put("reason", Json.text(override.reason()));
        members.put("expires", Json.text(override.expires().toString()));
        return Json.object(members);
    }

    private static Json json(Standing standing) {
        Map<String, Json> members = new LinkedHashMap<>();
        members.put("name", Json.text(standing.slo().value()));
        members.put("remaining", Json.text(remaining(standing)));
        members.put("coverage", Json.text(percent(standing.budget().coverage())));
        members.put(
                "firing",
                Json.texts(
                        standing.tiers().stream()
                                .filter(tier -> tier.level().isFiring())
                                .map(tier -> tier.tier().toString())
                                .toList()));
        return Json.object(members);
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

    /// A number says nothing where too little was measured.
    private static String remaining(Standing standing) {
        return standing.budget().isBlind() ? "?" : percent(standing.budget().remaining());
    }

    private static String percent(Ratio share) {
        return "%s%%".formatted(share.times(HUNDRED).rounded(1));
    }
}
