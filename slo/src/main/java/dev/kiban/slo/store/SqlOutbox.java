package dev.kiban.slo.store;

import dev.kiban.runtime.sql.Database;
import dev.kiban.runtime.sql.Migrations;
import dev.kiban.slo.Outbox;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;

/// What people are to be told as rows of `slo_outbox`, and who knows as rows of `slo_delivery`.
public final class SqlOutbox implements Outbox {
    private static final int SWEPT_AT_A_TIME = 10_000;

    private static final String WELCOME =
            """
            INSERT INTO slo_recipient (name, since)
            SELECT ?, coalesce(max(position), 0) FROM slo_outbox
            ON CONFLICT DO NOTHING""";

    /// Until the end of the transaction, so that no other program tells of an alert what it was.
    private static final String TAKE_TURN =
            "SELECT name FROM slo_recipient WHERE name = ? FOR UPDATE SKIP LOCKED";

    private static final String NEXT =
            """
            SELECT note.*, coalesce(tried.attempts, 0) AS attempts
            FROM slo_outbox note
            JOIN slo_recipient whom ON whom.name = ?
            LEFT JOIN slo_delivery tried
                ON tried.notification = note.id AND tried.recipient = whom.name
            CROSS JOIN LATERAL (
                SELECT EXISTS (SELECT FROM slo_firing WHERE told = note.id) AS fires) AS now
            WHERE CASE
                    WHEN tried.state IS NULL THEN note.position > whom.since OR now.fires
                    WHEN tried.state = 'waiting' THEN tried.due_at <= ?
                    ELSE tried.due_at <= ? AND now.fires
                END
                AND (note.ends_at IS NULL OR NOT EXISTS (
                    SELECT FROM slo_outbox beginning
                    LEFT JOIN slo_delivery heard
                        ON heard.notification = beginning.id AND heard.recipient = whom.name
                    WHERE beginning.id = left(note.id, -length(?))
                        AND (heard.state = 'waiting'
                            OR heard.state IS NULL AND beginning.position > whom.since)))
            ORDER BY note.position
            LIMIT 1""";

    private static final String MARK =
            """
            INSERT INTO slo_delivery (notification, recipient, state, attempts, due_at, why)
            VALUES (?, ?, ?, ?, ?, ?)
            ON CONFLICT (notification, recipient) DO UPDATE SET
                state = excluded.state, attempts = excluded.attempts,
                due_at = excluded.due_at, why = excluded.why""";

    private static final String SWEEP =
            """
            DELETE FROM slo_outbox WHERE id = ANY (ARRAY(
                SELECT note.id FROM slo_outbox note
                WHERE NOT EXISTS (SELECT FROM slo_firing WHERE told = note.id)
                    AND (coalesce(note.ends_at, note.starts_at) < ?
                        OR coalesce(note.ends_at, note.starts_at) < ?
                            AND NOT EXISTS (
                                SELECT FROM slo_recipient whom
                                LEFT JOIN slo_delivery tried
                                    ON tried.notification = note.id AND tried.recipient = whom.name
                                WHERE note.position > whom.since
                                    AND coalesce(tried.state, 'waiting') = 'waiting'))
                ORDER BY note.position
                LIMIT ?))""";

    private final Database database;

    private SqlOutbox(Database database) {
        this.database = database;
    }

    /// With its tables made or brought up to date.
    public static SqlOutbox in(Database database) {
        new Migrations("slo", SqlOutbox.class).run(database);
        return new SqlOutbox(database);
    }

    @Override
    public void welcome(String recipient) {
        database.write(
                connection -> {
                    try (PreparedStatement statement = connection.prepareStatement(WELCOME)) {
                        statement.setString(1, recipient);
                        return statement.executeUpdate();
                    }
                });
    }

    @Override
    public Step tellNext(String recipient, Instant now, Telling telling) {
        return database.write(
                connection ->
                        takeTurn(connection, recipient)
                                ? tellNext(connection, recipient, now, telling)
                                : Step.NOTHING);
    }

    private static boolean takeTurn(Connection connection, String recipient) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(TAKE_TURN)) {
            statement.setString(1, recipient);
            return statement.executeQuery().next();
        }
    }

    private static Step tellNext(
            Connection connection, String recipient, Instant now, Telling telling)
            throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(NEXT)) {
            statement.setString(1, recipient);
            statement.setObject(2, Times.at(now));
            statement.setObject(3, Times.at(now));
            statement.setString(4, END);
            ResultSet row = statement.executeQuery();
            if (!row.next()) {
                return Step.NOTHING;
            }
            int attempts = row.getInt("attempts");
            Mark mark = telling.tell(OutboxRows.notification(row), attempts);
            Written written = Written.of(mark, attempts);
            write(connection, row.getString("id"), recipient, written);
            return written.step();
        }
    }

    private static void write(
            Connection connection, String notification, String recipient, Written written)
            throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(MARK)) {
            statement.setString(1, notification);
            statement.setString(2, recipient);
            statement.setString(3, written.state());
            statement.setInt(4, written.attempts());
            statement.setObject(5, written.due().map(Times::at).orElse(null));
            statement.setString(6, written.why());
            statement.executeUpdate();
        }
    }

    @Override
    public int sweep(Instant now) {
        return database.write(
                connection -> {
                    try (PreparedStatement statement = connection.prepareStatement(SWEEP)) {
                        statement.setObject(1, Times.at(now.minus(KEPT)));
                        statement.setObject(2, Times.at(now.minus(KEPT_TOLD)));
                        statement.setInt(3, SWEPT_AT_A_TIME);
                        return statement.executeUpdate();
                    }
                });
    }
}
