package dev.kiban.pace.portion;

import dev.kiban.kernel.PaceName;
import dev.kiban.pace.portion.Roll.Entry;
import dev.kiban.pace.portion.Roll.Renewal;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;

/// Portions in memory.
final class FakePortions implements PortionStore {
    private final Map<PaceName, List<Entry>> entries = new HashMap<>();
    private final InstantSource clock;

    FakePortions(InstantSource clock) {
        this.clock = clock;
    }

    @Override
    public Map<PaceName, Portion> renew(Renewing who, Supplier<Map<PaceName, Demand>> demands) {
        Instant now = clock.instant();
        Map<PaceName, Portion> portions = new HashMap<>();
        demands.get()
                .forEach(
                        (pace, demand) -> {
                            List<Entry> known =
                                    entries.computeIfAbsent(pace, _ -> new ArrayList<>());
                            Renewal renewal = new Roll(known, now).renew(who, demand);
                            known.removeIf(
                                    one ->
                                            renewal.dead().contains(one.replica())
                                                    || one.replica().equals(who.replica()));
                            known.add(renewal.entry());
                            portions.put(pace, renewal.got());
                        });
        return portions;
    }

    @Override
    public void giveBack(String replica) {
        entries.values()
                .forEach(
                        all ->
                                all.replaceAll(
                                        one ->
                                                one.replica().equals(replica)
                                                        ? ended(one, clock.instant())
                                                        : one));
    }

    private static Entry ended(Entry one, Instant now) {
        return new Entry(one.replica(), one.claim(), one.since(), one.renewed(), now, one.met());
    }
}
