package dev.kiban.gateway.store;

import dev.kiban.gateway.split.Split;
import dev.kiban.gateway.split.SplitName;
import dev.kiban.gateway.split.Weights.Weighting;
import dev.kiban.gateway.weights.WeightStore;
import dev.kiban.gateway.weights.WeightVersion;
import dev.kiban.gateway.weights.WeightVersion.Made;
import dev.kiban.kernel.ServiceName;
import dev.kiban.runtime.sql.Database;
import dev.kiban.runtime.sql.Migrations;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/// Versions of weights as rows of `gateway_weights`.
public final class SqlWeights implements WeightStore {
    private static final String ADD =
            """
            INSERT INTO gateway_weights
                (service, split, version, before, based, weights, author, reason, made_at)
            VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)
            ON CONFLICT DO NOTHING""";

    private static final String FORGET =
            "DELETE FROM gateway_weights WHERE service = ? AND split = ? AND version <= ?";

    private static final String CONFIRM =
            """
            UPDATE gateway_weights SET event = ?
            WHERE service = ? AND split = ? AND version = ? AND event IS NULL""";

    private static final String LATEST =
            """
            SELECT * FROM gateway_weights
            WHERE service = ? AND split = ? ORDER BY version DESC LIMIT 1""";

    private static final String ONE =
            "SELECT * FROM gateway_weights WHERE service = ? AND split = ? AND version = ?";

    private static final String COUNTING =
            """
            SELECT DISTINCT ON (service, split) * FROM gateway_weights
            WHERE event IS NOT NULL ORDER BY service, split, version DESC""";

    private final Database database;

    private SqlWeights(Database database) {
        this.database = database;
    }

    /// With its table made or brought up to date.
    public static SqlWeights in(Database database) {
        new Migrations("gateway", SqlWeights.class).run(database);
        return new SqlWeights(database);
    }

    @Override
    public boolean add(WeightVersion version) {
        return database.write(
                connection -> {
                    boolean added = insert(connection, version);
                    if (added) {
                        forget(connection, version);
                    }
                    return added;
                });
    }

    @Override
    public void confirm(WeightVersion version, long event) {
        database.write(
                connection -> {
                    try (PreparedStatement statement = connection.prepareStatement(CONFIRM)) {
                        statement.setLong(1, event);
                        name(statement, 2, version.name());
                        statement.setLong(4, version.number());
                        return statement.executeUpdate();
                    }
                });
    }

    @Override
    public Optional<Kept> latest(SplitName name) {
        return database.read(
                connection -> {
                    try (PreparedStatement statement = connection.prepareStatement(LATEST)) {
                        name(statement, 1, name);
                        ResultSet row = statement.executeQuery();
                        return row.next()
                                ? Optional.of(new Kept(version(row), event(row)))
                                : Optional.empty();
                    }
                });
    }

    @Override
    public Optional<WeightVersion> version(SplitName name, long number) {
        return database.read(
                connection -> {
                    try (PreparedStatement statement = connection.prepareStatement(ONE)) {
                        name(statement, 1, name);
                        statement.setLong(3, number);
                        ResultSet row = statement.executeQuery();
                        return row.next() ? Optional.of(version(row)) : Optional.empty();
                    }
                });
    }

    @Override
    public List<WeightVersion> counting() {
        return database.read(
                connection -> {
                    try (PreparedStatement statement = connection.prepareStatement(COUNTING)) {
                        ResultSet rows = statement.executeQuery();
                        List<WeightVersion> counting = new ArrayList<>();
                        while (rows.next()) {
                            counting.add(version(rows));
                        }
                        return counting;
                    }
                });
    }

    private static boolean insert(Connection connection, WeightVersion version)
            throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(ADD)) {
            name(statement, 1, version.name());
            statement.setLong(3, version.number());
            statement.setLong(4, version.before());
            statement.setString(5, version.weighting().based().written());
            statement.setString(6, version.weighting().split().written());
            statement.setString(7, version.made().by());
            statement.setString(8, version.made().reason());
            statement.setObject(9, version.made().at().atOffset(ZoneOffset.UTC));
            return statement.executeUpdate() == 1;
        }
    }

    private static void forget(Connection connection, WeightVersion version) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(FORGET)) {
            name(statement, 1, version.name());
            statement.setLong(3, version.number() - KEPT);
            statement.executeUpdate();
        }
    }

    private static void name(PreparedStatement statement, int at, SplitName name)
            throws SQLException {
        statement.setString(at, name.service().value());
        statement.setString(at + 1, name.name());
    }

    private static WeightVersion version(ResultSet row) throws SQLException {
        return new WeightVersion(
                new SplitName(new ServiceName(row.getString("service")), row.getString("split")),
                row.getLong("version"),
                row.getLong("before"),
                new Weighting(
                        Split.read(row.getString("based")), Split.read(row.getString("weights"))),
                new Made(
                        row.getString("author"),
                        row.getString("reason"),
                        row.getObject("made_at", OffsetDateTime.class).toInstant()));
    }

    private static OptionalLong event(ResultSet row) throws SQLException {
        long event = row.getLong("event");
        return row.wasNull() ? OptionalLong.empty() : OptionalLong.of(event);
    }
}
