package dev.kiban.app.console;

import dev.kiban.app.budget.Archive;
import dev.kiban.console.Board.Health;
import dev.kiban.console.Profiles;
import dev.kiban.definition.Indicator.Freshness;
import dev.kiban.definition.Service;
import dev.kiban.definition.Slo;
import dev.kiban.kernel.ServiceName;
import dev.kiban.ledger.Event;
import dev.kiban.ledger.Query;
import dev.kiban.slo.BudgetBook.Page;
import dev.kiban.slo.BudgetHistory;
import dev.kiban.slo.BudgetHistory.Moment;
import dev.kiban.slo.Correction;
import dev.kiban.slo.Flows;
import dev.kiban.slo.PeriodWindow;
import dev.kiban.slo.SloPlan.ServiceSlo;
import dev.kiban.slo.Slot;
import dev.kiban.slo.Traffic;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Services of a running gateway in full: as they are live, as the budget book has them now, and
/// as the store has their past. Without a store there is no past.
public final class LiveProfiles implements Profiles {
    private static final int MAX_HAPPENINGS = 100;

    /// Budgets are kept by hours where minutes are gone.
    private static final Duration FINEST = Duration.ofHours(1);

    private final Sources sources;
    private final InstantSource clock;

    public LiveProfiles(Sources sources, InstantSource clock) {
        this.sources = sources;
        this.clock = clock;
    }

    @Override
    public Optional<Profile> read(ServiceName name, Range range) {
        return sources.service(name).map(service -> profile(service, range));
    }

    private Profile profile(Service service, Range range) {
        Optional<Page> page = sources.page();
        Instant asOf = page.map(Page::end).orElseGet(clock::instant);
        List<Health> health =
                LiveBoard.line(
                                service,
                                page.map(read -> read.of(service.name())).orElse(List.of()),
                                asOf)
                        .health();
        Profile now =
                new Profile(
                        asOf, service, health, Optional.empty(), List.of(), List.of(), List.of());
        return sources.ask(
                        archive ->
                                new Past(now, archive, range)
                                        .profile(backlogs(service, archive.flows())))
                .orElse(now);
    }

    private List<Backlog> backlogs(Service service, Flows flows) {
        return service.slos().stream()
                .map(Slo::indicator)
                .filter(Freshness.class::isInstance)
                .map(indicator -> ((Freshness) indicator).flow())
                .distinct()
                .map(
                        flow ->
                                new Backlog(
                                        flow, flows.waiting(service.name(), flow), clock.instant()))
                .toList();
    }

    private record Past(Profile now, Archive archive, Range range) {

        Profile profile(List<Backlog> backlogs) {
            Traffic traffic =
                    archive.counts()
                            .traffic(
                                    now.service().name(),
                                    new PeriodWindow(range.start(), range.end()),
                                    range.step());
            return new Profile(
                    now.asOf(),
                    now.service(),
                    now.health(),
                    Optional.of(traffic),
                    now.health().stream().map(this::history).toList(),
                    backlogs,
                    happenings());
        }

        private History history(Health health) {
            List<Instant> times = times();
            List<Moment> moments = new ArrayList<>();
            if (!times.isEmpty()) {
                moments.addAll(BudgetHistory.of(health.slo(), slots(health, times), times, step()));
            }
            if (isNow() && !moments.isEmpty()) {
                Moment last = moments.removeLast(); // what the board says, to the minute
                moments.add(new Moment(last.at(), health.budget(), last.step()));
            }
            return new History(health.slo(), moments);
        }

        private Duration step() {
            return range.step().compareTo(FINEST) < 0 ? FINEST : range.step();
        }

        private boolean isNow() {
            return !range.end().isBefore(now.asOf());
        }

        /// Ends of pieces that have been, and the newest minute.
        private List<Instant> times() {
            List<Instant> times =
                    new ArrayList<>(
                            new Range(
                                            range.start().truncatedTo(ChronoUnit.HOURS),
                                            range.end(),
                                            step())
                                    .ends().stream()
                                            .filter(end -> end.isBefore(now.asOf()))
                                            .toList());
            if (isNow() && now.asOf().isAfter(range.start())) {
                times.add(now.asOf());
            }
            return times;
        }

        private List<Slot> slots(Health health, List<Instant> times) {
            Instant first = BudgetHistory.needs(health.slo(), times.getFirst());
            PeriodWindow time = new PeriodWindow(first, times.getLast());
            ServiceSlo slo =
                    new ServiceSlo(now.service().name(), now.service().owner(), health.slo());
            List<Correction> corrections = archive.counts().corrections(slo, time);
            return archive.counts().slots(slo, time).stream()
                    .map(slot -> Correction.apply(corrections, slot))
                    .toList();
        }

        private List<Happening> happenings() {
            Query query =
                    Query.all()
                            .about(now.service().name())
                            .from(range.start())
                            .until(range.end())
                            .limit(MAX_HAPPENINGS);
            return archive.ledger().search(query).items().stream().map(Past::happening).toList();
        }

        private static Happening happening(Event event) {
            return new Happening(
                    event.sequence(),
                    event.recordedAt(),
                    event.actor(),
                    event.action(),
                    event.summary());
        }
    }
}
