package dev.kiban.slo.store;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Set;

/// Counts the minutes of a flow that are over, for each threshold that some SLO has.
///
/// A piece is late in the minute of its deadline, or in that in which it is told if this is later.
/// Until then it can become good; then it is bad, and what is told of it later changes nothing.
/// So each piece counts in one minute of each threshold.
///
/// @param flow that is locked
/// @param thresholds how long work may take
record FlowJudgement(Connection connection, Flow flow, Set<Duration> thresholds) {
    /// Minutes that nobody judged for longer are gaps: nobody listened either.
    private static final int LATE_MINUTES = 3;

    private static final String COUNT =
            """
            SELECT
                count(*) FILTER (WHERE settled = minute AND quick AND settled <= late) AS good,
                count(*) FILTER (WHERE late = minute
                    AND NOT coalesce(quick AND settled <= late, false)) AS bad,
                count(*) FILTER (WHERE settled = minute) AS done,
                min(started_at) FILTER (WHERE settled IS NULL OR settled > minute) AS oldest
            FROM (
                SELECT asked.minute, settled, started_at,
                    done_at <= started_at + asked.within AS quick,
                    greatest(told,
                        floor(extract(epoch FROM started_at + asked.within) / 60)) AS late
                FROM slo_flow_item,
                    (SELECT ?::integer, ? * interval '1 millisecond') AS asked (minute, within)
                WHERE flow = ? AND started_at IS NOT NULL
                    AND (settled IS NULL OR settled >= asked.minute)) AS item""";

    void run(Instant now) throws SQLException {
        int last = Flow.lastOver(now);
        if (flow.judged() >= last) {
            return;
        }
        if (last - flow.judged() > LATE_MINUTES) {
            flow.move(connection, last, last + 2);
            return;
        }
        ToldRows rows = new ToldRows(connection);
        for (Duration within : thresholds) {
            int series =
                    new ToldSeries(flow.name().service(), Kind.FRESHNESS, List.of(within))
                            .id(connection, flow.name().flow());
            for (int minute = flow.judged() + 1; minute <= last; minute++) {
                add(rows, series, minute, within);
            }
        }
        rows.write();
        flow.move(connection, last, flow.whole());
    }

    private void add(ToldRows rows, int series, int minute, Duration within) throws SQLException {
        boolean whole = minute >= flow.whole();
        try (PreparedStatement statement = connection.prepareStatement(COUNT)) {
            statement.setInt(1, minute);
            statement.setLong(2, within.toMillis());
            statement.setInt(3, flow.id());
            ResultSet row = statement.executeQuery();
            row.next();
            long good = row.getLong("good");
            long bad = row.getLong("bad") + (whole && isSilent(row, minute, within) ? 1 : 0);
            if (whole || good + bad > 0) {
                rows.add(new ToldRows.Row(series, minute, good, good + bad, whole));
            }
        }
    }

    /// Whether nothing was done while work waited that is late.
    private static boolean isSilent(ResultSet row, int minute, Duration within)
            throws SQLException {
        Instant end = Minute.start(minute + 1);
        return row.getLong("done") == 0
                && Times.readIfThere(row, "oldest")
                        .filter(oldest -> oldest.plus(within).isBefore(end))
                        .isPresent();
    }
}
