package dev.kiban.gateway.report;

import dev.kiban.gateway.ServedRequest;
import dev.kiban.gateway.Target;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/// The series that one event loop has recorded on, found by service, route, backend and method.
/// Confined to its loop.
final class LoopSeries {
    /// The labels of requests that no route took.
    static final String NONE = "none";

    /// Routes that are remembered. Reloads may rename routes for ever; then it starts afresh.
    private static final int MAX_ROUTES = 20_000;

    private final GatewayMetrics metrics;
    private final Map<String, Map<String, Map<HttpMethod, List<RouteSeries>>>> byServiceAndRoute =
            new HashMap<>();
    private int routes;

    LoopSeries(GatewayMetrics metrics) {
        this.metrics = metrics;
    }

    void record(ServedRequest request) {
        Optional<Target> target = request.target();
        String service = target.isPresent() ? target.get().service().value() : NONE;
        String route = target.isPresent() ? target.get().label() : NONE;
        String backend = request.backend().isPresent() ? request.backend().get().name() : NONE;
        find(service, route, backend, HttpMethod.of(request.head().method())).record(request);
        metrics.calls().record(service, request);
        if (request.access().refused().isPresent()) {
            String reason = request.access().refused().get().name().toLowerCase(Locale.ROOT);
            metrics.refusals(service, reason).inc();
        }
    }

    /// A route has few backends.
    private RouteSeries find(String service, String route, String backend, HttpMethod method) {
        List<RouteSeries> known =
                ofRoute(service, route).computeIfAbsent(method, absent -> new ArrayList<>(1));
        for (RouteSeries series : known) {
            if (series.isOf(backend)) {
                return series;
            }
        }
        RouteSeries found = metrics.route(new RouteLabels(service, route, backend, method.label()));
        known.add(found);
        return found;
    }

    private Map<HttpMethod, List<RouteSeries>> ofRoute(String service, String route) {
        Map<String, Map<HttpMethod, List<RouteSeries>>> byRoute = byServiceAndRoute.get(service);
        Map<HttpMethod, List<RouteSeries>> known = byRoute == null ? null : byRoute.get(route);
        if (known != null) {
            return known;
        }
        if (routes++ == MAX_ROUTES) {
            byServiceAndRoute.clear();
            routes = 0;
        }
        return byServiceAndRoute
                .computeIfAbsent(service, absent -> new HashMap<>())
                .computeIfAbsent(route, absent -> new EnumMap<>(HttpMethod.class));
    }
}
