package dev.kiban.gateway.report;

import dev.kiban.gateway.ServedRequest;
import dev.kiban.gateway.Target;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/// The series that one event loop has recorded on, found by service, route and method. Confined to
/// its loop.
final class LoopSeries {
    /// The labels of requests that no route took.
    static final String NONE = "none";

    /// Routes that are remembered. Reloads may rename routes for ever; then it starts afresh.
    private static final int MAX_ROUTES = 20_000;

    private final GatewayMetrics metrics;
    private final Map<String, Map<String, Map<HttpMethod, RouteSeries>>> byServiceAndRoute =
            new HashMap<>();
    private int routes;

    LoopSeries(GatewayMetrics metrics) {
        this.metrics = metrics;
    }

    void record(ServedRequest request) {
        Optional<Target> target = request.target();
        String service = target.isPresent() ? target.get().service().value() : NONE;
        String route = target.isPresent() ? target.get().label() : NONE;
        find(service, route, HttpMethod.of(request.head().method()))
                .record(request.answer(), request.durationNanos());
        if (request.failure().isPresent()) {
            String kind = request.failure().get().name().toLowerCase(Locale.ROOT);
            metrics.upstreamFailures(service, kind).inc();
        }
    }

    private RouteSeries find(String service, String route, HttpMethod method) {
        Map<HttpMethod, RouteSeries> byMethod = byMethod(service, route);
        RouteSeries known = byMethod.get(method);
        if (known != null) {
            return known;
        }
        RouteSeries found = metrics.route(new RouteLabels(service, route, method.label()));
        byMethod.put(method, found);
        return found;
    }

    private Map<HttpMethod, RouteSeries> byMethod(String service, String route) {
        Map<String, Map<HttpMethod, RouteSeries>> byRoute = byServiceAndRoute.get(service);
        Map<HttpMethod, RouteSeries> known = byRoute == null ? null : byRoute.get(route);
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
