package dev.kiban.slo.store;

import dev.kiban.slo.Notification;
import java.sql.Array;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/// Notifications as rows of `slo_outbox`.
final class OutboxRows {
    private static final String ADD =
            """
            INSERT INTO slo_outbox (id, labels, annotations, starts_at, ends_at)
            VALUES (?, ?, ?, ?, ?)
            ON CONFLICT (id) DO NOTHING""";

    private OutboxRows() {}

    static void add(Connection connection, Notification notification) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(ADD)) {
            statement.setString(1, notification.id());
            statement.setArray(2, texts(connection, notification.labels()));
            statement.setArray(3, texts(connection, notification.annotations()));
            statement.setObject(4, Times.at(notification.startsAt()));
            statement.setObject(5, notification.endsAt().map(Times::at).orElse(null));
            statement.executeUpdate();
        }
    }

    static Notification notification(ResultSet row) throws SQLException {
        return new Notification(
                row.getString("id"),
                texts(row, "labels"),
                texts(row, "annotations"),
                Times.read(row, "starts_at"),
                Times.readIfThere(row, "ends_at"));
    }

    private static Array texts(Connection connection, Map<String, String> texts)
            throws SQLException {
        List<String> flat = new ArrayList<>();
        texts.forEach(
                (name, text) -> {
                    flat.add(name);
                    flat.add(text);
                });
        return connection.createArrayOf("text", flat.toArray());
    }

    private static SortedMap<String, String> texts(ResultSet row, String column)
            throws SQLException {
        Object[] flat = (Object[]) row.getArray(column).getArray();
        SortedMap<String, String> texts = new TreeMap<>();
        for (int i = 0; i < flat.length; i += 2) {
            texts.put(flat[i].toString(), flat[i + 1].toString());
        }
        return texts;
    }
}
