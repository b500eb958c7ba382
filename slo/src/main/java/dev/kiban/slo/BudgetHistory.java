package dev.kiban.slo;

import dev.kiban.definition.Objective;
import dev.kiban.definition.Slo;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/// How a budget went: at each of some times, what was left of the period that it was in then.
public final class BudgetHistory {
    private final Slo slo;
    private final Instant[] starts;

    /// Sums of all slots before each one, and at the end of all.
    private final Tally[] before;

    private BudgetHistory(Slo slo, List<Slot> counted) {
        this.slo = slo;
        this.starts = counted.stream().map(Slot::start).toArray(Instant[]::new);
        this.before = new Tally[counted.size() + 1];
        before[0] = Tally.NOTHING;
        for (int i = 0; i < counted.size(); i++) {
            before[i + 1] = before[i].plus(counted.get(i).tally());
        }
    }

    /// A moment of it.
    ///
    /// @param budget of the period that the moment is in, up to it
    /// @param step what was counted since the moment before
    public record Moment(Instant at, Budget budget, Tally step) {}

    /// The budget at some times.
    ///
    /// @param slots all that the first time's period needs and what came after; corrections are
    ///     applied by the caller
    /// @param step how far the times are apart
    public static List<Moment> of(Slo slo, List<Slot> slots, List<Instant> times, Duration step) {
        BudgetHistory history = new BudgetHistory(slo, Spend.counted(slo.objective(), slots));
        List<Moment> moments = new ArrayList<>();
        for (Instant time : times) {
            moments.add(
                    new Moment(
                            time, history.budget(time), history.between(time.minus(step), time)));
        }
        return moments;
    }

    /// From when slots are needed to tell the budget at a time.
    public static Instant needs(Slo slo, Instant time) {
        return PeriodWindow.at(time, slo.period()).start();
    }

    private Budget budget(Instant time) {
        PeriodWindow period = PeriodWindow.at(time, slo.period());
        Objective objective = slo.objective();
        return Budget.ofCounted(objective, between(period.start(), time), period.length());
    }

    private Tally between(Instant from, Instant until) {
        return before[place(until)].minus(before[place(from)]);
    }

    /// The first slot that starts at a time or later.
    private int place(Instant time) {
        int found = Arrays.binarySearch(starts, time);
        return found >= 0 ? found : -found - 1;
    }
}
