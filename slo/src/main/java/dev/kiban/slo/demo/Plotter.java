package dev.kiban.slo.demo;

import dev.kiban.kernel.ServiceName;
import dev.kiban.slo.PeriodWindow;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.function.Consumer;
import java.util.random.RandomGenerator;

/// Thinks up a plot: releases, some of which bring trouble and are taken back; trouble that comes
/// by itself; and a fault that gets worse for days until a release mends it.
final class Plotter {
    private static final Duration BETWEEN_RELEASES = Duration.ofDays(4);
    private static final Duration BETWEEN_TROUBLES = Duration.ofDays(13);

    /// Whoever looks first sees a service that is well again.
    private static final Duration CALM_END = Duration.ofHours(14);

    private static final Duration LEAK_STARTS = Duration.ofDays(20);
    private static final Duration LEAK_ENDS = Duration.ofDays(9);
    private static final double LEAK = 0.0009;

    private final ServiceName service;
    private final PeriodWindow time;
    private final RandomGenerator random;
    private final List<Trouble> troubles = new ArrayList<>();
    private final List<Instant> releases = new ArrayList<>();

    Plotter(ServiceName service, PeriodWindow time, RandomGenerator random) {
        this.service = service;
        this.time = time;
        this.random = random;
    }

    Plot plot() {
        addEvery(BETWEEN_RELEASES, releases::add);
        addEvery(BETWEEN_TROUBLES, this::addTrouble);
        addLeak();
        releases.sort(Comparator.naturalOrder());
        List<DemoRelease> named = new ArrayList<>();
        for (Instant at : releases) {
            named.add(new DemoRelease(service, at, "1.%d.0".formatted(named.size() + 1)));
        }
        return new Plot(troubles, named);
    }

    /// At least half of the time between two of them passes, and at most one and a half times.
    private void addEvery(Duration pause, Consumer<Instant> add) {
        Instant end = time.end().minus(CALM_END);
        Instant next = time.start().plus(part(pause, 0.1 + 0.4 * random.nextDouble()));
        while (next.isBefore(end)) {
            add.accept(next.truncatedTo(ChronoUnit.MINUTES));
            next = next.plus(part(pause, 0.5 + random.nextDouble()));
        }
    }

    private void addTrouble(Instant start) {
        Instant end = start.plus(Duration.ofMinutes(6 + random.nextInt(30)));
        if (random.nextInt(3) == 0) {
            troubles.add(new Trouble(start, end, 0.002, false, 20));
        } else {
            double errors = 0.03 + 0.3 * random.nextDouble();
            troubles.add(new Trouble(start, end, errors, false, 1.5));
        }
        if (random.nextBoolean()) {
            releases.add(start.minus(Duration.ofMinutes(3)));
            releases.add(end.minus(Duration.ofMinutes(1)));
        }
    }

    private void addLeak() {
        Instant start = time.end().minus(LEAK_STARTS).truncatedTo(ChronoUnit.MINUTES);
        Instant end = time.end().minus(LEAK_ENDS).truncatedTo(ChronoUnit.MINUTES);
        if (start.isAfter(time.start())) {
            troubles.add(new Trouble(start, end, LEAK, true, 1));
            releases.add(start);
            releases.add(end);
        }
    }

    private static Duration part(Duration whole, double share) {
        return Duration.ofSeconds(Math.round(whole.toSeconds() * share));
    }
}
