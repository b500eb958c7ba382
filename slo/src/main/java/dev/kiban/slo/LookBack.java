package dev.kiban.slo;

import dev.kiban.definition.Objective;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// Where a budget went: to alerts, to releases, or to nothing that anybody knows. Each bad event
/// is counted once, so that the parts add up to the whole exactly.
public final class LookBack {
    private LookBack() {}

    /// What bad events may be put down to.
    public sealed interface Cause {

        /// Whether any of a slot lies within it. Slots are mostly hours: what went wrong in the
        /// hour in which an alert fired is what it fired for.
        boolean touches(Slot slot);

        /// An alert, from when it fired until it ended.
        ///
        /// @param tiers that people were told of, in this order
        record Alert(List<TierName> tiers, Instant start, Instant end) implements Cause {

            public Alert {
                tiers = List.copyOf(tiers);
            }

            @Override
            public boolean touches(Slot slot) {
                return isWithin(slot, start, end);
            }
        }

        /// A release, and the time after it in which it is the first suspect.
        ///
        /// @param summary one line for people
        record Release(String summary, Instant start, Instant end) implements Cause {

            @Override
            public boolean touches(Slot slot) {
                return isWithin(slot, start, end);
            }
        }

        /// Nothing that anybody knows: spend without alert.
        record Unattributed() implements Cause {

            @Override
            public boolean touches(Slot slot) {
                return true;
            }
        }
    }

    /// What one cause cost.
    ///
    /// @param bad events, or slices
    /// @param spent the share of the period's budget
    public record Part(Cause cause, long bad, Ratio spent) {}

    /// Attributes what happened. A slot belongs to the alert that fired first of those that touch
    /// it; outside of alerts to the newest release; else to nobody.
    ///
    /// @param slots of one period: single slices for time slices
    /// @param length of the whole period
    /// @param causes in any order; each has a part, also of nothing: an alert without spend
    /// @return parts that add up to what [Budget#of] says of the same period: first alerts, the
    ///     oldest first, then releases, the newest first, and at last what nobody knows
    public static List<Part> attribute(
            Objective objective, List<Slot> slots, Duration length, List<? extends Cause> causes) {
        Spend spend = Spend.of(objective, slots, length);
        List<Cause> ranked = ranked(causes);
        Map<Cause, Long> bad = new LinkedHashMap<>();
        ranked.forEach(cause -> bad.put(cause, 0L));
        for (Slot slot : spend.slots()) {
            Cause cause =
                    ranked.stream().filter(known -> known.touches(slot)).findFirst().orElseThrow();
            bad.merge(cause, slot.tally().bad(), Math::addExact);
        }
        return bad.entrySet().stream()
                .map(entry -> part(entry.getKey(), entry.getValue(), spend.each()))
                .toList();
    }

    private static Part part(Cause cause, long bad, Ratio each) {
        return new Part(cause, bad, Ratio.of(bad, 1).times(each));
    }

    private static List<Cause> ranked(List<? extends Cause> causes) {
        List<Cause> ranked = new ArrayList<>();
        causes.stream()
                .filter(Cause.Alert.class::isInstance)
                .map(Cause.Alert.class::cast)
                .sorted(Comparator.comparing(Cause.Alert::start))
                .forEach(ranked::add);
        causes.stream()
                .filter(Cause.Release.class::isInstance)
                .map(Cause.Release.class::cast)
                .sorted(Comparator.comparing(Cause.Release::start).reversed())
                .forEach(ranked::add);
        ranked.add(new Cause.Unattributed());
        return ranked;
    }

    private static boolean isWithin(Slot slot, Instant start, Instant end) {
        return slot.start().isBefore(end) && slot.start().plus(slot.length()).isAfter(start);
    }
}
