package dev.kiban.pace.cruise;

import dev.kiban.runtime.lifecycle.Beat;
import dev.kiban.runtime.telemetry.log.Log;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Supplier;

/// Tells a store each two seconds how far this server brought its campaigns, and hears from it how
/// far others did. While the store is away, what they told last counts, and nobody waits for it.
public final class ProgressKeeper implements AutoCloseable {
    private static final Duration PAUSE = Duration.ofSeconds(2);
    private static final Duration SWEEP_PAUSE = Duration.ofHours(1);

    private final String server;
    private final Ports ports;
    private final Beat beat;

    /// Jobs that this server let start before it began anew, and of which only the store knew.
    private final Map<Long, Long> forgotten = new HashMap<>();

    private Instant swept = Instant.MIN;

    /// What it needs.
    ///
    /// @param store while it is open
    /// @param legs how far this server came, by campaign
    /// @param elsewhere told how many jobs started elsewhere, by campaign
    public record Ports(
            Supplier<Optional<ProgressStore>> store,
            Supplier<Map<Long, Leg>> legs,
            Consumer<Map<Long, Long>> elsewhere,
            InstantSource clock) {}

    /// @param server its host and port: the same when it begins anew
    public ProgressKeeper(String server, Ports ports, Log log) {
        this.server = server;
        this.ports = ports;
        this.beat = new Beat("campaigns", PAUSE, this::round, log);
    }

    public void start() {
        beat.start();
    }

    /// Tells once more, so that nothing is missing when another server goes on.
    @Override
    public void close() {
        beat.close();
        round();
    }

    /// Tells and hears once; without campaigns, the store is left alone.
    void round() {
        Map<Long, Leg> legs = ports.legs().get();
        forgotten.keySet().retainAll(legs.keySet());
        if (!legs.isEmpty()) {
            ports.store().get().ifPresent(store -> exchange(store, legs));
        }
    }

    private void exchange(ProgressStore store, Map<Long, Leg> legs) {
        Map<Long, Map<String, Long>> told = store.told(legs.keySet());
        Map<Long, Long> own = new HashMap<>();
        Map<Long, Long> elsewhere = new HashMap<>();
        legs.forEach(
                (campaign, leg) -> {
                    Map<String, Long> all = told.getOrDefault(campaign, Map.of());
                    long known = all.getOrDefault(server, leg.before());
                    long more =
                            forgotten.computeIfAbsent(
                                    campaign, _ -> Math.max(0, known - leg.before()));
                    long sum = all.values().stream().mapToLong(Long::longValue).sum();
                    own.put(campaign, leg.all() + more);
                    elsewhere.put(campaign, sum - all.getOrDefault(server, 0L) + more);
                });
        store.put(server, own);
        ports.elsewhere().accept(elsewhere);
        Instant now = ports.clock().instant();
        if (swept.isBefore(now.minus(SWEEP_PAUSE))) {
            store.sweep();
            swept = now;
        }
    }
}
