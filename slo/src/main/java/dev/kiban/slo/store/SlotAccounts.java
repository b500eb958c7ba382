package dev.kiban.slo.store;

import dev.kiban.definition.Objective;
import dev.kiban.definition.Objective.Occurrences;
import dev.kiban.definition.Objective.TimeSlices;
import dev.kiban.slo.Account;
import dev.kiban.slo.Budget;
import dev.kiban.slo.Correction;
import dev.kiban.slo.PeriodWindow;
import dev.kiban.slo.SloPlan.ServiceSlo;
import dev.kiban.slo.Slot;
import dev.kiban.slo.Tally;
import dev.kiban.slo.WindowTallies;
import dev.kiban.slo.store.KnownSeries.Subject;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// The account of one SLO, slot by slot: where a sum of events would not do, since slices count, or
/// a correction.
record SlotAccounts(Connection connection, KnownSeries known, CorrectionRows corrections) {
    private static final Duration MINUTE = Duration.ofMinutes(1);

    /// @param now the end of its windows
    Account read(ServiceSlo slo, Instant now) throws SQLException {
        return new Account(slo, now, windows(slo, now), budget(slo, now));
    }

    /// The slots of an SLO: slices, or hours and the minutes at their edges.
    List<Slot> slots(ServiceSlo slo, PeriodWindow time) throws SQLException {
        int until = Minute.of(time.end());
        Subject subject = known.subject(slo);
        int from = Math.max(Minute.of(time.start()), subject.since().orElse(until));
        SlotRows rows = SlotRows.of(connection, subject);
        return switch (slo.slo().objective()) {
            case Occurrences _ -> rows.ofHours(from, until, corrections.of(slo));
            case TimeSlices(_, Duration slice, _) -> rows.ofLength(slice, from, until);
        };
    }

    private Budget.Both budget(ServiceSlo slo, Instant now) throws SQLException {
        PeriodWindow period = PeriodWindow.at(now, slo.slo().period());
        Instant end = now.isBefore(period.end()) ? now : period.end();
        List<Slot> soFar =
                period.start().isBefore(end)
                        ? slots(slo, new PeriodWindow(period.start(), end))
                        : List.of();
        return Budget.of(slo.slo().objective(), soFar, period.length(), corrections.of(slo));
    }

    private WindowTallies windows(ServiceSlo slo, Instant now) throws SQLException {
        Set<Duration> lengths = SqlAccounts.lengths(slo, now);
        Subject subject = known.subject(slo);
        if (subject.since().isEmpty()) {
            return nothing(lengths);
        }
        int since = subject.since().getAsInt();
        Duration step = step(slo.slo().objective());
        int stepMinutes = Math.toIntExact(step.toMinutes());
        int end = Minute.of(now) / stepMinutes * stepMinutes; // the last whole slice
        int longest =
                lengths.stream()
                        .mapToInt(length -> Math.toIntExact(length.toMinutes()))
                        .max()
                        .orElse(0);
        int from = Math.max(end - longest, Math.min(since, end));
        List<Slot> slots =
                SlotRows.of(connection, subject).ofLength(step, from, end).stream()
                        .map(slot -> Correction.apply(corrections.of(slo), slot))
                        .toList();
        Map<Duration, Tally> byLength = new HashMap<>();
        for (Duration length : lengths) {
            Instant start = Minute.start(end).minus(length);
            List<Slot> window =
                    slots.stream().filter(slot -> !slot.start().isBefore(start)).toList();
            byLength.put(length, Tally.ofWindow(slo.slo().objective(), window));
        }
        return new WindowTallies(Optional.of(Minute.start(since)), byLength);
    }

    private static Duration step(Objective objective) {
        return switch (objective) {
            case Occurrences _ -> MINUTE;
            case TimeSlices(_, Duration slice, _) -> slice;
        };
    }

    private static WindowTallies nothing(Set<Duration> lengths) {
        Map<Duration, Tally> byLength = new HashMap<>();
        lengths.forEach(length -> byLength.put(length, new Tally(0, 0, 0, length.toMinutes())));
        return new WindowTallies(Optional.empty(), byLength);
    }
}
