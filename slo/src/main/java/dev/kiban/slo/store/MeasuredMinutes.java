package dev.kiban.slo.store;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Map;
import java.util.TreeMap;

/// Which minutes somebody measured, from beginning to end: `slo_measured`.
///
/// @param byHour a bit for each minute
record MeasuredMinutes(Map<Integer, Long> byHour) {
    private static final String ADD =
            """
            INSERT INTO slo_measured (hour, minutes) VALUES (?, ?)
            ON CONFLICT (hour) DO UPDATE SET minutes = slo_measured.minutes | excluded.minutes""";

    private static final String READ =
            "SELECT hour, minutes FROM slo_measured WHERE hour >= ? AND hour < ?";

    static void add(Connection connection, int minute) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(ADD)) {
            statement.setInt(1, Minute.hourOf(minute));
            statement.setLong(2, 1L << (minute % Minute.OF_AN_HOUR));
            statement.executeUpdate();
        }
    }

    /// Those from one minute until before another.
    static MeasuredMinutes read(Connection connection, int from, int until) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(READ)) {
            statement.setInt(1, Minute.hourOf(from));
            statement.setInt(2, Minute.nextHour(until));
            ResultSet rows = statement.executeQuery();
            Map<Integer, Long> byHour = new TreeMap<>();
            while (rows.next()) {
                byHour.put(rows.getInt("hour"), rows.getLong("minutes"));
            }
            return new MeasuredMinutes(byHour);
        }
    }

    /// How many there are from one minute until before another.
    int count(int from, int until) {
        int count = 0;
        for (int hour = Minute.hourOf(from); hour < Minute.nextHour(until); hour++) {
            int first = hour * Minute.OF_AN_HOUR;
            int low = Math.max(from - first, 0);
            int high = Math.min(until - first, Minute.OF_AN_HOUR);
            long bits = byHour.getOrDefault(hour, 0L) & ((1L << high) - 1) & -(1L << low);
            count += Long.bitCount(bits);
        }
        return count;
    }

    boolean contains(int minute) {
        return count(minute, minute + 1) == 1;
    }
}
