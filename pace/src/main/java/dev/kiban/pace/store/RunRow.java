package dev.kiban.pace.store;

import dev.kiban.kernel.JobName;
import dev.kiban.kernel.TeamName;
import dev.kiban.pace.run.Holder;
import dev.kiban.pace.run.Job;
import dev.kiban.pace.run.Overdue;
import dev.kiban.pace.run.Overlap;
import dev.kiban.pace.run.Run;
import dev.kiban.pace.run.Run.Ended;
import dev.kiban.pace.run.Run.Lost;
import dev.kiban.pace.run.Run.Running;
import dev.kiban.pace.run.Slot;
import dev.kiban.pace.run.Terms;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Types;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/// A run as a row, and back.
final class RunRow {
    private static final int ENDED_AT = 13;
    private static final int EXIT = 14;
    private static final int TAIL = 15;

    private RunRow() {}

    static void job(PreparedStatement statement, int at, Job job) throws SQLException {
        statement.setString(at, job.team().value());
        statement.setString(at + 1, job.name().value());
    }

    static void fill(PreparedStatement statement, Run run) throws SQLException {
        Terms terms = run.terms();
        job(statement, 1, run.job());
        statement.setLong(3, run.fence());
        statement.setObject(4, terms.ask());
        statement.setString(5, terms.slot().map(Slot::value).orElse(null));
        statement.setBoolean(6, terms.overlap() == Overlap.OTHER_SLOTS);
        statement.setLong(7, terms.lease().toMillis());
        statement.setString(8, terms.holder().place());
        statement.setString(9, terms.holder().by());
        statement.setObject(10, run.began().atOffset(ZoneOffset.UTC));
        statement.setObject(11, run.until().atOffset(ZoneOffset.UTC));
        state(statement, run);
    }

    private static void state(PreparedStatement statement, Run run) throws SQLException {
        statement.setString(
                12,
                switch (run.state()) {
                    case Running _ -> "running";
                    case Lost _ -> "lost";
                    case Ended _ -> "ended";
                });
        if (run.state() instanceof Ended(Instant at, int exit, String tail)) {
            statement.setObject(ENDED_AT, at.atOffset(ZoneOffset.UTC));
            statement.setInt(EXIT, exit);
            statement.setString(TAIL, tail);
            return;
        }
        statement.setNull(ENDED_AT, Types.TIMESTAMP_WITH_TIMEZONE);
        statement.setNull(EXIT, Types.INTEGER);
        statement.setNull(TAIL, Types.VARCHAR);
    }

    /// All that a query finds.
    static List<Run> runs(PreparedStatement statement) throws SQLException {
        ResultSet rows = statement.executeQuery();
        List<Run> runs = new ArrayList<>();
        while (rows.next()) {
            runs.add(run(rows));
        }
        return runs;
    }

    /// All that a query finds of jobs that are overdue.
    static List<Overdue> overdue(PreparedStatement statement) throws SQLException {
        ResultSet rows = statement.executeQuery();
        List<Overdue> overdue = new ArrayList<>();
        while (rows.next()) {
            overdue.add(
                    new Overdue(
                            job(rows),
                            time(rows, "since"),
                            Duration.ofMillis(rows.getLong("expect_millis"))));
        }
        return overdue;
    }

    private static Job job(ResultSet row) throws SQLException {
        return new Job(new TeamName(row.getString("team")), new JobName(row.getString("job")));
    }

    private static Run run(ResultSet row) throws SQLException {
        return new Run(
                job(row),
                row.getLong("fence"),
                terms(row),
                time(row, "began_at"),
                time(row, "held_until"),
                state(row));
    }

    private static Terms terms(ResultSet row) throws SQLException {
        return new Terms(
                row.getObject("ask", UUID.class),
                Optional.ofNullable(row.getString("slot")).map(Slot::new),
                row.getBoolean("may_overlap") ? Overlap.OTHER_SLOTS : Overlap.NOTHING,
                Duration.ofMillis(row.getLong("lease_millis")),
                new Holder(row.getString("place"), row.getString("begun_by")));
    }

    private static Run.State state(ResultSet row) throws SQLException {
        String state = row.getString("state");
        return switch (state) {
            case "running" -> new Running();
            case "lost" -> new Lost();
            case "ended" ->
                    new Ended(
                            time(row, "ended_at"), row.getInt("exit_code"), row.getString("tail"));
            default -> throw new SQLException("a run is in no state '%s'".formatted(state));
        };
    }

    private static Instant time(ResultSet row, String column) throws SQLException {
        return row.getObject(column, OffsetDateTime.class).toInstant();
    }
}
