package dev.kiban.gateway.explain;

import dev.kiban.definition.Retries;
import dev.kiban.definition.Retries.Reason;
import dev.kiban.gateway.Target;
import dev.kiban.gateway.explain.Explanation.Line;
import dev.kiban.gateway.explain.Explanation.Stage;
import java.util.Optional;
import java.util.stream.Collectors;

/// What a route says of requests that fail.
final class RetriesText {
    private RetriesText() {}

    /// A line, if the route says anything.
    static Optional<Line> of(Question question, Target target) {
        return target.terms()
                .retries()
                .map(
                        retries ->
                                new Line(
                                        Stage.RETRIES,
                                        text(retries, target.isIdempotent(question.method())),
                                        Optional.of(target.terms().at())));
    }

    private static String text(Retries retries, boolean idempotent) {
        if (!idempotent) {
            return "only what the upstream cannot have seen: the request may do harm when it is served twice";
        }
        String on =
                retries.on().stream()
                        .sorted()
                        .map(RetriesText::text)
                        .collect(Collectors.joining(", "));
        String time =
                retries.perTry().map(t -> ", %d ms for each".formatted(t.toMillis())).orElse("");
        return "%d attempts%s; when %s; up to %d%% of requests"
                .formatted(
                        retries.attempts(),
                        time,
                        on.isEmpty() ? "the upstream cannot have seen it" : on,
                        retries.budgetPercent());
    }

    private static String text(Reason reason) {
        return switch (reason) {
            case UNAVAILABLE -> "unavailable";
            case GATEWAY_ERROR -> "gatewayError";
            case RESET -> "reset";
            case TIMEOUT -> "timeout";
        };
    }
}
