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

        /// An alert, from when it fired until it ended.
        record Alert(String id, Instant start, Instant end) implements Cause {}

        /// A release, and the time after it in which it is the first suspect.
        record Release(String id, Instant start, Instant end) implements Cause {}

        /// Nothing that anybody knows: spend without alert.
        record Unattributed() implements Cause {}
    }

    /// What one cause cost.
    ///
    /// @param bad events, or slices
    /// @param spent the share of the period's budget
    public record Part(Cause cause, long bad, Ratio spent) {}

    /// Attributes what happened. A slot belongs to the alert that fired first of those that it
    /// starts in; outside of alerts to the newest release; else to nobody.
    ///
    /// @param slots of one period: single slices for time slices
    /// @param length of the whole period
    /// @param causes in any order; each has a part, also of nothing: an alert without spend
    /// @return parts that add up to what [Budget#of] says of the same period
    public static List<Part> attribute(
            Objective objective, List<Slot> slots, Duration length, List<? extends Cause> causes) {
        Spend spend = Spend.of(objective, slots, length);
        List<Cause> ranked = ranked(causes);
        Map<Cause, Long> bad = new LinkedHashMap<>();
        ranked.forEach(cause -> bad.put(cause, 0L));
        for (Slot slot : spend.slots()) {
            Cause cause =
                    ranked.stream().filter(known -> holds(known, slot)).findFirst().orElseThrow();
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

    private static boolean holds(Cause cause, Slot slot) {
        return switch (cause) {
            case Cause.Alert(_, Instant start, Instant end) -> isWithin(slot, start, end);
            case Cause.Release(_, Instant start, Instant end) -> isWithin(slot, start, end);
            case Cause.Unattributed _ -> true;
        };
    }

    private static boolean isWithin(Slot slot, Instant start, Instant end) {
        return !slot.start().isBefore(start) && slot.start().isBefore(end);
    }
}
