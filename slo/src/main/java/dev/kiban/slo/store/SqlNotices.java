package dev.kiban.slo.store;

import dev.kiban.runtime.sql.Database;
import dev.kiban.runtime.sql.Migrations;
import dev.kiban.slo.Notice;
import dev.kiban.slo.Notices;
import dev.kiban.slo.Notification;
import dev.kiban.slo.Outbox;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;

/// What stands as rows of `slo_standing`, told by rows of `slo_outbox`.
public final class SqlNotices implements Notices {
    /// Until the end of the transaction: what two programs see begins once.
    private static final String TAKE_TURN = "LOCK TABLE slo_standing IN SHARE ROW EXCLUSIVE MODE";

    private static final String STANDING =
            """
            SELECT standing.subject, note.*
            FROM slo_standing standing JOIN slo_outbox note ON note.id = standing.told
            WHERE standing.kind = ?""";

    private static final String BEGIN =
            "INSERT INTO slo_standing (kind, subject, told) VALUES (?, ?, ?)";

    private static final String END = "DELETE FROM slo_standing WHERE kind = ? AND subject = ?";

    private final Database database;

    private SqlNotices(Database database) {
        this.database = database;
    }

    /// With its tables made or brought up to date.
    public static SqlNotices in(Database database) {
        new Migrations("slo", SqlNotices.class).run(database);
        return new SqlNotices(database);
    }

    @Override
    public void stand(String kind, Collection<Notice> now, Set<String> unknown, Instant at) {
        Map<String, Notice> bySubject = new HashMap<>();
        now.forEach(notice -> bySubject.put(notice.subject(), notice));
        if (!changes(standing(kind), bySubject, unknown)) {
            return;
        }
        database.write(
                connection -> {
                    connection.createStatement().execute(TAKE_TURN);
                    Map<String, Notification> before = standing(connection, kind);
                    for (Notice notice : bySubject.values()) {
                        if (!before.containsKey(notice.subject())) {
                            begin(connection, kind, notice, at);
                        }
                    }
                    for (Map.Entry<String, Notification> stood : before.entrySet()) {
                        String subject = stood.getKey();
                        if (!bySubject.containsKey(subject) && !unknown.contains(subject)) {
                            end(connection, kind, stood, at);
                        }
                    }
                    return before.size();
                });
    }

    /// Most rounds change nothing, and take no turn.
    private static boolean changes(
            Map<String, Notification> before, Map<String, Notice> now, Set<String> unknown) {
        return !before.keySet().containsAll(now.keySet())
                || before.keySet().stream()
                        .anyMatch(
                                subject -> !now.containsKey(subject) && !unknown.contains(subject));
    }

    private Map<String, Notification> standing(String kind) {
        return database.read(connection -> standing(connection, kind));
    }

    private static Map<String, Notification> standing(Connection connection, String kind)
            throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(STANDING)) {
            statement.setString(1, kind);
            ResultSet rows = statement.executeQuery();
            Map<String, Notification> standing = new HashMap<>();
            while (rows.next()) {
                standing.put(rows.getString("subject"), OutboxRows.notification(rows));
            }
            return standing;
        }
    }

    private static void begin(Connection connection, String kind, Notice notice, Instant at)
            throws SQLException {
        Notification beginning =
                Notification.firing(
                        "%s/%s/%d".formatted(kind, notice.subject(), at.toEpochMilli()),
                        notice.labels(),
                        notice.annotations(),
                        at);
        OutboxRows.add(connection, beginning);
        try (PreparedStatement statement = connection.prepareStatement(BEGIN)) {
            statement.setString(1, kind);
            statement.setString(2, notice.subject());
            statement.setString(3, beginning.id());
            statement.executeUpdate();
        }
    }

    /// Clocks of two programs differ: nothing ends before it began.
    private static void end(
            Connection connection, String kind, Map.Entry<String, Notification> stood, Instant at)
            throws SQLException {
        Notification beginning = stood.getValue();
        Instant end = at.isBefore(beginning.startsAt()) ? beginning.startsAt() : at;
        OutboxRows.add(connection, beginning.resolved(beginning.id() + Outbox.END, end));
        try (PreparedStatement statement = connection.prepareStatement(END)) {
            statement.setString(1, kind);
            statement.setString(2, stood.getKey());
            statement.executeUpdate();
        }
    }
}
