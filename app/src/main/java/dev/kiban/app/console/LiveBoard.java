package dev.kiban.app.console;

import dev.kiban.console.Board;
import dev.kiban.definition.Service;
import dev.kiban.definition.Slo;
import dev.kiban.kernel.ServiceName;
import dev.kiban.slo.Budget;
import dev.kiban.slo.BudgetBook.Entry;
import dev.kiban.slo.BudgetBook.Page;
import dev.kiban.slo.Gate.TierStanding;
import dev.kiban.slo.PeriodWindow;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;

/// The board of a running gateway: all services as they are live, with what the newest page of the
/// budget book says of them.
///
/// Without a database, or before it is open, there is no page.
public record LiveBoard(Sources sources, InstantSource clock) implements Board {

    @Override
    public Sheet read() {
        Optional<Page> newest = sources.page();
        Instant asOf = newest.map(Page::end).orElseGet(clock::instant);
        Map<ServiceName, List<Entry>> entries =
                newest.stream()
                        .flatMap(read -> read.entries().stream())
                        .collect(Collectors.groupingBy(entry -> entry.account().slo().service()));
        List<Line> lines =
                sources.definitions().stream()
                        .flatMap(live -> live.services().stream())
                        .map(
                                service ->
                                        line(
                                                service,
                                                entries.getOrDefault(service.name(), List.of()),
                                                asOf))
                        .toList();
        return new Sheet(asOf, lines);
    }

    static Line line(Service service, List<Entry> entries, Instant asOf) {
        Map<Slo, Entry> bySlo =
                entries.stream()
                        .collect(
                                Collectors.toMap(
                                        entry -> entry.account().slo().slo(), Function.identity()));
        return new Line(
                service.name(),
                service.owner(),
                service.slos().stream()
                        .map(
                                slo ->
                                        Optional.ofNullable(bySlo.get(slo))
                                                .map(LiveBoard::health)
                                                .orElseGet(() -> unmeasured(slo, asOf)))
                        .toList());
    }

    private static Health health(Entry entry) {
        return new Health(
                entry.account().slo().slo(),
                entry.account().budget(),
                entry.account().burn(),
                entry.levels().entrySet().stream()
                        .map(tier -> new TierStanding(tier.getKey(), tier.getValue()))
                        .toList());
    }

    /// One that is defined, and that no page knows yet.
    private static Health unmeasured(Slo slo, Instant now) {
        Budget budget =
                Budget.of(slo.objective(), List.of(), PeriodWindow.at(now, slo.period()).length());
        return new Health(slo, new Budget.Both(budget, budget), Optional.empty(), List.of());
    }
}
