package dev.kiban.gateway.proxy;

import dev.kiban.gateway.limit.Rates.RouteName;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;

/// How many WebSockets are open on each route, on all loops together. Outlives plans: what is open
/// stays open when definitions change. There are as many counts as there were routes with any.
final class Tunnels {
    private final Map<RouteName, AtomicInteger> open = new ConcurrentHashMap<>();

    /// Whether there is room for one more.
    boolean enter(RouteName route, int atMost) {
        AtomicInteger count = open.computeIfAbsent(route, _ -> new AtomicInteger());
        if (count.incrementAndGet() <= atMost) {
            return true;
        }
        count.decrementAndGet();
        return false;
    }

    void leave(RouteName route) {
        AtomicInteger count = open.get(route);
        if (count != null) {
            count.decrementAndGet();
        }
    }
}
