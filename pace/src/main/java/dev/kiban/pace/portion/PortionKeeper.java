package dev.kiban.pace.portion;

import dev.kiban.kernel.PaceName;
import dev.kiban.pace.PacePlan;
import dev.kiban.pace.PaceReport;
import dev.kiban.runtime.lifecycle.Beat;
import dev.kiban.runtime.telemetry.log.Log;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiConsumer;
import java.util.function.LongSupplier;
import java.util.function.Supplier;

/// Keeps what one replica may use of each pace: asks for it anew each second, and falls back to
/// what is safe without the others when that does not succeed in time. Nobody who asks for a
/// permit waits for it.
public final class PortionKeeper implements AutoCloseable {
    /// What it got is its own for so long.
    public static final Duration LEASE = Duration.ofSeconds(6);

    private static final Duration PAUSE = Duration.ofSeconds(1);
    private static final Duration WATCH = Duration.ofMillis(200);

    private final String replica;
    private final Allotment rules;
    private final Ports ports;
    private final Beat renewing;
    private final Beat watching;
    private final Appetite appetite = new Appetite();
    private final long born;
    private final Map<PaceName, Tenure> tenures = new HashMap<>();
    private boolean hasHeard;

    /// What it needs.
    ///
    /// @param store while it is open
    /// @param plans that hold now
    /// @param paces as they stand
    /// @param taker is told what may be used, again and again
    /// @param nanos `System.nanoTime`, or what stands for it
    public record Ports(
            Supplier<Optional<PortionStore>> store,
            Supplier<List<PacePlan>> plans,
            Supplier<List<PaceReport>> paces,
            BiConsumer<PaceName, Portion> taker,
            LongSupplier nanos) {}

    /// @param replica nobody else has this name; best the same after a restart
    public PortionKeeper(String replica, Allotment rules, Ports ports, Log log) {
        this.replica = replica;
        this.rules = rules;
        this.ports = ports;
        this.born = ports.nanos().getAsLong();
        this.renewing = new Beat("portions", PAUSE, this::renew, log);
        this.watching = new Beat("portions that end", WATCH, this::apply, log);
    }

    public void start() {
        renewing.start();
        watching.start();
    }

    /// Gives back what it has: nobody passes here from now on.
    @Override
    public void close() {
        watching.close();
        renewing.close();
        portions().keySet().forEach(pace -> ports.taker().accept(pace, Portion.NONE));
        ports.store().get().ifPresent(store -> store.giveBack(replica));
    }

    /// What it may use now.
    public Map<PaceName, Portion> portions() {
        long now = ports.nanos().getAsLong();
        Map<PaceName, Portion> portions = new HashMap<>();
        for (PaceReport pace : ports.paces().get()) {
            portions.put(pace.name(), portion(pace, now));
        }
        return portions;
    }

    /// Asks once.
    void renew() {
        Optional<PortionStore> store = ports.store().get();
        if (store.isPresent()) {
            long until = ports.nanos().getAsLong() + LEASE.toNanos();
            Map<PaceName, Tenure> renewed = new HashMap<>();
            store.get()
                    .renew(new Renewing(replica, isNew(), rules, LEASE), this::demands)
                    .forEach((pace, portion) -> renewed.put(pace, new Tenure(portion, until)));
            keep(renewed);
            apply();
        }
    }

    private Map<PaceName, Demand> demands() {
        long now = ports.nanos().getAsLong();
        return appetite.of(
                ports.plans().get(),
                ports.paces().get(),
                pace -> tenure(pace.name()).atMost(now, safe(pace), LEASE),
                now);
    }

    private synchronized boolean isNew() {
        return !hasHeard;
    }

    /// Those of paces that are gone stay for a while: if one comes back, others may not have heard
    /// that it was gone.
    private synchronized void keep(Map<PaceName, Tenure> renewed) {
        long now = ports.nanos().getAsLong();
        tenures.putAll(renewed);
        tenures.values().removeIf(one -> one.isOver(now, LEASE));
        hasHeard = true;
    }

    private synchronized Tenure tenure(PaceName pace) {
        // Whoever had its name before may have had all of it, and others may have what it had not.
        return tenures.getOrDefault(pace, new Tenure(Portion.NONE, born + LEASE.toNanos()));
    }

    /// Says what may be used by now.
    void apply() {
        portions().forEach(ports.taker());
    }

    private Portion portion(PaceReport pace, long now) {
        return tenure(pace.name()).at(now, safe(pace), LEASE);
    }

    private Portion safe(PaceReport pace) {
        int jobs = pace.jobs().map(PaceReport.Jobs::atMost).orElse(0);
        return Portion.safe(rules.replicas(), jobs);
    }
}
