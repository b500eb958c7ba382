package dev.kiban.ledger.store;

import dev.kiban.kernel.Json;
import dev.kiban.kernel.ServiceName;
import dev.kiban.ledger.Event;
import dev.kiban.ledger.EventStore;
import dev.kiban.ledger.Hash;
import dev.kiban.ledger.Head;
import dev.kiban.ledger.Once;
import dev.kiban.ledger.Query;
import dev.kiban.runtime.sql.Database;
import dev.kiban.runtime.sql.Migrations;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.BiFunction;
import java.util.function.Predicate;

/// Events as rows of `ledger_event`.
public final class SqlEvents implements EventStore {
    /// Rows that a replay holds in memory.
    private static final int ROWS_AT_A_TIME = 1_000;

    /// Locks the head until the transaction ends. The details come back as PostgreSQL writes them:
    /// it sorts members and leaves out spaces, and what is hashed must be what will be read.
    private static final String LOCK_HEAD =
            """
            SELECT sequence, hash, (?::jsonb)::text AS details
            FROM ledger_head
            FOR UPDATE""";

    private static final String READ_HEAD = "SELECT sequence, hash FROM ledger_head";

    private static final String MOVE_HEAD = "UPDATE ledger_head SET sequence = ?, hash = ?";

    private static final String INSERT =
            """
            INSERT INTO ledger_event (sequence, recorded_at, actor, action, service, summary,
                details, correlation, previous_hash, hash)
            VALUES (?, ?, ?, ?, ?, ?, ?::jsonb, ?, ?, ?)""";

    private static final String INSERT_KEY = "INSERT INTO ledger_key (key, sequence) VALUES (?, ?)";

    private static final String FIND_KEY =
            "SELECT * FROM ledger_event JOIN ledger_key USING (sequence) WHERE key = ?";

    private static final String ALL = "SELECT * FROM ledger_event ORDER BY sequence";

    private static final String FIND =
            """
            SELECT * FROM ledger_event
            WHERE (?::text IS NULL OR service = ?)
              AND (?::text IS NULL OR action = ? OR starts_with(action, ? || '.'))
              AND (?::text IS NULL OR correlation @> ARRAY[?::text])
              AND recorded_at >= ? AND recorded_at < ?
              AND sequence < ?
            ORDER BY sequence DESC
            LIMIT ?""";

    private final Database database;

    private SqlEvents(Database database) {
        this.database = database;
    }

    /// With its tables made or brought up to date.
    public static SqlEvents in(Database database) {
        new Migrations("ledger", SqlEvents.class).run(database);
        return new SqlEvents(database);
    }

    @Override
    public Event append(Json details, BiFunction<Head, String, Event> next) {
        return database.write(connection -> add(connection, details, next));
    }

    /// Whoever asks under one key at the same time waits for the head first, and then sees the key.
    @Override
    public Once appendOnce(String key, Json details, BiFunction<Head, String, Event> next) {
        return database.write(
                connection -> {
                    lockHead(connection);
                    Optional<Event> known = find(connection, key);
                    if (known.isPresent()) {
                        return new Once(known.get(), false);
                    }
                    Event event = add(connection, details, next);
                    insertKey(connection, key, event);
                    return new Once(event, true);
                });
    }

    private static Event add(
            Connection connection, Json details, BiFunction<Head, String, Event> next)
            throws SQLException {
        Event event = next(connection, details, next);
        insert(connection, event);
        moveHead(connection, event);
        return event;
    }

