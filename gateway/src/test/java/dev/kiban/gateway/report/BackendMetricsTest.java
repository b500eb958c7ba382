package dev.kiban.gateway.report;

import static dev.kiban.gateway.Snapshots.http;
import static dev.kiban.gateway.Snapshots.plan;
import static dev.kiban.gateway.Snapshots.prefix;
import static org.assertj.core.api.Assertions.assertThat;

import dev.kiban.definition.Address;
import dev.kiban.gateway.GatewayPlan;
import dev.kiban.gateway.UpstreamTarget;
import dev.kiban.gateway.balance.BalanceReport;
import dev.kiban.gateway.balance.EndpointView;
import dev.kiban.gateway.balance.EndpointView.State;
import dev.kiban.runtime.telemetry.log.Log;
import dev.kiban.runtime.telemetry.metrics.Metrics;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class BackendMetricsTest {
    private static final Address ONE = new Address("127.0.0.1", 9001);
    private static final Address TWO = new Address("127.0.0.1", 9002);

    private final Metrics registry = new Metrics();
    private final BackendMetrics metrics = new BackendMetrics(registry);
    private final List<String> lines = new ArrayList<>();
    private final BalanceReport report = metrics.report(Log.to(lines::add));
    private final GatewayPlan plan = plan(http("old", prefix("/", "/"), 9001, 9002));
    private final UpstreamTarget target = plan.upstreams().iterator().next();

    @Test
    void countsEndpointsByState() {
        metrics.follow(plan);
        metrics.look(
                _ ->
                        List.of(
                                new EndpointView(ONE, State.EJECTED, 1),
                                new EndpointView(TWO, State.SERVING, 0)));

        assertThat(scrape())
                .contains(
                        "kiban_gateway_endpoints{backend=\"default\",service=\"old\",state=\"ejected\"} 1.0",
                        "kiban_gateway_endpoints{backend=\"default\",service=\"old\",state=\"serving\"} 1.0",
                        "kiban_gateway_endpoints{backend=\"default\",service=\"old\",state=\"unhealthy\"} 0.0");
    }

    @Test
    void aBackendThatIsGoneHasNone() {
        metrics.follow(plan);
        metrics.look(_ -> List.of(new EndpointView(ONE, State.SERVING, 0)));

        metrics.follow(GatewayPlan.empty());
        metrics.look(_ -> List.of());

        assertThat(scrape())
                .contains(
                        "kiban_gateway_endpoints{backend=\"default\",service=\"old\",state=\"serving\"} 0.0");
    }

    @Test
    void countsWhatHappens() {
        metrics.follow(plan);

        report.ejected(target, ONE);
        report.returned(target, ONE);
        report.budgetSpent(target);
        report.asked(target, true);
        report.asked(target, false);

        assertThat(scrape())
                .contains(
                        "kiban_gateway_ejections_total{backend=\"default\",service=\"old\"} 1.0",
                        "kiban_gateway_repeats_refused_total{backend=\"default\",service=\"old\"} 1.0",
                        "kiban_gateway_health_answers_total{backend=\"default\",result=\"good\",service=\"old\"} 1.0",
                        "kiban_gateway_health_answers_total{backend=\"default\",result=\"bad\",service=\"old\"} 1.0");
        assertThat(lines).hasSize(2);
    }

    private String scrape() {
        return new String(registry.read("text/plain").body(), StandardCharsets.UTF_8);
    }
}
