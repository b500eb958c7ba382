package dev.kiban.slo;

import dev.kiban.kernel.ServiceName;
import dev.kiban.slo.AlertStore.Told;
import dev.kiban.slo.LookBack.Cause;
import dev.kiban.slo.Releases.Release;
import dev.kiban.slo.SloLookBack.Evidence;
import dev.kiban.slo.SloPlan.ServiceSlo;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/// Looks back at a quarter of a service, with what stores have kept of it.
///
/// ```java
/// LookBackReader reader = new LookBackReader(counts, alerts, releases);
/// reader.read(shop, slos, Quarter.parse("2026Q3").window(zone), clock.instant());
/// ```
public final class LookBackReader {
    /// For so long after a release it is the first suspect, unless there is a newer one.
    static final Duration SUSPECT = Duration.ofHours(24);

    private final CountStore counts;
    private final AlertStore alerts;
    private final ReleaseHistory releases;

    public LookBackReader(CountStore counts, AlertStore alerts, ReleaseHistory releases) {
        this.counts = counts;
        this.alerts = alerts;
        this.releases = releases;
    }

    /// What a quarter was like.
    ///
    /// @param until what of it is known: its end, or the newest minute
    /// @param slos in the order asked for
    public record ServiceLookBack(PeriodWindow quarter, Instant until, List<SloLookBack> slos) {

        public ServiceLookBack {
            slos = List.copyOf(slos);
        }

        /// Whether there is more to come.
        public boolean isOver() {
            return !until.isBefore(quarter.end());
        }
    }

    /// Looks back.
    ///
    /// @param slos of the service
    public ServiceLookBack read(
            ServiceName service, List<ServiceSlo> slos, PeriodWindow quarter, Instant now) {
        Instant newest = AlertWatch.newestEnd(counts, now);
        Instant until = newest.isBefore(quarter.end()) ? newest : quarter.end();
        if (!quarter.start().isBefore(until)) {
            Evidence nothing = new Evidence(quarter, quarter.start(), List.of(), List.of());
            return new ServiceLookBack(
                    quarter,
                    quarter.start(),
                    slos.stream().map(slo -> SloLookBack.of(slo, nothing)).toList());
        }
        PeriodWindow known = new PeriodWindow(quarter.start(), until);
        List<Told> told = alerts.told(service, known);
        List<Cause.Release> released = released(service, known);
        List<SloLookBack> lookBacks = new ArrayList<>();
        for (ServiceSlo slo : slos) {
            List<Cause> causes = new ArrayList<>(released);
            causes.addAll(AlertPeriods.of(slo.slo().name(), told, until));
            lookBacks.add(
                    SloLookBack.of(slo, new Evidence(quarter, until, slots(slo, known), causes)));
        }
        return new ServiceLookBack(quarter, until, lookBacks);
    }

    /// Corrected, and from where the periods begin that the quarter's first days are in.
    private List<Slot> slots(ServiceSlo slo, PeriodWindow known) {
        Instant needed = BudgetHistory.needs(slo.slo(), known.start());
        Instant first = needed.isBefore(known.start()) ? needed : known.start();
        PeriodWindow time = new PeriodWindow(first, known.end());
        List<Correction> corrections = counts.corrections(slo, time);
        return counts.slots(slo, time).stream()
                .map(slot -> Correction.apply(corrections, slot))
                .toList();
    }

    private List<Cause.Release> released(ServiceName service, PeriodWindow known) {
        PeriodWindow suspects = new PeriodWindow(known.start().minus(SUSPECT), known.end());
        List<Release> all = releases.within(service, suspects);
        List<Cause.Release> causes = new ArrayList<>();
        for (int i = 0; i < all.size(); i++) {
            Instant at = all.get(i).at();
            Instant end = at.plus(SUSPECT);
            Instant next = i + 1 < all.size() ? all.get(i + 1).at() : end;
            Instant until = next.isBefore(end) ? next : end;
            if (until.isAfter(known.start())) {
                causes.add(new Cause.Release(all.get(i).summary(), at, until));
            }
        }
        return causes;
    }
}
