package dev.kiban.slo.store;

import dev.kiban.kernel.ServiceName;
import dev.kiban.kernel.SloName;
import dev.kiban.runtime.sql.Database;
import dev.kiban.runtime.sql.Migrations;
import dev.kiban.slo.AlertStore;
import dev.kiban.slo.Notification;
import dev.kiban.slo.PeriodWindow;
import dev.kiban.slo.Stand;
import dev.kiban.slo.TierKey;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Alerts as rows of `slo_tier`, what people are to be told as rows of `slo_outbox`, and what they
/// were told as rows of `slo_alert`.
public final class SqlAlerts implements AlertStore {
    /// Takes the turn, unless another program has it: then there is nothing to wait for, since that
    /// one decides.
    private static final String TAKE_TURN =
            "UPDATE slo_round SET decided = ? WHERE ctid = (%s)"
                    .formatted(
                            """
                            SELECT ctid FROM slo_round WHERE decided < ?
                            FOR UPDATE SKIP LOCKED""");

    private static final String READ =
            """
            SELECT tier.*, told.id, told.labels, told.annotations, told.starts_at, told.ends_at
            FROM slo_tier tier LEFT JOIN slo_outbox told ON told.id = tier.told
            WHERE ?::text IS NULL OR tier.service = ?""";

    private static final String WRITE =
            """
            INSERT INTO slo_tier (service, slo, tier, level, frozen, warm_until, firing_since,
                spent_of, spent_to, silenced_by, told, unknown_since)
            VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
            ON CONFLICT (service, slo, tier) DO UPDATE SET
                level = excluded.level, frozen = excluded.frozen,
                warm_until = excluded.warm_until, firing_since = excluded.firing_since,
                spent_of = excluded.spent_of, spent_to = excluded.spent_to,
                silenced_by = excluded.silenced_by, told = excluded.told,
                unknown_since = excluded.unknown_since""";

    private static final String FORGET =
            "DELETE FROM slo_tier WHERE service = ? AND slo = ? AND tier = ?";

    private final Database database;

    private SqlAlerts(Database database) {
        this.database = database;
    }

    /// With its tables made or brought up to date.
    public static SqlAlerts in(Database database) {
        new Migrations("slo", SqlAlerts.class).run(database);
        return new SqlAlerts(database);
    }

    @Override
    public boolean once(Instant end, Round round) {
        return database.write(
                connection -> {
                    if (!takeTurn(connection, end)) {
                        return false;
                    }
                    write(connection, round.decide(read(connection, Optional.empty())));
                    return true;
                });
    }

    @Override
    public Map<TierKey, Stand> stands() {
        return database.read(connection -> read(connection, Optional.empty()));
    }

    @Override
    public Map<TierKey, Stand> stands(ServiceName service) {
        return database.read(connection -> read(connection, Optional.of(service)));
    }

    @Override
    public List<Told> told(ServiceName service, PeriodWindow time) {
        return database.read(connection -> AlertRows.read(connection, service, time));
    }

    private static boolean takeTurn(Connection connection, Instant end) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(TAKE_TURN)) {
            statement.setObject(1, Times.at(end));
            statement.setObject(2, Times.at(end));
            return statement.executeUpdate() == 1;
        }
    }

    private static Map<TierKey, Stand> read(Connection connection, Optional<ServiceName> service)
            throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(READ)) {
            statement.setString(1, service.map(ServiceName::value).orElse(null));
            statement.setString(2, service.map(ServiceName::value).orElse(null));
            ResultSet rows = statement.executeQuery();
            Map<TierKey, Stand> stands = new HashMap<>();
            while (rows.next()) {
                stands.put(key(rows), stand(rows));
            }
            return stands;
        }
    }

    /// First what people are told: tiers point to it.
    private static void write(Connection connection, Changes changes) throws SQLException {
        for (Notification notification : changes.told()) {
            OutboxRows.add(connection, notification);
            AlertRows.add(connection, notification);
        }
        try (PreparedStatement statement = connection.prepareStatement(WRITE)) {
            for (Map.Entry<TierKey, Stand> entry : changes.stands().entrySet()) {
                bind(statement, entry.getKey());
                LevelColumns.of(entry.getValue().level()).bind(statement, 4);
                statement.setString(
                        10, entry.getValue().silencedBy().map(TierKey::tier).orElse(null));
                statement.setString(11, entry.getValue().told().map(Notification::id).orElse(null));
                statement.setObject(
                        12, entry.getValue().unknownSince().map(Times::at).orElse(null));
                statement.addBatch();
            }
            statement.executeBatch();
        }
        try (PreparedStatement statement = connection.prepareStatement(FORGET)) {
            for (TierKey key : changes.gone()) {
                bind(statement, key);
                statement.addBatch();
            }
            statement.executeBatch();
        }
    }

    private static void bind(PreparedStatement statement, TierKey key) throws SQLException {
        statement.setString(1, key.service().value());
        statement.setString(2, key.slo().value());
        statement.setString(3, key.tier());
    }

    private static TierKey key(ResultSet row) throws SQLException {
        return key(row, row.getString("tier"));
    }

    private static TierKey key(ResultSet row, String tier) throws SQLException {
        return new TierKey(
                new ServiceName(row.getString("service")), new SloName(row.getString("slo")), tier);
    }

    private static Stand stand(ResultSet row) throws SQLException {
        String silencer = row.getString("silenced_by");
        return new Stand(
                LevelColumns.read(row).level(),
                silencer == null ? Optional.empty() : Optional.of(key(row, silencer)),
                row.getString("told") == null
                        ? Optional.empty()
                        : Optional.of(OutboxRows.notification(row)),
                Times.readIfThere(row, "unknown_since"));
    }
}
