package dev.kiban.slo.store;

import static java.util.Objects.requireNonNull;

import dev.kiban.kernel.ServiceName;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// Series of a service that are told; made with the first that is told of them.
///
/// @param bounds what sets series of one name apart
record ToldSeries(ServiceName service, Kind kind, List<Duration> bounds) {
    /// Begins when there is something: [ToldRows] moves it back.
    static final int NOT_YET = Integer.MAX_VALUE;

    private static final String ADD =
            """
            INSERT INTO slo_series (service, kind, bounds, backend, since, route)
            SELECT service, kind, bounds, '', ?, route
            FROM (SELECT ?, ?, ?::bigint[]) AS these (service, kind, bounds),
                unnest(?::text[]) AS told (route)
            WHERE NOT EXISTS (
                SELECT FROM slo_series known
                WHERE (known.service, known.kind, known.bounds, known.route)
                    = (these.service, these.kind, these.bounds, told.route))
            ORDER BY route
            ON CONFLICT DO NOTHING""";

    private static final String IDS =
            """
            SELECT id, route FROM slo_series
            WHERE service = ? AND kind = ? AND bounds = ?::bigint[] AND route = ANY (?)
            ORDER BY id FOR UPDATE""";

    /// The number of each. They are locked, in order: those who tell of the same series take turns,
    /// and never wait for each other for ever.
    Map<String, Integer> ids(Connection connection, Collection<String> names) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(ADD)) {
            statement.setInt(1, NOT_YET);
            bind(statement, 2, names);
            statement.executeUpdate();
        }
        try (PreparedStatement statement = connection.prepareStatement(IDS)) {
            bind(statement, 1, names);
            ResultSet rows = statement.executeQuery();
            Map<String, Integer> ids = new HashMap<>();
            while (rows.next()) {
                ids.put(rows.getString("route"), rows.getInt("id"));
            }
            return ids;
        }
    }

    /// That of one name.
    int id(Connection connection, String name) throws SQLException {
        return requireNonNull(ids(connection, List.of(name)).get(name));
    }

    private void bind(PreparedStatement statement, int first, Collection<String> names)
            throws SQLException {
        Connection connection = statement.getConnection();
        statement.setString(first, service.value());
        statement.setString(first + 1, kind.text());
        statement.setArray(
                first + 2,
                connection.createArrayOf(
                        "bigint", bounds.stream().map(Arrival::micros).toArray(Long[]::new)));
        statement.setArray(first + 3, connection.createArrayOf("text", names.toArray()));
    }
}
