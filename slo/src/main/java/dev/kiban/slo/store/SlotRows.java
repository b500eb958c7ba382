package dev.kiban.slo.store;

import dev.kiban.slo.Correction;
import dev.kiban.slo.Slot;
import dev.kiban.slo.Tally;
import dev.kiban.slo.store.KnownSeries.Subject;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// The counts of one SLO, slot by slot.
///
/// @param subject what it looks at
/// @param keptFrom the first minute of which minutes are kept; before it there are hours only
record SlotRows(Connection connection, Subject subject, int keptFrom) {
    private static final Duration MINUTE = Duration.ofMinutes(1);
    private static final Duration HOUR = Duration.ofHours(1);

    private static final String OF_MINUTES = sums("slo_minute", "minute");
    static final String OF_HOURS = sums("slo_hour", "hour");

    private static final String KEPT_FROM = "SELECT min(minute) AS minute FROM slo_presence";

    private record Counts(long good, long valid) {
        static final Counts NONE = new Counts(0, 0);

        Counts plus(Counts other) {
            return new Counts(good + other.good, valid + other.valid);
        }
    }

    private static String sums(String table, String time) {
        return "SELECT counted.%s AS time, ".formatted(time)
                + Wanted.SUMS
                + " FROM "
                + Wanted.FROM
                + " JOIN %s counted USING (series)".formatted(table)
                + " WHERE %s >= ? AND %s < ?".formatted(time, time)
                + " GROUP BY counted.%s".formatted(time);
    }

    static SlotRows of(Connection connection, Subject subject) throws SQLException {
        return new SlotRows(connection, subject, keptFrom(connection));
    }

    /// The first minute of which minutes are kept.
    static int keptFrom(Connection connection) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(KEPT_FROM)) {
            ResultSet row = statement.executeQuery();
            row.next();
            return row.getInt("minute");
        }
    }

    /// Slots of one length, which an hour holds without rest, aligned to it: those that lie between
    /// the two minutes. Where no minutes are kept, nothing is known of them.
    List<Slot> ofLength(Duration length, int from, int until) throws SQLException {
        int step = Math.toIntExact(length.toMinutes());
        int first = Math.ceilDiv(from, step) * step;
        Map<Integer, Counts> counts = new HashMap<>();
        read(OF_MINUTES, from, until)
                .forEach(
                        (minute, count) -> counts.merge(minute / step * step, count, Counts::plus));
        MeasuredMinutes measured = measured(from, until);
        List<Slot> slots = new ArrayList<>();
        for (int start = first; start + step <= until; start += step) {
            int seen = start < keptFrom ? 0 : measured.count(start, start + step);
            Counts count = start < keptFrom ? Counts.NONE : counts.getOrDefault(start, Counts.NONE);
            slots.add(
                    new Slot(
                            Minute.start(start),
                            length,
                            new Tally(count.good(), count.valid(), seen, step)));
        }
        return slots;
    }

    /// Hours; and minutes in place of those hours that an edge cuts: the beginning, the end, or
    /// that of a correction. An edge of which no minutes are kept is moved back to its hour.
    List<Slot> ofHours(int edge, int lastEdge, List<Correction> corrections) throws SQLException {
        int from = kept(edge, keptFrom);
        int until = kept(lastEdge, keptFrom);
        Set<Integer> cut = cuts(corrections);
        Map<Integer, Counts> counts = read(OF_HOURS, Minute.nextHour(from), Minute.hourOf(until));
        MeasuredMinutes measured = measured(from, until);
        List<Slot> slots = new ArrayList<>();
        for (int hour = Minute.hourOf(from); hour < Minute.nextHour(until); hour++) {
            int first = hour * Minute.OF_AN_HOUR;
            boolean whole = first >= from && first + Minute.OF_AN_HOUR <= until;
            if (whole && !cut.contains(hour)) {
                slots.add(hour(first, counts.getOrDefault(hour, Counts.NONE), measured));
                continue;
            }
            int begin = Math.max(first, from);
            int end = Math.min(first + Minute.OF_AN_HOUR, until);
            slots.addAll(minutes(begin, end, measured));
        }
        return slots;
    }

    /// An edge, moved back to its hour if there are no minutes to cut it by.
    static int kept(int edge, int keptFrom) {
        return edge < keptFrom ? Minute.hourOf(edge) * Minute.OF_AN_HOUR : edge;
    }

    /// Hours within which a correction begins or ends.
    private static Set<Integer> cuts(List<Correction> corrections) {
        Set<Integer> cut = new HashSet<>();
        for (Correction correction : corrections) {
            for (Instant edge : List.of(correction.start(), correction.end())) {
                if (!edge.equals(edge.truncatedTo(ChronoUnit.HOURS))) {
                    cut.add(Minute.hourOf(Minute.of(edge)));
                }
            }
        }
        return cut;
    }

    private static Slot hour(int first, Counts count, MeasuredMinutes measured) {
        int seen = measured.count(first, first + Minute.OF_AN_HOUR);
        return new Slot(
                Minute.start(first),
                HOUR,
                new Tally(count.good(), count.valid(), seen, Minute.OF_AN_HOUR));
    }

    private List<Slot> minutes(int from, int until, MeasuredMinutes measured) throws SQLException {
        Map<Integer, Counts> counts = read(OF_MINUTES, from, until);
        List<Slot> slots = new ArrayList<>();
        for (int minute = from; minute < until; minute++) {
            Counts count = counts.getOrDefault(minute, Counts.NONE);
            int seen = measured.contains(minute) ? 1 : 0;
            slots.add(
                    new Slot(
                            Minute.start(minute),
                            MINUTE,
                            new Tally(count.good(), count.valid(), seen, 1)));
        }
        return slots;
    }

    private MeasuredMinutes measured(int from, int until) throws SQLException {
        return MeasuredMinutes.read(connection, subject.source(), from, until);
    }

    private Map<Integer, Counts> read(String sql, int from, int until) throws SQLException {
        Map<Integer, Counts> counts = new HashMap<>();
        try (PreparedStatement statement = connection.prepareStatement(sql)) {
            statement.setArray(1, Wanted.series(connection, subject.wanted()));
            statement.setArray(2, Wanted.bounds(connection, subject.wanted()));
            statement.setInt(3, from);
            statement.setInt(4, until);
            ResultSet rows = statement.executeQuery();
            while (rows.next()) {
                counts.put(
                        rows.getInt("time"),
                        new Counts(rows.getLong("good"), rows.getLong("valid")));
            }
        }
        return counts;
    }
}
