package dev.kiban.slo;

import dev.kiban.definition.Objective;
import dev.kiban.slo.Reading.Fault;
import dev.kiban.slo.Reading.Measured;
import dev.kiban.slo.Reading.NoTraffic;
import dev.kiban.slo.Reading.NotMeasured;
import java.util.Collection;
import java.util.List;

/// The counts of a window, and how much of it was measured.
///
/// @param good of the valid events; a series without bad events has as many as valid ones
/// @param valid all that counted
/// @param measuredMinutes how many minutes somebody measured
/// @param minutes how many there were, since the SLO began
public record Tally(long good, long valid, long measuredMinutes, long minutes) {
    public static final Tally NOTHING = new Tally(0, 0, 0, 0);

    /// Below this coverage nothing is concluded.
    static final Ratio MIN_COVERAGE = Ratio.of(9, 10);

    /// A window that was measured from beginning to end.
    public static Tally ofWhole(long good, long valid, long minutes) {
        return new Tally(good, valid, minutes, minutes);
    }

    /// The counts of a window as an objective counts: events, or slices. One slot that cannot be
    /// stands for all of them, as its sum with others would look as if it could.
    ///
    /// @param slots in order, without overlap; single slices for time slices
    public static Tally ofWindow(Objective objective, List<Slot> slots) {
        List<Tally> tallies = Spend.counted(objective, slots).stream().map(Slot::tally).toList();
        return tallies.stream()
                .filter(tally -> tally.reading() instanceof Fault)
                .findFirst()
                .orElseGet(() -> sum(tallies));
    }

    /// The sum of windows that do not overlap: of counts, never of ratios.
    ///
    /// @throws ArithmeticException if there are more than 2^63 of anything
    public static Tally sum(Collection<Tally> tallies) {
        return tallies.stream().reduce(NOTHING, Tally::plus);
    }

    /// This window and another that does not overlap.
    public Tally plus(Tally other) {
        return new Tally(
                Math.addExact(good, other.good),
                Math.addExact(valid, other.valid),
                Math.addExact(measuredMinutes, other.measuredMinutes),
                Math.addExact(minutes, other.minutes));
    }

    /// This window without a part of it.
    Tally minus(Tally part) {
        return new Tally(
                good - part.good,
                valid - part.valid,
                measuredMinutes - part.measuredMinutes,
                minutes - part.minutes);
    }

    /// This window with all that happened counted as good.
    Tally asGood() {
        return new Tally(valid, valid, measuredMinutes, minutes);
    }

    /// What the counts say.
    public Reading reading() {
        if (good < 0 || valid < 0 || good > valid) {
            return new Fault("%d good of %d valid events cannot be".formatted(good, valid));
        }
        if (measuredMinutes < 0 || measuredMinutes > minutes) {
            return new Fault(
                    "%d measured of %d minutes cannot be".formatted(measuredMinutes, minutes));
        }
        if (measuredMinutes == 0) {
            return new NotMeasured(); // also of minutes that were measured in part, with events
        }
        return valid == 0 ? new NoTraffic() : new Measured(good, valid);
    }

    long bad() {
        return valid - good;
    }

    /// How much of the window was measured: from 0 to 1.
    public Ratio coverage() {
        return minutes == 0 ? Ratio.ZERO : Ratio.of(measuredMinutes, minutes);
    }

    /// Whether too little is known to conclude anything.
    public boolean isBlind() {
        return !reading().isConclusive() || MIN_COVERAGE.exceeds(coverage());
    }

    /// Bad events to valid ones; zero where nothing happened.
    Ratio errorRatio() {
        return valid == 0 ? Ratio.ZERO : Ratio.of(bad(), valid);
    }
}
