package dev.kiban.slo.store;

import dev.kiban.kernel.ServiceName;
import dev.kiban.runtime.sql.Database;
import dev.kiban.slo.DemoCounts;
import dev.kiban.slo.DemoHour;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.stream.Stream;

/// Made-up counts in the tables of real ones: as series of a backend of their own, in a time of
/// their own.
public final class SqlDemo implements DemoCounts {
    private static final String SERIES =
            """
            SELECT DISTINCT service, backend = ? AS demo FROM slo_series
            WHERE kind = 'gateway'""";

    private static final String REAL_SINCE =
            """
            SELECT min(since) AS since FROM slo_series
            WHERE kind = 'gateway' AND backend <> ?""";

    private static final String FORGET_PRESENCE = "DELETE FROM slo_presence WHERE instance = ?";
    private static final String FORGET_HOURS =
            "DELETE FROM slo_measured WHERE source = 0 AND hour < ?";
    private static final String FORGET_MINUTES =
            "UPDATE slo_measured SET minutes = minutes & ? WHERE source = 0 AND hour = ?";
    private static final String IDS = "(SELECT id FROM slo_series WHERE backend = ?)";

    private final Database database;

    private SqlDemo(Database database) {
        this.database = database;
    }

    /// In a database that has the tables of [SqlCounts].
    public static SqlDemo in(Database database) {
        return new SqlDemo(database);
    }

    @Override
    public Ground ground() {
        return database.read(
                connection -> {
                    Set<ServiceName> demo = new HashSet<>();
                    Set<ServiceName> real = new HashSet<>();
                    try (PreparedStatement statement = connection.prepareStatement(SERIES)) {
                        statement.setString(1, BACKEND);
                        ResultSet rows = statement.executeQuery();
                        while (rows.next()) {
                            (rows.getBoolean("demo") ? demo : real)
                                    .add(new ServiceName(rows.getString("service")));
                        }
                    }
                    OptionalInt since = realSince(connection);
                    return new Ground(
                            demo,
                            real,
                            since.isEmpty()
                                    ? Optional.empty()
                                    : Optional.of(Minute.start(since.getAsInt())));
                });
    }

    @Override
    public void fill(List<Duration> bounds, Stream<DemoHour> hours) {
        database.write(
                connection -> {
                    DemoRows rows = new DemoRows(connection, bounds);
                    for (DemoHour hour : (Iterable<DemoHour>) hours::iterator) {
                        rows.add(hour);
                    }
                    rows.flush();
                    return true;
                });
    }

    /// What is said to have been measured before the first real minute was made up too.
    @Override
    public long forget() {
        return database.write(
                connection -> {
                    long rows =
                            delete(connection, "DELETE FROM slo_minute WHERE series IN " + IDS)
                                    + delete(
                                            connection,
                                            "DELETE FROM slo_hour WHERE series IN " + IDS);
                    AlertRows.forgetDemo(connection);
                    if (delete(connection, "DELETE FROM slo_series WHERE backend = ?") > 0) {
                        forgetMeasuring(connection);
                    }
                    return rows;
                });
    }

    private static long delete(Connection connection, String sql) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(sql)) {
            statement.setString(1, BACKEND);
            return statement.executeUpdate();
        }
    }

    private static void forgetMeasuring(Connection connection) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(FORGET_PRESENCE)) {
            statement.setObject(1, INSTANCE);
            statement.executeUpdate();
        }
        int minute = realSince(connection).orElse(Integer.MAX_VALUE);
        int hour = Minute.hourOf(minute);
        try (PreparedStatement statement = connection.prepareStatement(FORGET_HOURS)) {
            statement.setInt(1, hour);
            statement.executeUpdate();
        }
        try (PreparedStatement statement = connection.prepareStatement(FORGET_MINUTES)) {
            statement.setLong(1, -1L << (minute - hour * Minute.OF_AN_HOUR));
            statement.setInt(2, hour);
            statement.executeUpdate();
        }
    }

    private static OptionalInt realSince(Connection connection) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(REAL_SINCE)) {
            statement.setString(1, BACKEND);
            ResultSet row = statement.executeQuery();
            row.next();
            int since = row.getInt("since");
            return row.wasNull() ? OptionalInt.empty() : OptionalInt.of(since);
        }
    }
}
