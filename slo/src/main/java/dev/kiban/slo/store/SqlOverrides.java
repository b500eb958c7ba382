package dev.kiban.slo.store;

import dev.kiban.kernel.ServiceName;
import dev.kiban.runtime.sql.Database;
import dev.kiban.runtime.sql.Migrations;
import dev.kiban.slo.Gate.ReleaseOverride;
import dev.kiban.slo.OverrideStore;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/// Overrides as rows of `slo_override`.
public final class SqlOverrides implements OverrideStore {
    private static final String ADD =
            """
            INSERT INTO slo_override (service, author, reason, given_at, expires)
            VALUES (?, ?, ?, ?, ?)""";

    private static final String READ =
            "SELECT * FROM slo_override WHERE service = ? AND expires > ? ORDER BY id";

    private final Database database;

    private SqlOverrides(Database database) {
        this.database = database;
    }

    /// With its tables made or brought up to date.
    public static SqlOverrides in(Database database) {
        new Migrations("slo", SqlOverrides.class).run(database);
        return new SqlOverrides(database);
    }

    @Override
    public void give(ServiceName service, ReleaseOverride override, Instant now) {
        database.write(
                connection -> {
                    try (PreparedStatement statement = connection.prepareStatement(ADD)) {
                        statement.setString(1, service.value());
                        statement.setString(2, override.by());
                        statement.setString(3, override.reason());
                        statement.setObject(4, Times.at(now));
                        statement.setObject(5, Times.at(override.expires()));
                        return statement.executeUpdate();
                    }
                });
    }

    @Override
    public List<ReleaseOverride> standing(ServiceName service, Instant now) {
        return database.read(
                connection -> {
                    try (PreparedStatement statement = connection.prepareStatement(READ)) {
                        statement.setString(1, service.value());
                        statement.setObject(2, Times.at(now));
                        ResultSet rows = statement.executeQuery();
                        List<ReleaseOverride> standing = new ArrayList<>();
                        while (rows.next()) {
                            standing.add(
                                    new ReleaseOverride(
                                            rows.getString("author"),
                                            rows.getString("reason"),
                                            Times.read(rows, "expires")));
                        }
                        return standing;
                    }
                });
    }
}
