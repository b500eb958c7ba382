package dev.kiban.slo.store;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.Map;

/// How often each hour was written to by one kind of counter: `slo_hour_version`. Triggers keep it,
/// whoever writes.
record HourVersions(Map<Integer, Long> byHour) {
    private static final String READ =
            """
            SELECT hour, version FROM slo_hour_version
            WHERE told = ? AND hour >= ? AND hour < ?""";

    static HourVersions read(Connection connection, Counter counter, Span span)
            throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(READ)) {
            statement.setBoolean(1, counter.isTold());
            statement.setInt(2, Minute.hourOf(span.from()));
            statement.setInt(3, Minute.nextHour(span.until()));
            ResultSet rows = statement.executeQuery();
            Map<Integer, Long> byHour = new HashMap<>();
            while (rows.next()) {
                byHour.put(rows.getInt("hour"), rows.getLong("version"));
            }
            return new HourVersions(byHour);
        }
    }

    /// Of one hour.
    long of(int hour) {
        return byHour.getOrDefault(hour, 0L);
    }

    /// Of all hours that a block has a part of: it never goes down.
    long of(Block block) {
        long version = 0;
        for (int hour = Minute.hourOf(block.start());
                hour < Minute.nextHour(block.until());
                hour++) {
            version += of(hour);
        }
        return version;
    }
}
