package dev.kiban.gateway.proxy;

import dev.kiban.gateway.GatewayPlan;
import dev.kiban.gateway.Terms;
import dev.kiban.gateway.UpstreamTarget;
import dev.kiban.gateway.balance.Upstream;
import dev.kiban.gateway.balance.Upstreams;
import dev.kiban.gateway.limit.Rate;
import dev.kiban.gateway.limit.Rates;
import dev.kiban.gateway.limit.Rates.RouteName;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;

/// A plan on one loop, with the connections that it leads to, and how many requests hold it.
///
/// A request keeps the plan that was current when its head arrived. A plan that is no longer
/// current lives until its last request has ended; then connections that no newer plan leads to are
/// closed.
final class LoopPlan {
    private final GatewayPlan plan;
    private final Map<UpstreamTarget, Upstream> upstreams = new HashMap<>();

    /// The same by the targets of routes themselves, since to compare two takes long.
    private final IdentityHashMap<UpstreamTarget, Upstream> met = new IdentityHashMap<>();

    private final Map<RouteName, List<Rate>> rates = new HashMap<>();
    private final Upstreams all;
    private final Rates buckets;
    private int holders = 1; // the loop, as long as the plan is current

    LoopPlan(GatewayPlan plan, Upstreams all, Rates buckets) {
        this.plan = plan;
        this.all = all;
        this.buckets = buckets;
        for (UpstreamTarget target : plan.upstreams()) {
            upstreams.put(target, all.adopt(target));
        }
    }

    GatewayPlan plan() {
        return plan;
    }

    Upstream upstream(UpstreamTarget target) {
        Upstream upstream = met.get(target);
        return upstream == null ? meet(target) : upstream;
    }

    private Upstream meet(UpstreamTarget target) {
        Upstream upstream = upstreams.get(target);
        if (upstream == null) {
            throw new IllegalStateException("the plan does not lead to " + target);
        }
        met.put(target, upstream);
        return upstream;
    }

    /// How many requests of the route are let through in a time.
    List<Rate> rates(Terms terms) {
        return terms.rates().isEmpty()
                ? List.of()
                : rates.computeIfAbsent(terms.route(), route -> buckets.of(route, terms.rates()));
    }

    void hold() {
        holders++;
    }

    void release() {
        holders--;
        if (holders == 0) {
            upstreams.forEach(all::release);
        }
    }
}
