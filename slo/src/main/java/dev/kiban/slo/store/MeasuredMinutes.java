package dev.kiban.slo.store;

import static java.util.Objects.requireNonNull;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;

/// Which minutes a source measured, from beginning to end: `slo_measured`.
final class MeasuredMinutes {
    private static final String ADD =
            """
            INSERT INTO slo_measured (source, hour, minutes) VALUES (?, ?, ?)
            ON CONFLICT (source, hour) DO UPDATE SET minutes = slo_measured.minutes | excluded.minutes""";

    private static final String READ =
            """
            SELECT source, hour, minutes FROM slo_measured
            WHERE source = ANY (?) AND hour >= ? AND hour < ?""";

    /// All gateways together, as a source.
    static final int GATEWAYS = 0;

    private final int firstHour;

    /// A bit for each minute, by hour.
    private final long[] bits;

    /// How many minutes were measured before each hour: a window counts at once, however long.
    private final int[] before;

    /// @param bits for each minute of an hour, hour by hour
    MeasuredMinutes(int firstHour, long[] bits) {
        this.firstHour = firstHour;
        this.bits = bits;
        this.before = new int[bits.length + 1];
        for (int i = 0; i < bits.length; i++) {
            before[i + 1] = before[i] + Long.bitCount(bits[i]);
        }
    }

    /// A minute of gateways.
    static void add(Connection connection, int minute) throws SQLException {
        add(connection, Minute.hourOf(minute), 1L << (minute % Minute.OF_AN_HOUR));
    }

    /// Minutes of an hour of gateways, a bit for each.
    static void add(Connection connection, int hour, long minutes) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(ADD)) {
            statement.setInt(1, GATEWAYS);
            statement.setInt(2, hour);
            statement.setLong(3, minutes);
            statement.executeUpdate();
        }
    }

    /// Those of a source from one minute until before another.
    static MeasuredMinutes read(Connection connection, int source, int from, int until)
            throws SQLException {
        return requireNonNull(read(connection, Set.of(source), from, until).get(source));
    }

    /// Those of each source from one minute until before another.
    static Map<Integer, MeasuredMinutes> read(
            Connection connection, Set<Integer> sources, int from, int until) throws SQLException {
        int firstHour = Minute.hourOf(from);
        int hours = Math.max(0, Minute.nextHour(until) - firstHour);
        Map<Integer, long[]> bits = new HashMap<>();
        sources.forEach(source -> bits.put(source, new long[hours]));
        try (PreparedStatement statement = connection.prepareStatement(READ)) {
            statement.setArray(1, connection.createArrayOf("integer", sources.toArray()));
            statement.setInt(2, firstHour);
            statement.setInt(3, firstHour + hours);
            ResultSet rows = statement.executeQuery();
            while (rows.next()) {
                requireNonNull(bits.get(rows.getInt("source")))[rows.getInt("hour") - firstHour] =
                        rows.getLong("minutes");
            }
        }
        Map<Integer, MeasuredMinutes> measured = new HashMap<>();
        bits.forEach(
                (source, hourly) -> measured.put(source, new MeasuredMinutes(firstHour, hourly)));
        return measured;
    }

    /// How many there are from one minute until before another.
    int count(int from, int until) {
        return from >= until ? 0 : before(until) - before(from);
    }

    boolean contains(int minute) {
        return count(minute, minute + 1) == 1;
    }

    /// The end of the newest one between two minutes; the first of them if there is none.
    int newestEnd(int from, int until) {
        int end = until;
        while (end > from && !contains(end - 1)) {
            end--;
        }
        return end;
    }

    private int before(int minute) {
        int hour = Math.clamp(Minute.hourOf(minute) - firstHour, 0, bits.length);
        if (hour == bits.length) {
            return before[hour];
        }
        int within = Math.clamp(minute - (firstHour + hour) * (long) Minute.OF_AN_HOUR, 0, 60);
        return before[hour] + Long.bitCount(bits[hour] & ((1L << within) - 1));
    }
}
