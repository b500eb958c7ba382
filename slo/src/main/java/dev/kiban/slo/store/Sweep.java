package dev.kiban.slo.store;

import dev.kiban.slo.CountStore;
import dev.kiban.slo.Flows;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Instant;

/// Forgets what is no longer kept, a bounded piece at a time: nobody waits long for its locks.
final class Sweep {
    private static final int ROWS_AT_A_TIME = 50_000;

    /// First of all: the oldest row says from when on all minutes are there.
    private static final String PRESENCE = delete("slo_presence", "minute < ?");

    /// Minutes of an hour that a correction cuts stay: only they can tell what of it is good.
    private static final String MINUTES =
            delete(
                    "slo_minute",
                    """
                    minute < ? AND minute / 60 NOT IN (
                        SELECT floor(extract(epoch FROM edge) / 3600)::integer
                        FROM slo_correction, unnest(ARRAY[starts, ends]) AS edge
                        WHERE date_trunc('hour', edge, 'UTC') <> edge)""");

    /// A batch whose minutes are no longer taken is refused without its key. Clocks differ: keys
    /// are kept for a day longer.
    private static final String BATCHES = delete("slo_batch", "newest < ? - 1440");

    /// An id need be known no longer, nor an end that has no beginning.
    private static final String SETTLED = delete("slo_flow_item", "settled < ?");

    private static final String ENDS =
            delete("slo_flow_item", "settled IS NULL AND started_at IS NULL AND told < ?");

    /// Whoever did not finish work within all that is kept will not.
    private static final String ABANDONED = delete("slo_flow_item", "settled IS NULL AND told < ?");

    private static final String HOURS = delete("slo_hour", "hour < ?");
    private static final String VERSIONS = delete("slo_hour_version", "hour < ?");
    private static final String MEASURED = delete("slo_measured", "hour < ?");

    private static final String ALERTS =
            delete("slo_alert", "ends_at < to_timestamp(? * 3600::bigint)");

    private Sweep() {}

    private static String delete(String table, String old) {
        return "DELETE FROM %s WHERE ctid = ANY (ARRAY(SELECT ctid FROM %s WHERE %s LIMIT %d))"
                .formatted(table, table, old, ROWS_AT_A_TIME);
    }

    static int run(Connection connection, Instant now) throws SQLException {
        int minute = Minute.of(now.minus(CountStore.KEPT_MINUTES));
        int forgotten = Minute.of(now.minus(Flows.REMEMBERED));
        int hour = Minute.hourOf(Minute.of(now.minus(CountStore.KEPT_HOURS)));
        return delete(connection, PRESENCE, minute)
                + delete(connection, MINUTES, minute)
                + delete(connection, BATCHES, minute)
                + delete(connection, SETTLED, forgotten)
                + delete(connection, ENDS, forgotten)
                + delete(connection, ABANDONED, minute)
                + delete(connection, HOURS, hour)
                + delete(connection, VERSIONS, hour)
                + delete(connection, MEASURED, hour)
                + delete(connection, ALERTS, hour);
    }

    private static int delete(Connection connection, String sql, int before) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(sql)) {
            statement.setInt(1, before);
            return statement.executeUpdate();
        }
    }
}
