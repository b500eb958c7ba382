package dev.kiban.pace.store;

import dev.kiban.kernel.PaceName;
import dev.kiban.pace.order.Given;
import dev.kiban.pace.order.Given.Made;
import dev.kiban.pace.order.Order;
import dev.kiban.pace.order.OrderStore;
import dev.kiban.runtime.sql.Database;
import dev.kiban.runtime.sql.Migrations;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// Orders as rows of `pace_order`.
public final class SqlOrders implements OrderStore {
    private static final String PUT =
            """
            INSERT INTO pace_order (pace, about, wish, ends_at, author, reason, made_at, event)
            VALUES (?, ?, ?, ?, ?, ?, ?, ?)
            ON CONFLICT (pace, about) DO UPDATE SET
                wish = excluded.wish, ends_at = excluded.ends_at, author = excluded.author,
                reason = excluded.reason, made_at = excluded.made_at, event = excluded.event
            WHERE pace_order.event < excluded.event""";

    private static final String ALL = "SELECT * FROM pace_order ORDER BY pace, about";

    private final Database database;

    private SqlOrders(Database database) {
        this.database = database;
    }

    /// With its table made or brought up to date.
    public static SqlOrders in(Database database) {
        new Migrations("pace", SqlOrders.class).run(database);
        return new SqlOrders(database);
    }

    @Override
    public void put(Given given) {
        database.write(
                connection -> {
                    try (PreparedStatement statement = connection.prepareStatement(PUT)) {
                        statement.setString(1, given.pace().value());
                        statement.setString(2, given.about());
                        statement.setString(3, given.order().map(Order::written).orElse(null));
                        statement.setObject(4, given.until().map(SqlOrders::utc).orElse(null));
                        statement.setString(5, given.made().by());
                        statement.setString(6, given.made().reason());
                        statement.setObject(7, utc(given.made().at()));
                        statement.setLong(8, given.event());
                        return statement.executeUpdate();
                    }
                });
    }

    @Override
    public List<Given> all() {
        return database.read(
                connection -> {
                    try (PreparedStatement statement = connection.prepareStatement(ALL)) {
                        ResultSet rows = statement.executeQuery();
                        List<Given> all = new ArrayList<>();
                        while (rows.next()) {
                            all.add(given(rows));
                        }
                        return all;
                    }
                });
    }

    private static Given given(ResultSet row) throws SQLException {
        return new Given(
                new PaceName(row.getString("pace")),
                row.getString("about"),
                Optional.ofNullable(row.getString("wish")).map(Order::read),
                Optional.ofNullable(instant(row, "ends_at")),
                new Made(
                        row.getString("author"),
                        row.getString("reason"),
                        row.getObject("made_at", OffsetDateTime.class).toInstant()),
                row.getLong("event"));
    }

    private static @Nullable Instant instant(ResultSet row, String column) throws SQLException {
        OffsetDateTime time = row.getObject(column, OffsetDateTime.class);
        return time == null ? null : time.toInstant();
    }

    private static OffsetDateTime utc(Instant time) {
        return time.atOffset(ZoneOffset.UTC);
    }
}
