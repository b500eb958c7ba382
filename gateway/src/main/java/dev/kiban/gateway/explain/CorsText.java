package dev.kiban.gateway.explain;

import dev.kiban.gateway.Preflight;
import dev.kiban.gateway.access.Cors;
import dev.kiban.gateway.explain.Explanation.Answered;
import dev.kiban.gateway.explain.Explanation.End;
import dev.kiban.gateway.explain.Explanation.Line;
import dev.kiban.gateway.explain.Explanation.Refused;
import dev.kiban.gateway.explain.Explanation.Stage;
import java.util.List;
import java.util.TreeSet;

/// What a browser is told, in words.
final class CorsText {
    private CorsText() {}

    /// Of the answer to a request of a page.
    static Line of(Question question, Cors cors) {
        return new Line(Stage.CORS, text(question.origin(), cors), cors.at());
    }

    private static String text(String origin, Cors cors) {
        if (!cors.speaks()) {
            return "nothing is said to browsers, unless the service does";
        }
        return cors.granted(origin).isEmpty()
                ? "no: pages of %s may not read the answer".formatted(origin)
                : "yes: pages of %s may read the answer".formatted(origin);
    }

    /// Of what a browser asks before it sends a request: the gateway answers itself.
    static Explanation of(Question question, Preflight preflight) {
        Cors cors = preflight.cors();
        String methods = String.join(", ", new TreeSet<>(preflight.methods()));
        boolean granted = !cors.granted(question.origin()).isEmpty();
        String text =
                granted
                        ? "yes: pages of %s may send %s".formatted(question.origin(), methods)
                        : "no: pages of %s may not call".formatted(question.origin());
        End end =
                granted
                        ? new Answered(204, "the browser may send " + methods)
                        : new Refused(
                                403, "pages of this origin may not call: 'cors' does not name it");
        return new Explanation(List.of(new Line(Stage.CORS, text, cors.at())), end);
    }
}
