package dev.kiban.slo.store;

import dev.kiban.slo.FlowNews;
import dev.kiban.slo.Flows.Piece;
import dev.kiban.slo.Flows.Waiting;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/// The work of one flow: rows of `slo_flow_item`. Beginning and end may be told in any order, and
/// again: what is known stays.
record FlowItems(Connection connection, Flow flow) {
    private static final String START =
            """
            INSERT INTO slo_flow_item AS known (flow, id, started_at, told)
            SELECT ?, id, ?, ? FROM unnest(?::text[]) AS named (id)
            ON CONFLICT (flow, id) DO UPDATE
                SET started_at = excluded.started_at, told = excluded.told, settled = excluded.told
                WHERE known.started_at IS NULL""";

    private static final String END =
            """
            INSERT INTO slo_flow_item AS known (flow, id, done_at, told)
            SELECT ?, id, ?, ? FROM unnest(?::text[]) AS named (id)
            ON CONFLICT (flow, id) DO UPDATE
                SET done_at = excluded.done_at, settled = excluded.told
                WHERE known.done_at IS NULL""";

    private static final String UNSETTLED =
            "SELECT count(*) AS items FROM slo_flow_item WHERE flow = ? AND settled IS NULL";

    private static final String WAITING =
            """
            SELECT id, started_at, count(*) OVER () AS items,
                (SELECT max(settled) FROM slo_flow_item AS done
                    WHERE done.flow = waiting.flow AND settled IS NOT NULL) AS last_done
            FROM slo_flow_item AS waiting
            WHERE flow = ? AND settled IS NULL AND started_at IS NOT NULL
            ORDER BY started_at, id LIMIT 1""";

    /// @param minute in which it is told
    void tell(FlowNews news, Instant at, int minute) throws SQLException {
        tell(START, news.started(), at, minute);
        tell(END, news.done(), at, minute);
    }

    private void tell(String sql, List<String> ids, Instant at, int minute) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(sql)) {
            statement.setInt(1, flow.id());
            statement.setObject(2, Times.at(at));
            statement.setInt(3, minute);
            statement.setArray(4, connection.createArrayOf("text", ids.toArray()));
            statement.executeUpdate();
        }
    }

    /// How many there are of which only the beginning or only the end is known.
    long unsettled() throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(UNSETTLED)) {
            statement.setInt(1, flow.id());
            ResultSet row = statement.executeQuery();
            row.next();
            return row.getLong("items");
        }
    }

    Waiting waiting() throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(WAITING)) {
            statement.setInt(1, flow.id());
            ResultSet row = statement.executeQuery();
            return row.next() ? waiting(row) : Waiting.NOTHING;
        }
    }

    private static Waiting waiting(ResultSet row) throws SQLException {
        Piece oldest = new Piece(row.getString("id"), Times.read(row, "started_at"));
        return new Waiting(
                row.getLong("items"),
                Optional.of(oldest),
                Optional.ofNullable(row.getObject("last_done", Integer.class)).map(Minute::start));
    }
}
