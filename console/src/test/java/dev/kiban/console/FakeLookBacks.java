package dev.kiban.console;

import dev.kiban.console.Board.Health;
import dev.kiban.definition.Service;
import dev.kiban.kernel.ServiceName;
import dev.kiban.kernel.Share;
import dev.kiban.slo.Budget;
import dev.kiban.slo.Finding;
import dev.kiban.slo.Finding.AlertWithoutSpend;
import dev.kiban.slo.Finding.SpendWithoutAlert;
import dev.kiban.slo.Finding.TooLoose;
import dev.kiban.slo.LookBack;
import dev.kiban.slo.LookBack.Cause;
import dev.kiban.slo.LookBack.Cause.Alert;
import dev.kiban.slo.LookBack.Cause.Release;
import dev.kiban.slo.LookBack.Part;
import dev.kiban.slo.LookBackReader.ServiceLookBack;
import dev.kiban.slo.PeriodWindow;
import dev.kiban.slo.Ratio;
import dev.kiban.slo.SloLookBack;
import dev.kiban.slo.SloPlan.ServiceSlo;
import dev.kiban.slo.Slot;
import dev.kiban.slo.Tally;
import dev.kiban.slo.TierName;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;

/// A quarter with alerts, releases and trouble that nobody knows of: 106.5 % of a budget.
final class FakeLookBacks {
    private static final Duration HOUR = Duration.ofHours(1);
    private static final long VALID = 1_000;

    private FakeLookBacks() {}

    static Optional<LookBacks.Sheet> of(
            Service service, List<Health> health, PeriodWindow quarter) {
        Instant until =
                FakeBoard.NOW.isBefore(quarter.end())
                        ? latest(FakeBoard.NOW, quarter.start())
                        : quarter.end();
        List<SloLookBack> slos =
                health.stream()
                        .map(
                                each ->
                                        lookBack(
                                                new ServiceSlo(
                                                        service.name(),
                                                        service.owner(),
                                                        each.slo()),
                                                quarter,
                                                until))
                        .toList();
        return Optional.of(
                new LookBacks.Sheet(
                        service, Optional.of(new ServiceLookBack(quarter, until, slos))));
    }

    /// The bad events of a quarter of 2,208 hours in which 2,208 may be: 2,045 in alerts, 306 after
    /// releases, and 1 that nobody knows of.
    private static SloLookBack lookBack(ServiceSlo slo, PeriodWindow quarter, Instant until) {
        Instant start = quarter.start();
        List<Cause> causes = new ArrayList<>();
        causes.add(alert(start, 240, 3, "page 1h", "page 6h"));
        causes.add(alert(start, 700, 1, "ticket 72h"));
        IntStream.range(0, 24).forEach(i -> causes.add(release(slo, start, i)));
        Map<Integer, Long> bad = Map.of(240, 900L, 241, 1_000L, 700, 145L, 501, 306L, 1_090, 1L);
        List<Slot> slots = new ArrayList<>();
        for (int i = 0; start.plus(HOUR.multipliedBy(i)).isBefore(until); i++) {
            long good = VALID - bad.getOrDefault(i, 0L);
            slots.add(
                    new Slot(
                            start.plus(HOUR.multipliedBy(i)),
                            HOUR,
                            Tally.ofWhole(good, VALID, 60)));
        }
        Budget budget = Budget.of(slo.slo().objective(), slots, quarter.length());
        List<Part> parts =
                LookBack.attribute(slo.slo().objective(), slots, quarter.length(), causes);
        return new SloLookBack(slo, budget, parts, findings(start));
    }

    private static List<Finding> findings(Instant start) {
        PeriodWindow day =
                new PeriodWindow(start.plus(Duration.ofDays(20)), start.plus(Duration.ofDays(21)));
        return List.of(
                new TooLoose(Ratio.of(1, 8), Share.parse("99.95%"), Ratio.of(1, 4)),
                new SpendWithoutAlert(307, Ratio.of(307, 2_208), day, Ratio.of(306, 2_208)),
                new AlertWithoutSpend(alert(start, 900, 1, "page 6h")));
    }

    private static Alert alert(Instant start, long hour, long hours, String... tiers) {
        Instant from = start.plus(HOUR.multipliedBy(hour)).plusSeconds(180);
        return new Alert(
                List.of(tiers).stream().map(TierName::parse).toList(),
                from,
                from.plus(HOUR.multipliedBy(hours)).minusSeconds(600));
    }

    private static Release release(ServiceSlo slo, Instant start, int number) {
        Instant at = start.plus(HOUR.multipliedBy(20 + number * 60L));
        String summary =
                slo.service().equals(new ServiceName("hostile"))
                        ? "<script>alert('release %d')</script>".formatted(number)
                        : "1.%d.0 is live".formatted(number);
        return new Release(summary, at, at.plus(Duration.ofHours(24)));
    }

    private static Instant latest(Instant one, Instant other) {
        return one.isAfter(other) ? one : other;
    }
}
