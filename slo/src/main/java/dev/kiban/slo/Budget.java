package dev.kiban.slo;

import dev.kiban.definition.Objective;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/// What may be bad in a period, and how much of that is left.
///
/// @param reading what the period's counts say; below `Measured` and `NoTraffic`, `spent` is no
///     statement about the service
/// @param coverage how much of the period so far was measured
/// @param spent the share of the budget that is gone; above 1 when it was not enough
public record Budget(Reading reading, Ratio coverage, Ratio spent) {

    /// The budget as it is, and as it would be without corrections.
    public record Both(Budget corrected, Budget asMeasured) {}

    /// The budget of a period.
    ///
    /// @param slots the period so far, in order: single slices for time slices
    /// @param length of the whole period
    public static Budget of(Objective objective, List<Slot> slots, Duration length) {
        Tally all = Tally.ofWindow(objective, slots);
        return new Budget(
                all.reading(), all.coverage(), Spend.of(objective, slots, length).total());
    }

    /// The budget of a period of which only the sum is known.
    ///
    /// @param counted events, or slices, as the objective counts
    static Budget ofCounted(Objective objective, Tally counted, Duration length) {
        Ratio each = Spend.each(objective, counted.valid(), length);
        return new Budget(
                counted.reading(), counted.coverage(), Ratio.of(counted.bad(), 1).times(each));
    }

    /// The budget of a period with corrections, and without.
    public static Both of(
            Objective objective, List<Slot> slots, Duration length, List<Correction> corrections) {
        List<Slot> corrected =
                slots.stream().map(slot -> Correction.apply(corrections, slot)).toList();
        return new Both(of(objective, corrected, length), of(objective, slots, length));
    }

    /// What is left: 1 of an untouched budget, below 0 of an overspent one. Never cut off.
    public Ratio remaining() {
        return Ratio.ONE.minus(spent);
    }

    /// Whether too little is known to conclude anything.
    public boolean isBlind() {
        return !reading.isConclusive() || Tally.MIN_COVERAGE.exceeds(coverage);
    }

    /// When nothing is left, if it goes on as in a recent window: zero if nothing is left now, and
    /// empty if nothing burns.
    ///
    /// @param burn error ratio to budget of the recent window
    /// @param length of the period
    public Optional<Duration> timeToExhaustion(Ratio burn, Duration length) {
        if (!remaining().exceeds(Ratio.ZERO)) {
            return Optional.of(Duration.ZERO);
        }
        return burn.exceeds(Ratio.ZERO)
                ? Optional.of(remaining().dividedBy(burn).of(length))
                : Optional.empty();
    }

    /// How fast a window spends: 1 is the whole budget in exactly one period.
    ///
    /// @param window as [Tally#ofWindow] counts
    public static Ratio burn(Objective objective, Tally window) {
        return window.errorRatio().dividedBy(Ratio.of(objective.budget()));
    }

    /// How long everything may fail in a period.
    public static Duration fullOutage(Objective objective, Duration length) {
        return Ratio.of(objective.budget()).of(length);
    }
}
