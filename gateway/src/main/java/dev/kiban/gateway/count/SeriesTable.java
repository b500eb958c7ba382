package dev.kiban.gateway.count;

import dev.kiban.gateway.GatewayPlan;
import dev.kiban.gateway.PlannedRoute;
import dev.kiban.gateway.Target;
import dev.kiban.gateway.Target.GrpcTarget;
import dev.kiban.gateway.Target.HttpTarget;
import dev.kiban.gateway.Target.TranscodedTarget;
import dev.kiban.gateway.count.MinuteCounts.Series;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// The series that have cells, each at its place. Immutable; only grows, since requests by an older
/// plan may still be under way.
final class SeriesTable {
    static final int MAX_SERIES = 20_000;
    static final int NOT_FOUND = -1;
    static final SeriesTable EMPTY = new SeriesTable(List.of(), Map.of(), 0);

    /// A service has one backend until a route can have several.
    private static final String BACKEND = "default";

    /// Native calls to a gRPC service whose methods are not known yet.
    private static final String UNKNOWN_METHODS = "*";

    /// Longer names would make a table of series that nobody can read, and files that are all head.
    private static final int MAX_NAME = 1_000;

    private final List<Series> series;
    private final Map<String, Map<String, Integer>> places;
    private final int leftOut;

    private SeriesTable(
            List<Series> series, Map<String, Map<String, Integer>> places, int leftOut) {
        this.series = List.copyOf(series);
        this.places = Map.copyOf(places);
        this.leftOut = leftOut;
    }

    /// With every route of the plan, as far as there is room.
    SeriesTable with(GatewayPlan plan) {
        Map<Series, Integer> known = new HashMap<>();
        series.forEach(one -> known.put(one, known.size()));
        List<Series> all = new ArrayList<>(series);
        Map<String, Map<String, Integer>> found = new HashMap<>();
        places.forEach((service, keys) -> found.put(service, new HashMap<>(keys)));
        int tooMany = 0;
        for (PlannedRoute route : plan.routes()) {
            Series one = new Series(route.service().value(), name(route), BACKEND);
            if (!known.containsKey(one)) {
                if (all.size() == MAX_SERIES || one.route().length() > MAX_NAME) {
                    tooMany++;
                    continue;
                }
                known.put(one, all.size());
                all.add(one);
            }
            found.computeIfAbsent(one.service(), absent -> new HashMap<>())
                    .put(key(route), known.get(one));
        }
        return new SeriesTable(all, found, tooMany);
    }

    /// The place of what a target is counted for; makes no garbage if it is known.
    int find(Target target) {
        Map<String, Integer> keys = places.get(target.service().value());
        if (keys == null) {
            return NOT_FOUND;
        }
        String key = key(target);
        Integer place = keys.get(key);
        return place == null ? findPending(keys, key) : place;
    }

    int size() {
        return series.size();
    }

    /// In the order of their places.
    List<Series> all() {
        return series;
    }

    /// Routes of the plan for which there was no room.
    int leftOut() {
        return leftOut;
    }

    private static String name(PlannedRoute route) {
        return switch (route.kind()) {
            case TRANSCODED, GRPC -> route.rpc().substring(route.rpc().lastIndexOf('/') + 1);
            case HTTP -> route.path();
            case PENDING -> UNKNOWN_METHODS;
        };
    }

    /// What a route has in common with its targets.
    private static String key(PlannedRoute route) {
        return switch (route.kind()) {
            case TRANSCODED, GRPC -> "/" + route.rpc();
            case HTTP, PENDING -> route.path();
        };
    }

    private static String key(Target target) {
        return switch (target) {
            case TranscodedTarget transcoded -> transcoded.grpc().path();
            case GrpcTarget grpc -> grpc.path();
            case HttpTarget http -> http.prefix();
        };
    }

    /// There could be any number of methods that do not exist, so they are not told apart.
    private static int findPending(Map<String, Integer> keys, String key) {
        return keys.getOrDefault(key.substring(0, key.lastIndexOf('/') + 1), NOT_FOUND);
    }
}
