package dev.kiban.slo;

import dev.kiban.definition.Slo;
import dev.kiban.kernel.Share;
import dev.kiban.slo.Finding.AlertWithoutSpend;
import dev.kiban.slo.Finding.SpendWithoutAlert;
import dev.kiban.slo.Finding.TooLoose;
import dev.kiban.slo.LookBack.Cause;
import dev.kiban.slo.LookBack.Part;
import dev.kiban.slo.Reading.Measured;
import dev.kiban.slo.SloLookBack.Evidence;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/// What a quarter of one SLO shows that should change.
record Findings(Slo slo, Evidence evidence, Budget budget, List<Part> parts) {
    /// Objectives as people choose them.
    private static final List<Share> USUAL =
            Stream.of(
                            "90%",
                            "95%", "98%", "99%", "99.5%", "99.9%", "99.95%", "99.99%", "99.995%",
                            "99.999%")
                    .map(Share::parse)
                    .toList();

    /// A stricter objective is proposed if no more of its budget would ever have been gone.
    private static final Ratio ROOM = Ratio.of(1, 2);

    /// So much of a quarter must be known before an objective is called too loose.
    private static final Duration LONG_ENOUGH = Duration.ofDays(28);

    /// A budget of fewer bad events than this would be gone by chance.
    private static final Ratio FEWEST = Ratio.of(10, 1);

    /// Who was not called for so much of a quarter's budget missed something.
    private static final Ratio MUCH = Ratio.of(1, 10);

    private static final Duration DAY = Duration.ofDays(1);

    /// All of them; none if too little was measured to conclude anything.
    List<Finding> all() {
        if (!(budget.reading() instanceof Measured(_, long valid)) || budget.isBlind()) {
            return List.of();
        }
        List<Finding> findings = new ArrayList<>();
        tooLoose(valid).ifPresent(findings::add);
        spendWithoutAlert().ifPresent(findings::add);
        for (Part part : parts) {
            if (part.cause() instanceof Cause.Alert alert && part.bad() == 0) {
                findings.add(new AlertWithoutSpend(alert));
            }
        }
        return findings;
    }

    private Optional<TooLoose> tooLoose(long valid) {
        Share target = slo.objective().target();
        Ratio peak = peak();
        return USUAL.stream()
                .filter(usual -> usual.compareTo(target) > 0)
                .findFirst()
                .map(next -> new TooLoose(peak, next, times(peak, target, next)))
                .filter(finding -> !finding.peakOfNext().exceeds(ROOM))
                .filter(finding -> isLongEnough())
                .filter(finding -> !FEWEST.exceeds(bad(valid, finding.next())));
    }

    /// What the same bad events take of a stricter objective's budget.
    private static Ratio times(Ratio peak, Share target, Share next) {
        return peak.times(Ratio.of(target.rest())).dividedBy(Ratio.of(next.rest()));
    }

    /// How many events may be bad.
    private static Ratio bad(long valid, Share target) {
        return Ratio.of(valid, 1).times(Ratio.of(target.rest()));
    }

    private boolean isLongEnough() {
        long measured =
                Tally.sum(evidence.within().stream().map(Slot::tally).toList()).measuredMinutes();
        return measured >= LONG_ENOUGH.toMinutes();
    }

    /// The most that was gone of the SLO's own budget at the end of any day.
    private Ratio peak() {
        List<Instant> ends =
                Stream.iterate(
                                evidence.quarter().start().plus(DAY),
                                end -> end.isBefore(evidence.until()),
                                end -> end.plus(DAY))
                        .toList();
        List<Instant> times = new ArrayList<>(ends);
        times.add(evidence.until());
        return BudgetHistory.of(slo, evidence.slots(), times, DAY).stream()
                .map(moment -> moment.budget().spent())
                .max(Comparator.naturalOrder())
                .orElse(Ratio.ZERO);
    }

    private Optional<SpendWithoutAlert> spendWithoutAlert() {
        List<Part> outside =
                parts.stream().filter(part -> !(part.cause() instanceof Cause.Alert)).toList();
        Ratio spent = outside.stream().map(Part::spent).reduce(Ratio.ZERO, Ratio::plus);
        if (MUCH.exceeds(spent)) {
            return Optional.empty();
        }
        long bad = outside.stream().mapToLong(Part::bad).sum();
        Ratio each = spent.dividedBy(Ratio.of(bad, 1));
        return badByDay().entrySet().stream()
                .max(Map.Entry.comparingByValue())
                .map(
                        day ->
                                new SpendWithoutAlert(
                                        bad,
                                        spent,
                                        new PeriodWindow(day.getKey(), day.getKey().plus(DAY)),
                                        each.times(Ratio.of(day.getValue(), 1))));
    }

    /// What was bad outside of alerts, by the day of the quarter.
    private Map<Instant, Long> badByDay() {
        List<Cause> alerts =
                parts.stream().map(Part::cause).filter(Cause.Alert.class::isInstance).toList();
        Map<Instant, Long> byDay = new HashMap<>();
        for (Slot slot : Spend.counted(slo.objective(), evidence.within())) {
            if (alerts.stream().noneMatch(alert -> alert.touches(slot))) {
                Instant start = evidence.quarter().start();
                long days = Duration.between(start, slot.start()).toDays();
                byDay.merge(start.plus(DAY.multipliedBy(days)), slot.tally().bad(), Long::sum);
            }
        }
        return byDay;
    }
}