    private static void lockHead(Connection connection) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(READ_HEAD + " FOR UPDATE")) {
            statement.executeQuery();
        }
    }

    private static Optional<Event> find(Connection connection, String key) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(FIND_KEY)) {
            statement.setString(1, key);
            return events(statement).stream().findFirst();
        }
    }

    private static void insertKey(Connection connection, String key, Event event)
            throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(INSERT_KEY)) {
            statement.setString(1, key);
            statement.setLong(2, event.sequence());
            statement.executeUpdate();
        }
    }

    @Override
    public List<Event> find(Query query, int limit) {
        return database.read(
                connection -> {
                    try (PreparedStatement statement = connection.prepareStatement(FIND)) {
                        bind(statement, query, limit);
                        return events(statement);
                    }
                });
    }

    @Override
    public Optional<Head> replay(Predicate<Event> sink) {
        return database.read(
                connection -> {
                    try (PreparedStatement statement = connection.prepareStatement(ALL)) {
                        statement.setFetchSize(ROWS_AT_A_TIME);
                        ResultSet rows = statement.executeQuery();
                        boolean more = true;
                        while (more && rows.next()) {
                            more = sink.test(event(rows));
                        }
                    }
                    return head(connection);
                });
    }

    private static Event next(
            Connection connection, Json details, BiFunction<Head, String, Event> next)
            throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(LOCK_HEAD)) {
            statement.setString(1, details.print());
            ResultSet row = statement.executeQuery();
            if (!row.next()) {
                throw new IllegalStateException("the head of the ledger is missing");
            }
            return next.apply(head(row), row.getString("details"));
        }
    }

    private static void insert(Connection connection, Event event) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(INSERT)) {
            statement.setLong(1, event.sequence());
            statement.setObject(2, time(event.recordedAt()));
            statement.setString(3, event.actor());
            statement.setString(4, event.action());
            statement.setString(5, event.service().orElse(null));
            statement.setString(6, event.summary());
            statement.setString(7, event.details());
            statement.setArray(8, connection.createArrayOf("text", event.correlation().toArray()));
            statement.setBytes(9, event.previous().bytes());
            statement.setBytes(10, event.hash().bytes());
            statement.executeUpdate();
        }
    }

    private static void moveHead(Connection connection, Event event) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(MOVE_HEAD)) {
            statement.setLong(1, event.sequence());
            statement.setBytes(2, event.hash().bytes());
            statement.executeUpdate();
        }
    }

    private static void bind(PreparedStatement statement, Query query, int limit)
            throws SQLException {
        String service = query.service().map(ServiceName::value).orElse(null);
        String kind = query.kind().orElse(null);
        statement.setString(1, service);
        statement.setString(2, service);
        statement.setString(3, kind);
        statement.setString(4, kind);
        statement.setString(5, kind);
        statement.setString(6, query.correlation().orElse(null));
        statement.setString(7, query.correlation().orElse(null));
        statement.setObject(8, query.from().map(SqlEvents::time).orElse(OffsetDateTime.MIN));
        statement.setObject(9, query.until().map(SqlEvents::time).orElse(OffsetDateTime.MAX));
        statement.setLong(10, query.before().orElse(Long.MAX_VALUE));
        statement.setInt(11, limit);
    }

    private static Optional<Head> head(Connection connection) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(READ_HEAD)) {
            ResultSet row = statement.executeQuery();
            return row.next() ? Optional.of(head(row)) : Optional.empty();
        }
    }

    private static Head head(ResultSet row) throws SQLException {
        return new Head(row.getLong("sequence"), Hash.of(row.getBytes("hash")));
    }

    private static List<Event> events(PreparedStatement statement) throws SQLException {
        List<Event> events = new ArrayList<>();
        ResultSet rows = statement.executeQuery();
        while (rows.next()) {
            events.add(event(rows));
        }
        return events;
    }

    private static Event event(ResultSet row) throws SQLException {
        return new Event(
                row.getLong("sequence"),
                row.getObject("recorded_at", OffsetDateTime.class).toInstant(),
                row.getString("actor"),
                row.getString("action"),
                Optional.ofNullable(row.getString("service")),
                row.getString("summary"),
                row.getString("details"),
                texts(row),
                Hash.of(row.getBytes("previous_hash")),
                Hash.of(row.getBytes("hash")));
    }

    /// A missing element becomes an empty one, which no event was written with.
    private static List<String> texts(ResultSet row) throws SQLException {
        List<String> texts = new ArrayList<>();
        for (Object text : (Object[]) row.getArray("correlation").getArray()) {
            texts.add(text == null ? "" : text.toString());
        }
        return texts;
    }

    private static OffsetDateTime time(Instant instant) {
        return instant.atOffset(ZoneOffset.UTC);
    }
}
