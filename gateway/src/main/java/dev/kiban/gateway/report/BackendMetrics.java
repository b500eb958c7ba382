package dev.kiban.gateway.report;

import static dev.kiban.runtime.telemetry.log.LogKey.UPSTREAM;

import dev.kiban.definition.Address;
import dev.kiban.gateway.GatewayPlan;
import dev.kiban.gateway.PlannedRoute;
import dev.kiban.gateway.UpstreamTarget;
import dev.kiban.gateway.balance.BalanceReport;
import dev.kiban.gateway.balance.EndpointView;
import dev.kiban.gateway.limit.CallLimit;
import dev.kiban.runtime.telemetry.log.Log;
import dev.kiban.runtime.telemetry.metrics.Family;
import dev.kiban.runtime.telemetry.metrics.Metrics;
import io.prometheus.metrics.core.datapoints.CounterDataPoint;
import io.prometheus.metrics.core.datapoints.GaugeDataPoint;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

/// How backends are doing: as many series as definitions name backends. Where several backends are
/// the same upstream, each is told of.
public final class BackendMetrics {
    private final Family<GaugeDataPoint> endpoints;
    private final Family<CounterDataPoint> ejections;
    private final Family<CounterDataPoint> unpaid;
    private final Family<CounterDataPoint> answers;
    private final Family<CounterDataPoint> refusals;
    private final Family<GaugeDataPoint> limits;
    private final Family<GaugeDataPoint> underWay;
    private volatile Map<UpstreamTarget, Set<Name>> names = Map.of();
    private Set<Name> shown = Set.of(); // guarded by this

    private record Name(String service, String backend) {}

    BackendMetrics(Metrics metrics) {
        endpoints =
                metrics.gauge(
                        "kiban_gateway_endpoints",
                        "Endpoints of a backend; one that any loop leaves out counts as left out.",
                        "service",
                        "backend",
                        "state");
        ejections =
                metrics.counter(
                        "kiban_gateway_ejections_total",
                        "Times that a loop left out an endpoint that had failed too often.",
                        "service",
                        "backend");
        unpaid =
                metrics.counter(
                        "kiban_gateway_repeats_refused_total",
                        "Attempts that were not repeated, as the budget was spent.",
                        "service",
                        "backend");
        answers =
                metrics.counter(
                        "kiban_gateway_health_answers_total",
                        "Answers of endpoints that were asked whether they can serve.",
                        "service",
                        "backend",
                        "result");
        refusals =
                metrics.counter(
                        "kiban_gateway_backend_refusals_total",
                        "Requests that a backend did not get, by what it has a limit of.",
                        "service",
                        "backend",
                        "reason");
        limits =
                metrics.gauge(
                        "kiban_gateway_concurrency_limit",
                        "Requests that may wait for an answer of a backend at present.",
                        "service",
                        "backend");
        underWay =
                metrics.gauge(
                        "kiban_gateway_concurrency_under_way",
                        "Requests under way to a backend that has a limit of them.",
                        "service",
                        "backend");
    }

    /// Looks how endpoints are, and how many calls are under way where that has a limit.
    public synchronized void look(
            Function<UpstreamTarget, List<EndpointView>> of,
            Function<UpstreamTarget, Optional<CallLimit>> limitOf) {
        look(of);
        names.forEach(
                (target, known) ->
                        limitOf.apply(target)
                                .ifPresent(limit -> known.forEach(name -> show(name, limit))));
    }

    private void show(Name name, CallLimit limit) {
        limits.of(name.service(), name.backend()).set(limit.limit());
        underWay.of(name.service(), name.backend()).set(limit.underWay());
    }

    /// From here on it is the backends of this plan.
    public void follow(GatewayPlan plan) {
        Map<UpstreamTarget, Set<Name>> now = new HashMap<>();
        for (PlannedRoute route : plan.routes()) {
            route.traffic()
                    .backends()
                    .forEach(
                            backend ->
                                    now.computeIfAbsent(backend.upstream(), _ -> new HashSet<>())
                                            .add(
                                                    new Name(
                                                            route.service().value(),
                                                            backend.name())));
        }
        names = now;
    }

    /// Looks how endpoints are.
    public synchronized void look(Function<UpstreamTarget, List<EndpointView>> of) {
        Set<Name> seen = new HashSet<>();
        names.forEach(
                (target, known) -> {
                    List<EndpointView> view = of.apply(target);
                    known.forEach(name -> show(name, view));
                    seen.addAll(known);
                });
        shown.stream().filter(name -> !seen.contains(name)).forEach(gone -> show(gone, List.of()));
        shown = seen;
    }

    private void show(Name name, List<EndpointView> view) {
        for (EndpointView.State state : EndpointView.State.values()) {
            endpoints
                    .of(name.service(), name.backend(), state.toString())
                    .set((double) view.stream().filter(one -> one.state() == state).count());
        }
    }

    /// Counts what loops tell, and logs which endpoints they leave out.
    public BalanceReport report(Log log) {
        return new Report(log);
    }

    private void each(UpstreamTarget target, Function<Name, CounterDataPoint> counter) {
        names.getOrDefault(target, Set.of()).forEach(name -> counter.apply(name).inc());
    }

    private final class Report implements BalanceReport {
        private final Log log;

        Report(Log log) {
            this.log = log;
        }

        @Override
        public void ejected(UpstreamTarget target, Address endpoint) {
            each(target, name -> ejections.of(name.service(), name.backend()));
            log.warn("Endpoint fails; a loop sends it no requests", UPSTREAM.is(endpoint));
        }

        @Override
        public void returned(UpstreamTarget target, Address endpoint) {
            log.info("Endpoint gets requests of the loop again", UPSTREAM.is(endpoint));
        }

        @Override
        public void budgetSpent(UpstreamTarget target) {
            each(target, name -> unpaid.of(name.service(), name.backend()));
        }

        @Override
        public void heldBack(UpstreamTarget target) {
            each(target, name -> refusals.of(name.service(), name.backend(), "concurrency"));
        }

        @Override
        public void asked(UpstreamTarget target, boolean well) {
            String result = well ? "good" : "bad";
            each(target, name -> answers.of(name.service(), name.backend(), result));
        }
    }
}
