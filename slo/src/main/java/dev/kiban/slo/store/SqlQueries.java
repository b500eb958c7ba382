package dev.kiban.slo.store;

import static java.util.Objects.requireNonNull;

import dev.kiban.definition.Indicator.Prometheus;
import dev.kiban.runtime.sql.Database;
import dev.kiban.slo.Queries.Answer;
import dev.kiban.slo.Queries.Counted;
import dev.kiban.slo.Queries.Failed;
import dev.kiban.slo.Queries.Nothing;
import dev.kiban.slo.QueryStore;
import dev.kiban.slo.SloPlan.ServiceSlo;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// Answers of Prometheus as rows beside the counts of gateways; up to when, in `slo_query`.
public final class SqlQueries implements QueryStore {
    private static final String ADD =
            """
            INSERT INTO slo_query (series, answered, due) VALUES (?, ?, ?)
            ON CONFLICT DO NOTHING""";

    /// What is too old to be asked for is skipped first.
    private static final String CLAIM =
            """
            UPDATE slo_query SET
                due = ?,
                answered = greatest(slo_query.answered, mine.oldest)
            FROM (
                SELECT series, every, ? / every * every AS oldest
                FROM unnest(?::integer[], ?::integer[]) AS wanted (series, every)
                JOIN slo_query USING (series)
                WHERE due <= ? AND answered + every <= ?
                ORDER BY answered, series LIMIT ?
                FOR UPDATE OF slo_query SKIP LOCKED) AS mine
            WHERE slo_query.series = mine.series
            RETURNING slo_query.series, slo_query.answered""";

    private static final String MOVE =
            """
            UPDATE slo_query SET answered = answered + ?, due = ?, failures = 0
            WHERE series = ? AND answered = ?""";

    /// Waits for 10 s, then twice as long each time, up to about 5 minutes.
    private static final String PUT_OFF =
            """
            UPDATE slo_query SET
                due = ?::timestamptz + interval '10 seconds' * power(2, failures),
                failures = least(failures + 1, 5)
            WHERE series = ? AND answered = ?""";

    private final Database database;

    /// The series of the SLOs of the last claim.
    private Map<Integer, ServiceSlo> series = Map.of();

    private SqlQueries(Database database) {
        this.database = database;
    }

    /// In a database that has the tables of [SqlCounts].
    public static SqlQueries in(Database database) {
        return new SqlQueries(database);
    }

    @Override
    public List<Question> claim(List<ServiceSlo> slos, int most, Instant now) {
        if (!List.copyOf(series.values()).equals(slos)) {
            series = database.write(connection -> prepare(connection, slos, now));
        }
        return database.write(connection -> claim(connection, most, now));
    }

    private static Map<Integer, ServiceSlo> prepare(
            Connection connection, List<ServiceSlo> slos, Instant now) throws SQLException {
        Map<Integer, ServiceSlo> series = new LinkedHashMap<>();
        for (ServiceSlo slo : slos) {
            int id =
                    new ToldSeries(slo.service(), Kind.PROMETHEUS, List.of())
                            .id(connection, QueryName.of(slo));
            try (PreparedStatement statement = connection.prepareStatement(ADD)) {
                int every = minutes(slo);
                statement.setInt(1, id);
                statement.setInt(2, Minute.of(now) / every * every);
                statement.setObject(3, Times.at(now));
                statement.executeUpdate();
            }
            series.put(id, slo);
        }
        return series;
    }

    private List<Question> claim(Connection connection, int most, Instant now) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(CLAIM)) {
            statement.setObject(1, Times.at(now.plus(LEASE)));
            statement.setInt(2, Minute.of(now.minus(PATIENCE)));
            statement.setArray(3, connection.createArrayOf("integer", series.keySet().toArray()));
            statement.setArray(
                    4,
                    connection.createArrayOf(
                            "integer",
                            series.values().stream().map(SqlQueries::minutes).toArray()));
            statement.setObject(5, Times.at(now));
            statement.setInt(6, Minute.of(now.minus(SCRAPING)));
            statement.setInt(7, most);
            ResultSet rows = statement.executeQuery();
            List<Question> questions = new ArrayList<>();
            while (rows.next()) {
                ServiceSlo slo = requireNonNull(series.get(rows.getInt("series")));
                questions.add(
                        new Question(slo, indicator(slo), Minute.start(rows.getInt("answered"))));
            }
            return questions;
        }
    }

    @Override
    public void settle(Question question, Answer answer, Instant now) {
        database.write(
                connection -> {
                    int id =
                            new ToldSeries(question.slo().service(), Kind.PROMETHEUS, List.of())
                                    .id(connection, QueryName.of(question.slo()));
                    switch (answer) {
                        case Counted counted -> {
                            if (move(connection, id, question, now)) {
                                write(connection, id, question, counted);
                            }
                        }
                        case Nothing _ -> move(connection, id, question, now);
                        case Failed _ -> putOff(connection, id, question, now);
                    }
                    return true;
                });
    }

    /// @return false if somebody else has settled it
    private static boolean move(Connection connection, int id, Question question, Instant now)
            throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(MOVE)) {
            statement.setInt(1, minutes(question.slo()));
            statement.setObject(2, Times.at(now));
            statement.setInt(3, id);
            statement.setInt(4, Minute.of(question.start()));
            return statement.executeUpdate() == 1;
        }
    }

    private static void putOff(Connection connection, int id, Question question, Instant now)
            throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(PUT_OFF)) {
            statement.setObject(1, Times.at(now));
            statement.setInt(2, id);
            statement.setInt(3, Minute.of(question.start()));
            statement.executeUpdate();
        }
    }

    /// All minutes of the interval were measured; what happened counts in the last one.
    private static void write(Connection connection, int id, Question question, Counted counted)
            throws SQLException {
        ToldRows rows = new ToldRows(connection);
        int last = Minute.of(question.end()) - 1;
        for (int minute = Minute.of(question.start()); minute < last; minute++) {
            rows.add(new ToldRows.Row(id, minute, 0, 0, true));
        }
        rows.add(new ToldRows.Row(id, last, counted.good(), counted.valid(), true));
        rows.write();
    }

    private static int minutes(ServiceSlo slo) {
        Duration every = indicator(slo).every();
        return Math.toIntExact(every.toMinutes());
    }

    private static Prometheus indicator(ServiceSlo slo) {
        return (Prometheus) slo.slo().indicator();
    }
}
