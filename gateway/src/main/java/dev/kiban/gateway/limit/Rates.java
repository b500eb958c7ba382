package dev.kiban.gateway.limit;

import dev.kiban.definition.RateLimit;
import dev.kiban.definition.RateLimit.By;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;

/// The buckets of all rates of a process. They outlive plans: a reload gives nobody a new bucket,
/// and a rate that was changed goes on from where its buckets are. Safe for all threads.
public final class Rates {
    /// Keys that rates may have together, in some 50 MB.
    private static final int MAX_KEYS = 500_000;

    private final Map<Name, Buckets> known = new ConcurrentHashMap<>();
    private final AtomicInteger keys = new AtomicInteger();

    /// What tells a route from all others, in each plan that has it.
    ///
    /// @param route such as `http /legacy/`
    public record RouteName(String service, String route) {}

    private record Name(RouteName route, By by, Duration period) {
        static Name of(RouteName route, RateLimit limit) {
            return new Name(route, limit.by(), limit.period());
        }
    }

    /// The rates of a route, with their buckets.
    public RouteRates of(RouteName route, List<RateLimit> limits) {
        return RouteRates.of(limits.stream().map(limit -> rate(route, limit)).toList());
    }

    private Rate rate(RouteName route, RateLimit limit) {
        return new Rate(
                limit,
                known.computeIfAbsent(Name.of(route, limit), _ -> new Buckets(keys, MAX_KEYS)));
    }

    /// Drops the buckets of rates that no route has any more.
    public void keepOnly(Map<RouteName, List<RateLimit>> routes) {
        Set<Name> kept = new HashSet<>();
        routes.forEach((route, limits) -> limits.forEach(one -> kept.add(Name.of(route, one))));
        known.entrySet()
                .removeIf(
                        entry -> {
                            boolean gone = !kept.contains(entry.getKey());
                            if (gone) {
                                entry.getValue().clear();
                            }
                            return gone;
                        });
    }

    /// Keys that are remembered.
    public int size() {
        return keys.get();
    }
}
