package dev.kiban.pace.store;

import dev.kiban.pace.cruise.ProgressStore;
import dev.kiban.runtime.sql.Database;
import dev.kiban.runtime.sql.Migrations;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/// How far campaigns came, as rows of `pace_progress`.
public final class SqlProgress implements ProgressStore {
    private static final String PUT =
            """
            INSERT INTO pace_progress (campaign, server, started, told_at)
            VALUES (?, ?, ?, now())
            ON CONFLICT (campaign, server) DO UPDATE SET
                started = excluded.started, told_at = excluded.told_at""";

    private static final String TOLD =
            "SELECT campaign, server, started FROM pace_progress WHERE campaign = ANY (?)";

    /// As long as anybody tells of a campaign, what those told who are gone counts too.
    private static final String FORGET =
            """
            DELETE FROM pace_progress WHERE campaign IN (
                SELECT campaign FROM pace_progress GROUP BY campaign
                HAVING max(told_at) < now() - make_interval(secs => ?))""";

    private final Database database;

    private SqlProgress(Database database) {
        this.database = database;
    }

    /// With its table made or brought up to date.
    public static SqlProgress in(Database database) {
        new Migrations("pace", SqlProgress.class).run(database);
        return new SqlProgress(database);
    }

    @Override
    public void put(String server, Map<Long, Long> started) {
        database.write(
                connection -> {
                    try (PreparedStatement statement = connection.prepareStatement(PUT)) {
                        for (Map.Entry<Long, Long> one : new TreeMap<>(started).entrySet()) {
                            statement.setLong(1, one.getKey());
                            statement.setString(2, server);
                            statement.setLong(3, one.getValue());
                            statement.addBatch();
                        }
                        return statement.executeBatch();
                    }
                });
    }

    @Override
    public Map<Long, Map<String, Long>> told(Set<Long> campaigns) {
        return database.read(
                connection -> {
                    try (PreparedStatement statement = connection.prepareStatement(TOLD)) {
                        statement.setArray(
                                1, connection.createArrayOf("bigint", campaigns.toArray()));
                        ResultSet rows = statement.executeQuery();
                        Map<Long, Map<String, Long>> told = new HashMap<>();
                        while (rows.next()) {
                            told.computeIfAbsent(rows.getLong("campaign"), _ -> new HashMap<>())
                                    .put(rows.getString("server"), rows.getLong("started"));
                        }
                        return told;
                    }
                });
    }

    @Override
    public void sweep() {
        database.write(
                connection -> {
                    try (PreparedStatement statement = connection.prepareStatement(FORGET)) {
                        statement.setLong(1, KEPT.toSeconds());
                        return statement.executeUpdate();
                    }
                });
    }
}
