package dev.kiban.gateway.admin;

import dev.kiban.definition.Problem;
import dev.kiban.definition.report.JsonReport;
import dev.kiban.gateway.reload.GatewayStatus;
import dev.kiban.kernel.Json;
import dev.kiban.runtime.admin.AdminPage;
import dev.kiban.runtime.admin.AdminPage.Answer;
import dev.kiban.runtime.telemetry.metrics.Exposition;
import dev.kiban.runtime.telemetry.metrics.Metrics;
import java.util.List;
import java.util.Map;

/// The pages by their paths, for an [dev.kiban.runtime.admin.AdminServer].
public final class GatewayPages {
    private static final int OK = 200;
    private static final int UNAVAILABLE = 503;

    private final GatewayStatus status;
    private final Metrics metrics;

    private GatewayPages(GatewayStatus status, Metrics metrics) {
        this.status = status;
        this.metrics = metrics;
    }

    /// All of them.
    public static Map<String, AdminPage> of(GatewayStatus status, Metrics metrics) {
        GatewayPages pages = new GatewayPages(status, metrics);
        return Map.of(
                "/metrics", pages::metrics,
                "/healthz", _ -> Answer.text(OK, "alive\n"),
                "/readyz", _ -> pages.readiness(),
                "/routes",
                        _ ->
                                Answer.json(
                                        RouteList.of(pages.status.live(), pages.status.weights())
                                                .print()),
                "/problems", _ -> pages.problems());
    }

    private Answer metrics(String accept) {
        Exposition exposition = metrics.read(accept);
        return new Answer(OK, exposition.contentType(), exposition.body());
    }

    private Answer readiness() {
        List<String> reasons = status.reasonsNotReady();
        return reasons.isEmpty()
                ? Answer.text(OK, "ready\n")
                : Answer.text(UNAVAILABLE, String.join("\n", reasons) + "\n");
    }

    /// The form is the one of `kiban check --format json`.
    private Answer problems() {
        List<Problem> problems = status.problems();
        Json report =
                status.live()
                        .filter(_ -> problems.isEmpty())
                        .map(live -> JsonReport.accepted(live.definitions()))
                        .orElseGet(() -> JsonReport.rejected(problems));
        return Answer.json(report.print());
    }
}
