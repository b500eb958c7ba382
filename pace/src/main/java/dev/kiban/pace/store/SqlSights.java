package dev.kiban.pace.store;

import com.google.protobuf.InvalidProtocolBufferException;
import com.google.protobuf.Timestamp;
import dev.kiban.kernel.PaceName;
import dev.kiban.pace.sight.Sample;
import dev.kiban.pace.sight.SightStore;
import dev.kiban.pace.sight.Stretch;
import dev.kiban.protos.v1.PaceSight;
import dev.kiban.runtime.sql.Database;
import dev.kiban.runtime.sql.Migrations;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.TreeMap;

/// Sights as rows of `pace_sight` and `pace_sample`. Whether one is fresh, the database's clock
/// says.
public final class SqlSights implements SightStore {
    private static final String PUT =
            """
            INSERT INTO pace_sight (pace, server, seen_at, sight) VALUES (?, ?, now(), ?)
            ON CONFLICT (pace, server) DO UPDATE SET
                seen_at = excluded.seen_at, sight = excluded.sight""";

    private static final String ADD =
            """
            INSERT INTO pace_sample
                (pace, at, server, passed, refused, in_line, in_flight, per_second, share)
            VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)
            ON CONFLICT DO NOTHING""";

    private static final String FRESH_ONES =
            """
            SELECT pace, server, seen_at, sight FROM pace_sight
            WHERE seen_at > now() - make_interval(secs => ?) ORDER BY pace, server""";

    /// Servers are added up; over time, the mean counts.
    private static final String PAST =
            """
            SELECT date_bin(make_interval(secs => ?), at, TIMESTAMPTZ '2000-01-01 00:00Z') AS start,
                sum(passed) / (count(*) * ?) AS started, sum(refused) / (count(*) * ?) AS refused,
                avg(in_line) AS in_line, avg(in_flight) AS in_flight, avg(rate) AS rate,
                avg(share) AS share
            FROM (
                SELECT at, sum(passed) AS passed, sum(refused) AS refused,
                    sum(in_line) AS in_line, sum(in_flight) AS in_flight,
                    max(per_second) AS rate, min(share) AS share
                FROM pace_sample WHERE pace = ? AND at >= ? AND at < ? GROUP BY at) AS moment
            GROUP BY start ORDER BY start""";

    private static final String FORGET_SIGHTS =
            "DELETE FROM pace_sight WHERE seen_at < now() - make_interval(secs => ?)";

    private static final String FORGET_SAMPLES =
            "DELETE FROM pace_sample WHERE at < now() - make_interval(secs => ?)";

    private final Database database;

    private SqlSights(Database database) {
        this.database = database;
    }

    /// With its tables made or brought up to date.
    public static SqlSights in(Database database) {
        new Migrations("pace", SqlSights.class).run(database);
        return new SqlSights(database);
    }

    @Override
    public void put(String server, Map<PaceName, PaceSight> sights) {
        database.write(
                connection -> {
                    try (PreparedStatement statement = connection.prepareStatement(PUT)) {
                        for (Map.Entry<PaceName, PaceSight> seen :
                                new TreeMap<>(sights).entrySet()) {
                            statement.setString(1, seen.getKey().value());
                            statement.setString(2, server);
                            statement.setBytes(3, seen.getValue().toByteArray());
                            statement.addBatch();
                        }
                        return statement.executeBatch();
                    }
                });
    }

    @Override
    public void add(String server, Collection<Sample> samples) {
        database.write(
                connection -> {
                    try (PreparedStatement statement = connection.prepareStatement(ADD)) {
                        for (Sample sample : samples) {
                            set(statement, server, sample);
                            statement.addBatch();
                        }
                        return statement.executeBatch();
                    }
                });
    }

    private static void set(PreparedStatement statement, String server, Sample sample)
            throws SQLException {
        statement.setString(1, sample.pace().value());
        statement.setObject(2, utc(sample.at()));
        statement.setString(3, server);
        statement.setLong(4, sample.passed());
        statement.setLong(5, sample.refused());
        statement.setInt(6, sample.inLine());
        statement.setInt(7, sample.inFlight());
        statement.setObject(
                8, sample.perSecond().isPresent() ? sample.perSecond().getAsDouble() : null);
        statement.setDouble(9, sample.share());
    }

    @Override
    public Map<PaceName, List<PaceSight>> fresh() {
        return database.read(
                connection -> {
                    try (PreparedStatement statement = connection.prepareStatement(FRESH_ONES)) {
                        statement.setLong(1, FRESH.toSeconds());
                        ResultSet rows = statement.executeQuery();
                        Map<PaceName, List<PaceSight>> all = new TreeMap<>();
                        while (rows.next()) {
                            PaceName pace = new PaceName(rows.getString("pace"));
                            all.computeIfAbsent(pace, _ -> new ArrayList<>()).add(sight(rows));
                        }
                        return all;
                    }
                });
    }

    private static PaceSight sight(ResultSet row) throws SQLException {
        Instant seen = row.getObject("seen_at", OffsetDateTime.class).toInstant();
        try {
            return PaceSight.parseFrom(row.getBytes("sight")).toBuilder()
                    .setServer(row.getString("server"))
                    .setSeen(Timestamp.newBuilder().setSeconds(seen.getEpochSecond()))
                    .build();
        } catch (InvalidProtocolBufferException e) {
            throw new SQLException("a sight that nobody wrote", e);
        }
    }

    @Override
    public List<Stretch> past(PaceName pace, Instant from, Instant to, Duration step) {
        return database.read(
                connection -> {
                    try (PreparedStatement statement = connection.prepareStatement(PAST)) {
                        statement.setLong(1, step.toSeconds());
                        statement.setLong(2, Sample.LENGTH.toSeconds());
                        statement.setLong(3, Sample.LENGTH.toSeconds());
                        statement.setString(4, pace.value());
                        statement.setObject(5, utc(from));
                        statement.setObject(6, utc(to));
                        ResultSet rows = statement.executeQuery();
                        List<Stretch> past = new ArrayList<>();
                        while (rows.next()) {
                            past.add(stretch(rows));
                        }
                        return past;
                    }
                });
    }

    private static Stretch stretch(ResultSet row) throws SQLException {
        double rate = row.getDouble("rate");
        OptionalDouble known = row.wasNull() ? OptionalDouble.empty() : OptionalDouble.of(rate);
        return new Stretch(
                row.getObject("start", OffsetDateTime.class).toInstant(),
                row.getDouble("started"),
                row.getDouble("refused"),
                row.getDouble("in_line"),
                row.getDouble("in_flight"),
                known,
                row.getDouble("share"));
    }

    @Override
    public void sweep() {
        database.write(
                connection -> {
                    try (PreparedStatement sights = connection.prepareStatement(FORGET_SIGHTS);
                            PreparedStatement samples =
                                    connection.prepareStatement(FORGET_SAMPLES)) {
                        sights.setLong(1, KEPT.toSeconds());
                        samples.setLong(1, KEPT.toSeconds());
                        return sights.executeUpdate() + samples.executeUpdate();
                    }
                });
    }

    private static OffsetDateTime utc(Instant time) {
        return time.atOffset(ZoneOffset.UTC);
    }
}
