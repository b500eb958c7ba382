package dev.kiban.slo;

import dev.kiban.kernel.SloName;
import dev.kiban.slo.AlertStore.Told;
import dev.kiban.slo.LookBack.Cause;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/// Puts together what belongs together: tiers speak for one another while one trouble lasts.
final class AlertPeriods {
    /// Alerts that are no further apart are about one trouble.
    private static final Duration APART = Duration.ofHours(1);

    private final Instant until;
    private final List<Cause.Alert> periods = new ArrayList<>();

    private AlertPeriods(Instant until) {
        this.until = until;
    }

    /// The alert periods of an SLO, oldest first.
    ///
    /// @param told of the SLO's service
    /// @param until when what still fires is taken to end
    static List<Cause.Alert> of(SloName slo, List<Told> told, Instant until) {
        AlertPeriods alerts = new AlertPeriods(until);
        told.stream()
                .filter(each -> each.slo().equals(slo))
                .sorted(Comparator.comparing(Told::start))
                .forEach(alerts::add);
        return alerts.periods;
    }

    private void add(Told told) {
        Cause.Alert next = period(told);
        if (periods.isEmpty() || periods.getLast().end().plus(APART).isBefore(next.start())) {
            periods.add(next);
        } else {
            periods.add(joined(periods.removeLast(), next));
        }
    }

    private Cause.Alert period(Told told) {
        Instant end = told.end().filter(known -> known.isBefore(until)).orElse(until);
        return new Cause.Alert(
                List.of(told.tier()),
                told.start(),
                end.isBefore(told.start()) ? told.start() : end);
    }

    private static Cause.Alert joined(Cause.Alert first, Cause.Alert second) {
        Set<TierName> tiers = new LinkedHashSet<>(first.tiers());
        tiers.addAll(second.tiers());
        Instant end = first.end().isAfter(second.end()) ? first.end() : second.end();
        return new Cause.Alert(List.copyOf(tiers), first.start(), end);
    }
}
