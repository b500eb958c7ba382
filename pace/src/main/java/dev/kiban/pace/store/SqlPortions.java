package dev.kiban.pace.store;

import dev.kiban.kernel.PaceName;
import dev.kiban.pace.portion.Claim;
import dev.kiban.pace.portion.Demand;
import dev.kiban.pace.portion.Portion;
import dev.kiban.pace.portion.PortionStore;
import dev.kiban.pace.portion.Renewing;
import dev.kiban.pace.portion.Roll;
import dev.kiban.pace.portion.Roll.Entry;
import dev.kiban.pace.portion.Roll.Renewal;
import dev.kiban.runtime.sql.Database;
import dev.kiban.runtime.sql.Migrations;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Supplier;

/// Portions as rows of `pace_portion`. Leases end by the database's clock, and one replica renews
/// at a time.
public final class SqlPortions implements PortionStore {
    /// Nobody has to wait for one that holds the lock and is gone, or for a database that is stuck:
    /// it would lose its lease meanwhile.
    private static final String NOT_FOR_LONG =
            """
            SET LOCAL lock_timeout = '2s';
            SET LOCAL statement_timeout = '2s';
            SET LOCAL idle_in_transaction_session_timeout = '2s'""";

    private static final String ONE_AT_A_TIME =
            "SELECT pg_advisory_xact_lock(hashtextextended('kiban.pace_portion', 0))";

    private static final String ALL =
            """
            SELECT pace, replica, since, renewed, until, met, part, wants, running, parts, jobs
            FROM pace_portion""";

    private static final String NOW = "SELECT clock_timestamp()";

    private static final String PUT =
            """
            INSERT INTO pace_portion
                (pace, replica, since, renewed, until, part, wants, running, parts, jobs, met)
            VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
            ON CONFLICT (pace, replica) DO UPDATE SET
                since = excluded.since, renewed = excluded.renewed, until = excluded.until,
                part = excluded.part, wants = excluded.wants, running = excluded.running,
                parts = excluded.parts, jobs = excluded.jobs, met = excluded.met""";

    private static final String FORGET = "DELETE FROM pace_portion WHERE pace = ? AND replica = ?";

    private static final String GIVE_BACK =
            "UPDATE pace_portion SET until = clock_timestamp() WHERE replica = ?";

    private final Database database;

    private SqlPortions(Database database) {
        this.database = database;
    }

    /// With its table made or brought up to date.
    public static SqlPortions in(Database database) {
        new Migrations("pace", SqlPortions.class).run(database);
        return new SqlPortions(database);
    }

    @Override
    public Map<PaceName, Portion> renew(Renewing who, Supplier<Map<PaceName, Demand>> demands) {
        return database.write(
                connection -> {
                    Instant now = begin(connection);
                    Map<PaceName, List<Entry>> all = all(connection);
                    Map<PaceName, Renewal> renewals = new TreeMap<>();
                    demands.get()
                            .forEach(
                                    (pace, demand) ->
                                            renewals.put(
                                                    pace,
                                                    new Roll(all.getOrDefault(pace, List.of()), now)
                                                            .renew(who, demand)));
                    put(connection, renewals);
                    forget(connection, renewals);
                    Map<PaceName, Portion> portions = new HashMap<>();
                    renewals.forEach((pace, renewal) -> portions.put(pace, renewal.got()));
                    return portions;
                });
    }

    /// The time since which nobody else renews.
    private static Instant begin(Connection connection) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute(NOT_FOR_LONG);
            statement.execute(ONE_AT_A_TIME);
            ResultSet row = statement.executeQuery(NOW);
            row.next();
            return time(row, "clock_timestamp");
        }
    }

    private static Map<PaceName, List<Entry>> all(Connection connection) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(ALL)) {
            ResultSet rows = statement.executeQuery();
            Map<PaceName, List<Entry>> all = new HashMap<>();
            while (rows.next()) {
                PaceName pace = new PaceName(rows.getString("pace"));
                all.computeIfAbsent(pace, _ -> new ArrayList<>()).add(entry(rows));
            }
            return all;
        }
    }

    private static Entry entry(ResultSet row) throws SQLException {
        Portion portion = new Portion(row.getLong("parts"), row.getInt("jobs"));
        Demand demand =
                new Demand(
                        row.getDouble("part"),
                        row.getInt("wants"),
                        row.getInt("running"),
                        0,
                        portion);
        return new Entry(
                row.getString("replica"),
                new Claim(demand, portion),
                time(row, "since"),
                time(row, "renewed"),
                time(row, "until"),
                row.getInt("met"));
    }

    private static void put(Connection connection, Map<PaceName, Renewal> renewals)
            throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(PUT)) {
            for (Map.Entry<PaceName, Renewal> renewal : renewals.entrySet()) {
                Entry entry = renewal.getValue().entry();
                Claim claim = entry.claim();
                statement.setString(1, renewal.getKey().value());
                statement.setString(2, entry.replica());
                statement.setObject(3, utc(entry.since()));
                statement.setObject(4, utc(entry.renewed()));
                statement.setObject(5, utc(entry.until()));
                statement.setDouble(6, claim.demand().part());
                statement.setInt(7, claim.demand().jobs());
                statement.setInt(8, claim.demand().running());
                statement.setLong(9, claim.portion().partsPerMillion());
                statement.setInt(10, claim.portion().jobs());
                statement.setInt(11, entry.met());
                statement.addBatch();
            }
            int[] _ = statement.executeBatch();
        }
    }

    private static void forget(Connection connection, Map<PaceName, Renewal> renewals)
            throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(FORGET)) {
            for (Map.Entry<PaceName, Renewal> renewal : renewals.entrySet()) {
                for (String dead : renewal.getValue().dead()) {
                    statement.setString(1, renewal.getKey().value());
                    statement.setString(2, dead);
                    statement.addBatch();
                }
            }
            int[] _ = statement.executeBatch();
        }
    }

    @Override
    public void giveBack(String replica) {
        database.write(
                connection -> {
                    try (PreparedStatement statement = connection.prepareStatement(GIVE_BACK)) {
                        statement.setString(1, replica);
                        return statement.executeUpdate();
                    }
                });
    }

    private static Instant time(ResultSet row, String column) throws SQLException {
        return row.getObject(column, OffsetDateTime.class).toInstant();
    }

    private static OffsetDateTime utc(Instant time) {
        return time.atOffset(ZoneOffset.UTC);
    }
}
