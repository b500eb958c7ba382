package dev.kiban.slo.store;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.stream.LongStream;

/// Which minutes somebody measured, from beginning to end: `slo_measured`.
final class MeasuredMinutes {
    private static final String ADD =
            """
            INSERT INTO slo_measured (hour, minutes) VALUES (?, ?)
            ON CONFLICT (hour) DO UPDATE SET minutes = slo_measured.minutes | excluded.minutes""";

    private static final String READ =
            "SELECT hour, minutes FROM slo_measured WHERE hour >= ? AND hour < ?";

    private final int firstHour;

    /// A bit for each minute, by hour.
    private final List<Long> bits;

    /// How many minutes were measured before each hour: a window counts at once, however long.
    private final int[] before;

    private MeasuredMinutes(int firstHour, List<Long> bits) {
        this.firstHour = firstHour;
        this.bits = bits;
        this.before = new int[bits.size() + 1];
        for (int i = 0; i < bits.size(); i++) {
            before[i + 1] = before[i] + Long.bitCount(bits.get(i));
        }
    }

    static void add(Connection connection, int minute) throws SQLException {
        add(connection, Minute.hourOf(minute), 1L << (minute % Minute.OF_AN_HOUR));
    }

    /// Minutes of an hour, a bit for each.
    static void add(Connection connection, int hour, long minutes) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(ADD)) {
            statement.setInt(1, hour);
            statement.setLong(2, minutes);
            statement.executeUpdate();
        }
    }

    /// Those from one minute until before another.
    static MeasuredMinutes read(Connection connection, int from, int until) throws SQLException {
        int firstHour = Minute.hourOf(from);
        long[] bits = new long[Math.max(0, Minute.nextHour(until) - firstHour)];
        try (PreparedStatement statement = connection.prepareStatement(READ)) {
            statement.setInt(1, firstHour);
            statement.setInt(2, firstHour + bits.length);
            ResultSet rows = statement.executeQuery();
            while (rows.next()) {
                bits[rows.getInt("hour") - firstHour] = rows.getLong("minutes");
            }
        }
        return new MeasuredMinutes(firstHour, LongStream.of(bits).boxed().toList());
    }

    /// How many there are from one minute until before another.
    int count(int from, int until) {
        return from >= until ? 0 : before(until) - before(from);
    }

    boolean contains(int minute) {
        return count(minute, minute + 1) == 1;
    }

    private int before(int minute) {
        int hour = Math.clamp(Minute.hourOf(minute) - firstHour, 0, bits.size());
        if (hour == bits.size()) {
            return before[hour];
        }
        int within = Math.clamp(minute - (firstHour + hour) * (long) Minute.OF_AN_HOUR, 0, 60);
        return before[hour] + Long.bitCount(bits.get(hour) & ((1L << within) - 1));
    }
}
