package dev.kiban.slo.store;

import dev.kiban.kernel.ServiceName;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;

/// A row of `slo_flow`. Whoever tells of a flow or judges it locks it first: what is told belongs
/// to a minute that nobody has judged.
///
/// @param judged the last minute that is judged
/// @param whole the first minute in which somebody listened from beginning to end
record Flow(int id, Name name, int judged, int whole) {
    private static final String ADD =
            """
            INSERT INTO slo_flow (service, name, judged, whole) VALUES (?, ?, ?, ?)
            ON CONFLICT DO NOTHING""";

    private static final String FIND = "SELECT * FROM slo_flow WHERE service = ? AND name = ?";
    private static final String LOCK = FIND + " FOR UPDATE";
    private static final String JUDGED = "SELECT service, name FROM slo_flow WHERE judged >= ?";
    private static final String MOVE = "UPDATE slo_flow SET judged = ?, whole = ? WHERE id = ?";

    /// Which flow it is.
    record Name(ServiceName service, String flow) {}

    /// Those of which all minutes that are over are judged.
    static Set<Name> judged(Connection connection, Instant now) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(JUDGED)) {
            statement.setInt(1, lastOver(now));
            ResultSet rows = statement.executeQuery();
            Set<Name> names = new HashSet<>();
            while (rows.next()) {
                names.add(
                        new Name(
                                new ServiceName(rows.getString("service")),
                                rows.getString("name")));
            }
            return names;
        }
    }

    static Optional<Flow> find(Connection connection, Name name) throws SQLException {
        return find(connection, FIND, name);
    }

    /// Until the end of the transaction. It is made if it is not there.
    static Flow lock(Connection connection, Name name, Instant now) throws SQLException {
        Optional<Flow> known = find(connection, LOCK, name);
        if (known.isPresent()) {
            return known.get();
        }
        try (PreparedStatement statement = connection.prepareStatement(ADD)) {
            statement.setString(1, name.service().value());
            statement.setString(2, name.flow());
            statement.setInt(3, lastOver(now));
            statement.setInt(4, Minute.of(now) + 1);
            statement.executeUpdate();
        }
        return find(connection, LOCK, name).orElseThrow();
    }

    private static Optional<Flow> find(Connection connection, String sql, Name name)
            throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(sql)) {
            statement.setString(1, name.service().value());
            statement.setString(2, name.flow());
            ResultSet row = statement.executeQuery();
            return row.next()
                    ? Optional.of(
                            new Flow(
                                    row.getInt("id"),
                                    name,
                                    row.getInt("judged"),
                                    row.getInt("whole")))
                    : Optional.empty();
        }
    }

    /// The last minute that is over.
    static int lastOver(Instant now) {
        return Minute.of(now) - 1;
    }

    /// The minute to which belongs what is told now.
    int openMinute(Instant now) {
        return Math.max(Minute.of(now), judged + 1);
    }

    /// All minutes up to one are judged from now on.
    void move(Connection connection, int newJudged, int newWhole) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(MOVE)) {
            statement.setInt(1, newJudged);
            statement.setInt(2, newWhole);
            statement.setInt(3, id);
            statement.executeUpdate();
        }
    }
}
