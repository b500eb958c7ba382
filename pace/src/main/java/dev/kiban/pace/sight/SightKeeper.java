package dev.kiban.pace.sight;

import dev.kiban.kernel.PaceName;
import dev.kiban.pace.PaceReport;
import dev.kiban.protos.v1.PaceSight;
import dev.kiban.runtime.lifecycle.Beat;
import dev.kiban.runtime.telemetry.log.Log;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.LongSupplier;
import java.util.function.Supplier;

/// Tells a store what a server sees, each two seconds. While the store is away nothing is told, and
/// nobody waits for it.
public final class SightKeeper implements AutoCloseable {
    private static final Duration PAUSE = Duration.ofSeconds(2);
    private static final Duration SWEEP_PAUSE = Duration.ofHours(1);

    private final String server;
    private final Ports ports;
    private final Beat beat;
    private final Map<PaceName, Pulse> pulses = new HashMap<>();
    private final Map<PaceName, Counts> counted = new HashMap<>();
    private Instant sampled = Instant.MIN;
    private Instant swept = Instant.MIN;

    /// What it needs.
    ///
    /// @param store while it is open
    /// @param paces as they stand
    /// @param nanos `System.nanoTime`, or what stands for it
    public record Ports(
            Supplier<Optional<SightStore>> store,
            Supplier<List<Sighting>> paces,
            InstantSource clock,
            LongSupplier nanos) {}

    private record Counts(long passed, long refused) {

        static Counts of(PaceReport report) {
            return new Counts(report.passed(), report.refused());
        }
    }

    /// @param server its host and port
    public SightKeeper(String server, Ports ports, Log log) {
        this.server = server;
        this.ports = ports;
        this.beat = new Beat("sights", PAUSE, this::round, log);
    }

    public void start() {
        beat.start();
    }

    @Override
    public void close() {
        beat.close();
    }

    /// Looks once.
    void round() {
        List<Sighting> seen = ports.paces().get();
        Instant now = ports.clock().instant();
        Map<PaceName, PaceSight> sights = sights(seen);
        Optional<List<Sample>> samples = samples(seen, now);
        ports.store()
                .get()
                .ifPresent(
                        store -> {
                            store.put(server, sights);
                            samples.ifPresent(some -> store.add(server, some));
                            if (swept.isBefore(now.minus(SWEEP_PAUSE))) {
                                store.sweep();
                                swept = now;
                            }
                        });
    }

    private Map<PaceName, PaceSight> sights(List<Sighting> seen) {
        pulses.keySet().retainAll(seen.stream().map(Sighting::pace).toList());
        Map<PaceName, PaceSight> sights = new LinkedHashMap<>();
        long nanos = ports.nanos().getAsLong();
        for (Sighting one : seen) {
            Pulse pulse = pulses.computeIfAbsent(one.pace(), _ -> new Pulse());
            double perSecond = pulse.then(one.report().passed(), nanos);
            sights.put(one.pace(), SightMessage.of(one, perSecond));
        }
        return sights;
    }

    /// Of the ten seconds that are over, as far as a pace was there when they began; empty if they
    /// are not.
    private Optional<List<Sample>> samples(List<Sighting> seen, Instant now) {
        long length = Sample.LENGTH.toMillis();
        Instant slot = Instant.ofEpochMilli(Math.floorDiv(now.toEpochMilli(), length) * length);
        boolean over = !slot.equals(sampled) && !sampled.equals(Instant.MIN);
        sampled = slot;
        if (!over) {
            return Optional.empty();
        }
        counted.keySet().retainAll(seen.stream().map(Sighting::pace).toList());
        List<Sample> samples = new ArrayList<>();
        for (Sighting one : seen) {
            Counts is = Counts.of(one.report());
            Optional.ofNullable(counted.put(one.pace(), is))
                    .map(was -> sample(one, slot.minus(Sample.LENGTH), is, was))
                    .ifPresent(samples::add);
        }
        return Optional.of(samples);
    }

    private static Sample sample(Sighting one, Instant at, Counts is, Counts was) {
        return new Sample(
                one.pace(),
                at,
                Math.max(0, is.passed() - was.passed()),
                Math.max(0, is.refused() - was.refused()),
                one.report().inLine(),
                one.inFlight(),
                one.perSecond(),
                one.share());
    }
}
