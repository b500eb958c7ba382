package dev.kiban.gateway.balance;

import dev.kiban.gateway.UpstreamTarget;
import dev.kiban.gateway.limit.CallGate;
import dev.kiban.gateway.limit.CallLimit;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.LongSupplier;

/// How many calls the backends of a process may have under way. They outlive plans: a reload
/// forgets neither what is under way nor what was learned. Safe for all threads.
public final class CallLimits {
    private final Map<UpstreamTarget, CallLimit> known = new ConcurrentHashMap<>();

    /// The way of a loop to an upstream.
    ///
    /// @param nanoTime as `System.nanoTime`
    public CallGate gate(UpstreamTarget target, LongSupplier nanoTime) {
        return new CallGate(
                target.concurrency()
                        .map(rule -> known.computeIfAbsent(target, _ -> new CallLimit(rule))),
                nanoTime);
    }

    /// That of an upstream, if it has one and is called.
    public Optional<CallLimit> of(UpstreamTarget target) {
        return Optional.ofNullable(known.get(target));
    }

    /// Those that are known.
    public Collection<CallLimit> all() {
        return List.copyOf(known.values());
    }

    /// Forgets those of others. Calls that are under way there keep theirs.
    public void keepOnly(Set<UpstreamTarget> targets) {
        known.keySet().retainAll(targets);
    }
}
