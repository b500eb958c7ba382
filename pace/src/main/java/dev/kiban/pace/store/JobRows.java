package dev.kiban.pace.store;

import dev.kiban.pace.run.Job;
import dev.kiban.pace.run.Run;
import dev.kiban.pace.run.RunStore.About;
import dev.kiban.pace.run.RunStore.Known;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;

/// The rows of one job, whose lock is held.
record JobRows(Connection connection, Job job, long fence) {
    private static final int JOB_COLUMNS = 2;

    private static final String RUNNING =
            "SELECT * FROM pace_run WHERE team = ? AND job = ? AND state = 'running' ORDER BY fence";

    private static final String OF_ASK =
            "SELECT * FROM pace_run WHERE team = ? AND job = ? AND ask = ?";

    private static final String OF_SLOT =
            """
            SELECT * FROM pace_run WHERE team = ? AND job = ? AND slot = ?
            ORDER BY (state = 'ended' AND exit_code = 0) DESC, fence DESC LIMIT 1""";

    private static final String WRITE =
            """
            INSERT INTO pace_run
                (team, job, fence, ask, slot, may_overlap, lease_millis, place, begun_by, began_at,
                 held_until, state, ended_at, exit_code, tail)
            VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
            ON CONFLICT (team, job, fence) DO UPDATE SET
                held_until = excluded.held_until, state = excluded.state,
                ended_at = excluded.ended_at, exit_code = excluded.exit_code, tail = excluded.tail
            WHERE pace_run.ask = excluded.ask""";

    Known known(About about) throws SQLException {
        Optional<Run> ofSlot =
                about.slot().isEmpty()
                        ? Optional.empty()
                        : find(OF_SLOT, about.slot().get().value()).stream().findFirst();
        return new Known(
                fence, find(RUNNING), find(OF_ASK, about.ask()).stream().findFirst(), ofSlot);
    }

    void write(Run run) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(WRITE)) {
            RunRow.fill(statement, run);
            if (statement.executeUpdate() != 1) {
                throw new SQLException(
                        "the fence %d of %s is another's".formatted(run.fence(), job));
            }
        }
    }

    private List<Run> find(String query, Object... parameters) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(query)) {
            RunRow.job(statement, 1, job);
            for (int i = 0; i < parameters.length; i++) {
                statement.setObject(i + JOB_COLUMNS + 1, parameters[i]);
            }
            return RunRow.runs(statement);
        }
    }
}
