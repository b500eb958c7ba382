package dev.kiban.slo.demo;

import dev.kiban.definition.Indicator;
import dev.kiban.definition.Indicator.Availability;
import dev.kiban.definition.Indicator.Latency;
import dev.kiban.definition.Objective.Occurrences;
import dev.kiban.slo.Alerts;
import dev.kiban.slo.Alerts.Transition;
import dev.kiban.slo.Alerts.Watch;
import dev.kiban.slo.BurnTier;
import dev.kiban.slo.DemoHour;
import dev.kiban.slo.PeriodWindow;
import dev.kiban.slo.Shipment.Row;
import dev.kiban.slo.SloPlan.ServiceSlo;
import dev.kiban.slo.Tally;
import dev.kiban.slo.TierName;
import dev.kiban.slo.TierState;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// Tells which alerts an SLO would have had, had somebody watched its past: by the same decisions
/// as those about real counts.
final class Watchman {
    private final ServiceSlo slo;
    private final DemoHistory.Frame frame;
    private final Sums sums;
    private final Map<TierName, TierState> standing = new HashMap<>();
    private final Map<TierName, Instant> loudSince = new HashMap<>();

    /// @param slo one that [#watches]
    Watchman(ServiceSlo slo, DemoHistory.Frame frame) {
        this.slo = slo;
        this.frame = frame;
        this.sums = new Sums(Math.toIntExact(frame.time().length().toMinutes()));
    }

    /// Whether it is about requests that the gateway counts, one by one.
    static boolean watches(ServiceSlo slo) {
        return slo.slo().objective() instanceof Occurrences
                && (slo.slo().indicator() instanceof Availability
                        || slo.slo().indicator() instanceof Latency);
    }

    /// Looks at what came after that which was seen before, and decides at its end.
    ///
    /// @param minutes that passed
    /// @param measured of them
    /// @return alerts that ended then
    List<DemoHour.Alert> see(int minutes, int measured, List<Row> rows) {
        List<Row> its = rows.stream().filter(this::counts).toList();
        sums.add(
                new Tally(
                        its.stream().mapToLong(this::good).sum(),
                        its.stream().mapToLong(Row::valid).sum(),
                        measured,
                        minutes));
        Instant now = frame.time().start().plus(Duration.ofMinutes(sums.minutes()));
        List<Watch> watches = slo.tiers(now).stream().map(this::watch).toList();
        return Alerts.decide(slo.slo(), watches, frame.time().start(), now).stream()
                .flatMap(transition -> ended(transition, now).stream())
                .toList();
    }

    private Watch watch(BurnTier tier) {
        return new Watch(
                tier,
                sums.last(tier.window()),
                sums.last(tier.shortWindow()),
                standing.getOrDefault(tier.name(), TierState.QUIET));
    }

    private List<DemoHour.Alert> ended(Transition transition, Instant now) {
        TierName tier = transition.tier().name();
        TierState state = transition.to();
        standing.put(tier, state);
        if (state.level().isFiring() && state.silencedBy().isEmpty()) {
            loudSince.putIfAbsent(tier, state.level().fire().orElseThrow().since());
            return List.of();
        }
        Instant since = loudSince.remove(tier);
        return since == null
                ? List.of()
                : List.of(
                        new DemoHour.Alert(
                                slo.service(),
                                slo.slo().name(),
                                tier,
                                new PeriodWindow(since, now)));
    }

    private boolean counts(Row row) {
        List<String> routes =
                switch (slo.slo().indicator()) {
                    case Availability availability -> availability.routes();
                    case Latency latency -> latency.routes();
                    case Indicator other -> throw new IllegalArgumentException(other.toString());
                };
        return routes.isEmpty() || routes.contains(row.route());
    }

    private long good(Row row) {
        if (!(slo.slo().indicator() instanceof Latency latency)) {
            return row.valid() - row.errors();
        }
        long good = 0;
        for (int i = 0; i < frame.bounds().size(); i++) {
            if (frame.bounds().get(i).compareTo(latency.threshold()) <= 0) {
                good += row.buckets().get(i);
            }
        }
        return good;
    }
}
