package dev.kiban.pace.portion;

import dev.kiban.kernel.PaceName;
import dev.kiban.pace.LimitPlan;
import dev.kiban.pace.PacePlan;
import dev.kiban.pace.PaceReport;
import dev.kiban.pace.PaceReport.Jobs;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;

/// What a replica wants of each pace, by what it let through since it was last looked at: all that
/// there is if somebody had to wait, and half as much again as it used if nobody had to. What is
/// asked of a pace is asked of those that it is within, too.
final class Appetite {
    private static final double HEADROOM = 1.5;
    private static final double NANOS = 1e9;
    private static final double SECONDS = 3_600; // of an hour

    private Map<PaceName, Counts> before = Map.of();
    private long beforeNanos;

    /// Asks of a pace and of those within it, since the pacer began.
    private record Counts(long passed, long waited, int inLine) {
        static final Counts NONE = new Counts(0, 0, 0);

        Counts plus(PaceReport report) {
            return new Counts(
                    passed + report.passed(), waited + report.waited(), inLine + report.inLine());
        }
    }

    Map<PaceName, Demand> of(
            List<PacePlan> plans,
            List<PaceReport> reports,
            Function<PaceReport, Portion> has,
            long nowNanos) {
        Map<PaceName, PacePlan> planned =
                plans.stream().collect(Collectors.toMap(PacePlan::name, Function.identity()));
        Map<PaceName, Counts> counts = counts(plans, reports);
        double seconds = (nowNanos - beforeNanos) / NANOS;
        Map<PaceName, Demand> demands = new LinkedHashMap<>();
        for (PaceReport report : reports) {
            PacePlan plan = planned.get(report.name());
            if (plan != null) { // it was not changed just now
                demands.put(plan.name(), demand(plan, report, has.apply(report), counts, seconds));
            }
        }
        before = counts;
        beforeNanos = nowNanos;
        return demands;
    }

    private Demand demand(
            PacePlan plan,
            PaceReport report,
            Portion has,
            Map<PaceName, Counts> counts,
            double seconds) {
        Counts now = counts.getOrDefault(plan.name(), Counts.NONE);
        Counts then = before.getOrDefault(plan.name(), now);
        boolean isPressed = now.inLine() > 0 || now.waited() > then.waited();
        long passed = now.passed() - then.passed();
        double part = isPressed ? 1 : Math.min(1, HEADROOM * used(plan, report, passed, seconds));
        Jobs jobs = report.jobs().orElse(new Jobs(0, 0));
        int running = Math.max(0, jobs.running());
        return new Demand(part, running + now.inLine(), running, jobs.atMost(), has);
    }

    /// The part of its rates; all of it, if what jobs cost differs, or each key has its own.
    private static double used(PacePlan plan, PaceReport report, long passed, double seconds) {
        OptionalDouble slowest =
                plan.limits().stream()
                        .filter(limit -> limit.by() instanceof LimitPlan.ByPace)
                        .flatMap(
                                limit ->
                                        report.limits().stream()
                                                .filter(one -> one.name().equals(limit.name())))
                        .mapToDouble(limit -> limit.rate().anHour() / SECONDS)
                        .min();
        if (passed == 0) {
            return 0;
        }
        return slowest.isEmpty() || plan.maxCost() > 1
                ? 1
                : passed / seconds / slowest.getAsDouble();
    }

    private static Map<PaceName, Counts> counts(List<PacePlan> plans, List<PaceReport> reports) {
        Map<PaceName, Set<PaceName>> around = new HashMap<>();
        plans.forEach(plan -> around.put(plan.name(), around(plan.name(), plans)));
        Map<PaceName, Counts> counts = new HashMap<>();
        for (PaceReport report : reports) {
            for (PaceName pace : around.getOrDefault(report.name(), Set.of())) {
                counts.put(pace, counts.getOrDefault(pace, Counts.NONE).plus(report));
            }
        }
        return counts;
    }

    /// The pace, and all that it is within.
    private static Set<PaceName> around(PaceName pace, List<PacePlan> plans) {
        Set<PaceName> all = new LinkedHashSet<>(Set.of(pace));
        boolean grows = true;
        while (grows) {
            grows = false;
            for (PacePlan plan : plans) {
                grows |= all.contains(plan.name()) && all.addAll(plan.within());
            }
        }
        return all;
    }
}
