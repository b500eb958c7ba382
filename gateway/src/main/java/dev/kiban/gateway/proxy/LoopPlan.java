package dev.kiban.gateway.proxy;

import dev.kiban.definition.Compression;
import dev.kiban.gateway.Backend;
import dev.kiban.gateway.GatewayPlan;
import dev.kiban.gateway.Terms;
import dev.kiban.gateway.Traffic;
import dev.kiban.gateway.Traffic.Shared;
import dev.kiban.gateway.Traffic.ToOne;
import dev.kiban.gateway.UpstreamTarget;
import dev.kiban.gateway.balance.Upstream;
import dev.kiban.gateway.balance.Upstreams;
import dev.kiban.gateway.limit.Rates;
import dev.kiban.gateway.limit.Rates.RouteName;
import dev.kiban.gateway.limit.RouteRates;
import dev.kiban.gateway.proxy.Way.LoopBackend;
import dev.kiban.gateway.proxy.Way.Straight;
import dev.kiban.gateway.split.Weights;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.Map;
import java.util.random.RandomGenerator;
import java.util.stream.Stream;

/// A plan on one loop, with the connections that it leads to, and how many requests hold it.
///
/// A request keeps the plan that was current when its head arrived. A plan that is no longer
/// current lives until its last request has ended; then connections that no newer plan leads to are
/// closed.
final class LoopPlan {
    private final GatewayPlan plan;
    private final Map<UpstreamTarget, Upstream> upstreams = new HashMap<>();
    private final IdentityHashMap<Traffic, Way> ways = new IdentityHashMap<>(); // of those met
    private final Map<RouteName, RouteRates> rates = new HashMap<>();
    private final Means means;
    private final boolean compresses;
    private Weights weights;
    private int holders = 1; // the loop, as long as the plan is current

    /// What plans of one loop share.
    ///
    /// @param random for requests that may go anywhere
    record Means(Upstreams upstreams, Rates buckets, RandomGenerator random) {}

    /// @param weights at this time
    LoopPlan(GatewayPlan plan, Means means, Weights weights) {
        this.plan = plan;
        this.means = means;
        this.weights = weights;
        this.compresses = compresses(plan);
        for (UpstreamTarget target : plan.upstreams()) {
            upstreams.put(target, means.upstreams().adopt(target));
        }
    }

    private static boolean compresses(GatewayPlan plan) {
        return Stream.concat(plan.transcoded().stream(), plan.prefixed().stream())
                .anyMatch(target -> target.terms().compression() instanceof Compression.From);
    }

    /// Whether answers of any route are compressed.
    boolean compresses() {
        return compresses;
    }

    GatewayPlan plan() {
        return plan;
    }

    /// How requests of a route get to a backend.
    ///
    /// @param traffic that of a target of this plan, the same instance each time: to compare two
    ///     takes long
    Way way(Traffic traffic) {
        Way way = ways.get(traffic);
        return way == null ? meet(traffic) : way;
    }

    /// From here on splits share like this.
    void weigh(Weights newWeights) {
        weights = newWeights;
        for (Way way : ways.values()) {
            if (way instanceof Junction junction) {
                junction.weigh(newWeights);
            }
        }
    }

    private Way meet(Traffic traffic) {
        Way way =
                switch (traffic) {
                    case ToOne(Backend backend) -> new Straight(reached(backend));
                    case Shared shared ->
                            new Junction(
                                    shared,
                                    shared.backends().stream().map(this::reached).toList(),
                                    weights,
                                    means.random());
                };
        ways.put(traffic, way);
        return way;
    }

    private LoopBackend reached(Backend backend) {
        Upstream upstream = upstreams.get(backend.upstream());
        if (upstream == null) {
            throw new IllegalStateException("the plan does not lead to " + backend);
        }
        return new LoopBackend(backend, upstream);
    }

    /// How many requests of the route are let through in a time.
    RouteRates rates(Terms terms) {
        return terms.rates().isEmpty()
                ? RouteRates.NONE
                : rates.computeIfAbsent(
                        terms.route(), route -> means.buckets().of(route, terms.rates()));
    }

    void hold() {
        holders++;
    }

    void release() {
        holders--;
        if (holders == 0) {
            upstreams.forEach(means.upstreams()::release);
        }
    }
}
