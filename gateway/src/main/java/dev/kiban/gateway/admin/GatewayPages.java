package dev.kiban.gateway.admin;

import dev.kiban.definition.Problem;
import dev.kiban.definition.report.JsonReport;
import dev.kiban.gateway.explain.Explainer;
import dev.kiban.gateway.explain.Explanation;
import dev.kiban.gateway.explain.ExplanationJson;
import dev.kiban.gateway.explain.Present;
import dev.kiban.gateway.explain.QuestionJson;
import dev.kiban.gateway.openapi.ApiPage;
import dev.kiban.gateway.openapi.OpenApi;
import dev.kiban.gateway.reload.GatewayStatus;
import dev.kiban.gateway.reload.LivePlan;
import dev.kiban.kernel.Json;
import dev.kiban.runtime.admin.AdminContent;
import dev.kiban.runtime.admin.AdminPage.Answer;
import dev.kiban.runtime.telemetry.metrics.Exposition;
import dev.kiban.runtime.telemetry.metrics.Metrics;
import java.text.ParseException;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/// The pages by their paths, for an [dev.kiban.runtime.admin.AdminServer].
public final class GatewayPages {
    private static final int OK = 200;
    private static final int BAD_REQUEST = 400;
    private static final int UNAVAILABLE = 503;

    private final GatewayStatus status;
    private final Metrics metrics;
    private final InstantSource clock;

    private GatewayPages(GatewayStatus status, Metrics metrics, InstantSource clock) {
        this.status = status;
        this.metrics = metrics;
        this.clock = clock;
    }

    /// All of them.
    ///
    /// @param clock by which tokens in questions expire
    public static AdminContent of(GatewayStatus status, Metrics metrics, InstantSource clock) {
        GatewayPages pages = new GatewayPages(status, metrics, clock);
        return new AdminContent(
                Map.of(
                        "/metrics", pages::metrics,
                        "/healthz", _ -> Answer.text(OK, "alive\n"),
                        "/readyz", _ -> pages.readiness(),
                        "/routes", _ -> pages.routes(),
                        "/openapi.json",
                                _ -> pages.openApi(document -> Answer.json(document.print())),
                        "/openapi",
                                _ ->
                                        pages.openApi(
                                                document ->
                                                        Answer.html(ApiPage.of(document).print())),
                        "/problems", _ -> pages.problems()),
                Map.of("/explain", pages::explain));
    }

    private Answer metrics(String accept) {
        Exposition exposition = metrics.read(accept);
        return new Answer(OK, exposition.contentType(), exposition.body());
    }

    private Answer routes() {
        return Answer.json(
                new RouteList(status.weights(), status.endpoints().of()).of(status.live()).print());
    }

    private Answer explain(String json) {
        Optional<LivePlan> live = status.live();
        if (live.isEmpty()) {
            return Answer.text(UNAVAILABLE, "no plan is live yet\n");
        }
        LivePlan plan = live.get();
        try {
            Explanation explanation =
                    new Explainer(plan.definitions(), plan.plan(), clock, present())
                            .explain(QuestionJson.read(json));
            return Answer.json(new ExplanationJson(plan.generation(), explanation).write());
        } catch (ParseException e) {
            return Answer.text(BAD_REQUEST, e.getMessage() + "\n");
        }
    }

    private Present present() {
        return new Present(status.weights(), status.endpoints().of(), status.endpoints().loops());
    }

    private Answer readiness() {
        List<String> reasons = status.reasonsNotReady();
        return reasons.isEmpty()
                ? Answer.text(OK, "ready\n")
                : Answer.text(UNAVAILABLE, String.join("\n", reasons) + "\n");
    }

    /// The document's version is the generation of the plan.
    private Answer openApi(Function<Json, Answer> form) {
        return status.live()
                .map(
                        live ->
                                OpenApi.of(
                                        live.plan(),
                                        live.definitions().gateway(),
                                        Long.toString(live.generation())))
                .map(form)
                .orElseGet(() -> Answer.text(UNAVAILABLE, "no plan is live\n"));
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
