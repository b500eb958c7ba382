package dev.kiban.slo;

import dev.kiban.definition.Objective;
import dev.kiban.definition.Objective.Occurrences;
import dev.kiban.definition.Objective.TimeSlices;
import dev.kiban.kernel.Share;
import java.time.Duration;
import java.util.List;

/// What was bad in a period, and what each piece of it costs. Budget and look-back both ask here,
/// so that the parts of the one add up to the other.
///
/// @param slots with events, or a slice each, as the objective counts
/// @param each the share of the budget that one bad event or slice takes
record Spend(List<Slot> slots, Ratio each) {

    /// The spend of a period so far.
    ///
    /// @param length of the whole period
    static Spend of(Objective objective, List<Slot> slots, Duration length) {
        List<Slot> counted = counted(objective, slots);
        return new Spend(counted, each(objective, sum(counted).valid(), length));
    }

    /// The share of the budget that one bad event or slice takes.
    ///
    /// @param valid how many there were in the period so far
    static Ratio each(Objective objective, long valid, Duration length) {
        Ratio allowed = Ratio.of(objective.budget());
        return switch (objective) {
            case Occurrences _ -> valid == 0 ? Ratio.ZERO : Ratio.of(1, valid).dividedBy(allowed);
            case TimeSlices(_, Duration slice, _) -> Ratio.of(slice, length).dividedBy(allowed);
        };
    }

    /// Events as they are; or, of slots that are slices, one event each.
    static List<Slot> counted(Objective objective, List<Slot> slots) {
        return switch (objective) {
            case Occurrences _ -> slots;
            case TimeSlices(_, _, Share good) ->
                    slots.stream().map(slot -> slot.with(slice(slot.tally(), good))).toList();
        };
    }

    /// A slice in which nothing happened is a good one; one that nobody measured is none, and one
    /// that cannot be stays so.
    private static Tally slice(Tally tally, Share good) {
        return switch (tally.reading()) {
            case Reading.Fault _ -> tally;
            case Reading.NotMeasured _ -> new Tally(0, 0, 0, tally.minutes());
            case Reading.NoTraffic _, Reading.Measured _ -> {
                boolean bad = tally.errorRatio().exceeds(Ratio.of(good.rest()));
                yield new Tally(bad ? 0 : 1, 1, tally.measuredMinutes(), tally.minutes());
            }
        };
    }

    /// All of it.
    Ratio total() {
        return Ratio.of(sum(slots).bad(), 1).times(each);
    }

    private static Tally sum(List<Slot> slots) {
        return Tally.sum(slots.stream().map(Slot::tally).toList());
    }
}
