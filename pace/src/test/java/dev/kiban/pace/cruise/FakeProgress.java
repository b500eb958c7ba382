package dev.kiban.pace.cruise;

import java.time.Instant;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;

/// How far campaigns came, in memory.
final class FakeProgress implements ProgressStore {
    private final InstantSource clock;
    private final Map<Long, Map<String, Long>> told = new HashMap<>();
    private final Map<Long, Instant> last = new HashMap<>();

    FakeProgress(InstantSource clock) {
        this.clock = clock;
    }

    @Override
    public void put(String server, Map<Long, Long> started) {
        started.forEach(
                (campaign, jobs) -> {
                    told.computeIfAbsent(campaign, _ -> new HashMap<>()).put(server, jobs);
                    last.put(campaign, clock.instant());
                });
    }

    @Override
    public Map<Long, Map<String, Long>> told(Set<Long> campaigns) {
        Map<Long, Map<String, Long>> some = new HashMap<>();
        told.forEach(
                (campaign, servers) -> {
                    if (campaigns.contains(campaign)) {
                        some.put(campaign, Map.copyOf(servers));
                    }
                });
        return some;
    }

    @Override
    public void sweep() {
        Instant oldest = clock.instant().minus(KEPT);
        last.values().removeIf(at -> at.isBefore(oldest));
        told.keySet().retainAll(last.keySet());
    }
}
