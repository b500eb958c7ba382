package dev.kiban.pace.store;

import dev.kiban.pace.run.Expectation;
import dev.kiban.pace.run.Job;
import dev.kiban.pace.run.Overdue;
import dev.kiban.pace.run.Run;
import dev.kiban.pace.run.RunStore;
import dev.kiban.pace.run.Search;
import dev.kiban.runtime.sql.Database;
import dev.kiban.runtime.sql.Migrations;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.List;

/// Runs as rows of `pace_run`; the row of `pace_job` is the lock under which they change.
public final class SqlRuns implements RunStore {
    /// After that, a slot could be run again.
    static final int KEPT_DAYS = 400;

    /// What commands wrote is forgotten sooner: it is large.
    static final int TAILS_KEPT_DAYS = 30;

    private static final String ADD_JOB =
            "INSERT INTO pace_job (team, job, fence) VALUES (?, ?, 0) ON CONFLICT DO NOTHING";

    private static final String LOCK =
            "SELECT fence FROM pace_job WHERE team = ? AND job = ? FOR UPDATE";

    /// Not `now()`, which is when the transaction began, before it was its turn.
    private static final String CLOCK = "SELECT clock_timestamp()";

    private static final String GROW =
            "UPDATE pace_job SET fence = greatest(fence, ?) WHERE team = ? AND job = ?";

    private static final String FIND =
            """
            SELECT * FROM pace_run
            WHERE (cardinality(?) = 0 OR team = ANY (?)) AND (? = '' OR job = ?)
            ORDER BY began_at DESC, fence DESC LIMIT ?""";

    private static final String LOSE =
            """
            UPDATE pace_run SET state = 'lost'
            WHERE state = 'running' AND held_until <= clock_timestamp()""";

    private static final String LOST =
            """
            SELECT * FROM pace_run
            WHERE state = 'lost' AND NOT loss_told ORDER BY held_until LIMIT ?""";

    private static final String TOLD =
            "UPDATE pace_run SET loss_told = true WHERE team = ? AND job = ? AND fence = ?";

    private static final String FORGET =
            "DELETE FROM pace_run WHERE began_at < now() - make_interval(days => ?) AND state <> 'running'";

    private static final String FORGET_TAILS =
            """
            UPDATE pace_run SET tail = ''
            WHERE began_at < now() - make_interval(days => ?) AND tail <> ''""";

    private static final String EXPECT =
            """
            UPDATE pace_job
            SET expect_millis = ?, expected_since = coalesce(expected_since, clock_timestamp())
            WHERE team = ? AND job = ? AND expect_millis IS DISTINCT FROM ?""";

    private static final String EXPECT_NO_MORE =
            """
            UPDATE pace_job SET expect_millis = NULL, expected_since = NULL
            WHERE team = ? AND job = ? AND expect_millis IS NOT NULL""";

    private static final String OVERDUE =
            """
            SELECT * FROM (
                SELECT team, job, expect_millis, greatest(expected_since, (
                    SELECT max(ended_at) FROM pace_run run
                    WHERE run.team = job.team AND run.job = job.job AND exit_code = 0)) AS since
                FROM pace_job job WHERE expect_millis IS NOT NULL) AS expected
            WHERE since + make_interval(secs => expect_millis / 1000.0) < clock_timestamp()
            ORDER BY since LIMIT ?""";

    private final Database database;

    private SqlRuns(Database database) {
        this.database = database;
    }

    /// With its tables made or brought up to date.
    public static SqlRuns in(Database database) {
        new Migrations("pace", SqlRuns.class).run(database);
        return new SqlRuns(database);
    }

    @Override
    public <T> T inTurn(About about, Turn<T> turn) {
        return database.write(
                connection -> {
                    long fence = lock(connection, about.job());
                    JobRows rows = new JobRows(connection, about.job(), fence);
                    Decided<T> decided = turn.decide(rows.known(about), clock(connection));
                    for (Run run : decided.changed()) {
                        rows.write(run);
                        grow(connection, run);
                    }
                    return decided.answer();
                });
    }

    @Override
    public List<Run> find(Search search) {
        String[] teams = search.teams().stream().map(Object::toString).toArray(String[]::new);
        String job = search.job().map(Object::toString).orElse("");
        return database.read(
                connection -> {
                    try (PreparedStatement statement = connection.prepareStatement(FIND)) {
                        statement.setArray(1, connection.createArrayOf("text", teams));
                        statement.setArray(2, connection.createArrayOf("text", teams));
                        statement.setString(3, job);
                        statement.setString(4, job);
                        statement.setInt(5, search.limit());
                        return RunRow.runs(statement);
                    }
                });
    }

    @Override
    public List<Run> lost(int most) {
        return database.write(
                connection -> {
                    try (PreparedStatement lose = connection.prepareStatement(LOSE);
                            PreparedStatement lost = connection.prepareStatement(LOST)) {
                        lose.executeUpdate();
                        lost.setInt(1, most);
                        return RunRow.runs(lost);
                    }
                });
    }

    @Override
    public void told(Run run) {
        database.write(
                connection -> {
                    try (PreparedStatement statement = connection.prepareStatement(TOLD)) {
                        RunRow.job(statement, 1, run.job());
                        statement.setLong(3, run.fence());
                        return statement.executeUpdate();
                    }
                });
    }

    @Override
    public void expect(Job job, Expectation expectation) {
        switch (expectation) {
            case Expectation.AsBefore _ -> {}
            case Expectation.Within(Duration time) -> expect(job, time);
            case Expectation.NoMore _ ->
                    database.write(
                            connection -> {
                                try (PreparedStatement statement =
                                        connection.prepareStatement(EXPECT_NO_MORE)) {
                                    RunRow.job(statement, 1, job);
                                    return statement.executeUpdate();
                                }
                            });
        }
    }

    private void expect(Job job, Duration time) {
        database.write(
                connection -> {
                    try (PreparedStatement statement = connection.prepareStatement(EXPECT)) {
                        statement.setLong(1, time.toMillis());
                        RunRow.job(statement, 2, job);
                        statement.setLong(4, time.toMillis());
                        return statement.executeUpdate();
                    }
                });
    }

    @Override
    public List<Overdue> overdue(int most) {
        return database.read(
                connection -> {
                    try (PreparedStatement statement = connection.prepareStatement(OVERDUE)) {
                        statement.setInt(1, most);
                        return RunRow.overdue(statement);
                    }
                });
    }

    @Override
    public void sweep() {
        database.write(
                connection ->
                        forget(connection, FORGET, KEPT_DAYS)
                                + forget(connection, FORGET_TAILS, TAILS_KEPT_DAYS));
    }

    private static int forget(Connection connection, String what, int days) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(what)) {
            statement.setInt(1, days);
            return statement.executeUpdate();
        }
    }

    private static long lock(Connection connection, Job job) throws SQLException {
        try (PreparedStatement add = connection.prepareStatement(ADD_JOB);
                PreparedStatement lock = connection.prepareStatement(LOCK)) {
            RunRow.job(add, 1, job);
            add.executeUpdate();
            RunRow.job(lock, 1, job);
            ResultSet row = lock.executeQuery();
            row.next();
            return row.getLong("fence");
        }
    }

    private static Instant clock(Connection connection) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(CLOCK)) {
            ResultSet row = statement.executeQuery();
            row.next();
            return row.getObject(1, OffsetDateTime.class).toInstant();
        }
    }

    private static void grow(Connection connection, Run run) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(GROW)) {
            statement.setLong(1, run.fence());
            RunRow.job(statement, 2, run.job());
            statement.executeUpdate();
        }
    }
}
