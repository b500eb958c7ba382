package dev.kiban.access.store;

import dev.kiban.access.Caller.Person;
import dev.kiban.access.OpenSession;
import dev.kiban.access.Scope;
import dev.kiban.access.SessionStore;
import dev.kiban.kernel.TeamName;
import dev.kiban.ledger.Hash;
import dev.kiban.runtime.sql.Database;
import dev.kiban.runtime.sql.Migrations;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;

/// Sessions as rows of `access_session`.
public final class SqlSessions implements SessionStore {
    private static final String ADD =
            """
            INSERT INTO access_session (hash, person, teams, opened_at, seen_at, receipt)
            VALUES (?, ?, ?, ?, ?, ?)""";

    private static final String FORGET =
            "DELETE FROM access_session WHERE seen_at <= ? OR opened_at <= ?";

    private static final String TRIM =
            """
            DELETE FROM access_session WHERE hash IN (
                SELECT hash FROM access_session WHERE person = ?
                ORDER BY opened_at DESC, hash OFFSET ?)""";

    private static final String FIND =
            """
            SELECT person, teams, opened_at, seen_at FROM access_session
            WHERE hash = ? AND seen_at > ? AND opened_at > ?""";

    private static final String SEEN = "UPDATE access_session SET seen_at = ? WHERE hash = ?";

    private static final String REMOVE =
            "DELETE FROM access_session WHERE hash = ? RETURNING receipt";

    private static final String ALL =
            """
            SELECT person, teams, opened_at, seen_at FROM access_session
            WHERE seen_at > ? AND opened_at > ? ORDER BY person, opened_at DESC""";

    private static final String REMOVE_OF = "DELETE FROM access_session WHERE person = ?";

    private static final String REMOVE_ALL = "DELETE FROM access_session";

    /// Being seen is written down this often, and not for each page.
    private static final Duration SEEN_EVERY = Duration.ofMinutes(1);

    private final Database database;

    private SqlSessions(Database database) {
        this.database = database;
    }

    /// With its table made or brought up to date.
    public static SqlSessions in(Database database) {
        new Migrations("access", SqlSessions.class).run(database);
        return new SqlSessions(database);
    }

    @Override
    public void add(Hash hash, OpenSession session, String receipt, Limits limits) {
        database.write(
                connection -> {
                    forget(connection, session.opened(), limits);
                    insert(connection, hash, session, receipt);
                    try (PreparedStatement trim = connection.prepareStatement(TRIM)) {
                        trim.setString(1, session.person().actor());
                        trim.setInt(2, limits.most());
                        return trim.executeUpdate();
                    }
                });
    }

    @Override
    public Optional<Person> find(Hash hash, Instant now, Limits limits) {
        Optional<OpenSession> found =
                database.read(
                        connection -> {
                            try (PreparedStatement find = connection.prepareStatement(FIND)) {
                                find.setBytes(1, hash.bytes());
                                find.setObject(2, at(now.minus(limits.idle())));
                                find.setObject(3, at(now.minus(limits.absolute())));
                                ResultSet row = find.executeQuery();
                                return row.next() ? Optional.of(session(row)) : Optional.empty();
                            }
                        });
        if (found.isPresent() && !found.get().seen().isAfter(now.minus(SEEN_EVERY))) {
            see(hash, now);
        }
        return found.map(OpenSession::person);
    }

    @Override
    public Optional<String> remove(Hash hash) {
        return database.write(
                connection -> {
                    try (PreparedStatement remove = connection.prepareStatement(REMOVE)) {
                        remove.setBytes(1, hash.bytes());
                        ResultSet row = remove.executeQuery();
                        return row.next()
                                ? Optional.ofNullable(row.getString("receipt"))
                                : Optional.empty();
                    }
                });
    }

    @Override
    public List<OpenSession> all(Instant now, Limits limits) {
        return database.read(
                connection -> {
                    try (PreparedStatement all = connection.prepareStatement(ALL)) {
                        all.setObject(1, at(now.minus(limits.idle())));
                        all.setObject(2, at(now.minus(limits.absolute())));
                        ResultSet rows = all.executeQuery();
                        List<OpenSession> sessions = new ArrayList<>();
                        while (rows.next()) {
                            sessions.add(session(rows));
                        }
                        return sessions;
                    }
                });
    }

    @Override
    public int removeOf(String person, Instant now, Limits limits) {
        return database.write(
                connection -> {
                    forget(connection, now, limits);
                    try (PreparedStatement remove = connection.prepareStatement(REMOVE_OF)) {
                        remove.setString(1, person);
                        return remove.executeUpdate();
                    }
                });
    }

    @Override
    public int removeAll(Instant now, Limits limits) {
        return database.write(
                connection -> {
                    forget(connection, now, limits);
                    try (PreparedStatement remove = connection.prepareStatement(REMOVE_ALL)) {
                        return remove.executeUpdate();
                    }
                });
    }

    private static OpenSession session(ResultSet row) throws SQLException {
        TreeSet<TeamName> teams = new TreeSet<>();
        for (String team : (String[]) row.getArray("teams").getArray()) {
            teams.add(new TeamName(team));
        }
        return new OpenSession(
                new Person(row.getString("person"), new Scope.SeveralTeams(teams)),
                time(row, "opened_at"),
                time(row, "seen_at"));
    }

    /// Those that hold no longer.
    private static void forget(Connection connection, Instant now, Limits limits)
            throws SQLException {
        try (PreparedStatement forget = connection.prepareStatement(FORGET)) {
            forget.setObject(1, at(now.minus(limits.idle())));
            forget.setObject(2, at(now.minus(limits.absolute())));
            forget.executeUpdate();
        }
    }

    private void see(Hash hash, Instant now) {
        database.write(
                connection -> {
                    try (PreparedStatement seen = connection.prepareStatement(SEEN)) {
                        seen.setObject(1, at(now));
                        seen.setBytes(2, hash.bytes());
                        return seen.executeUpdate();
                    }
                });
    }

    private static void insert(
            Connection connection, Hash hash, OpenSession session, String receipt)
            throws SQLException {
        try (PreparedStatement add = connection.prepareStatement(ADD)) {
            add.setBytes(1, hash.bytes());
            add.setString(2, session.person().actor());
            add.setArray(3, connection.createArrayOf("text", teams(session.person().scope())));
            add.setObject(4, at(session.opened()));
            add.setObject(5, at(session.seen()));
            add.setString(6, receipt);
            add.executeUpdate();
        }
    }

    private static Object[] teams(Scope scope) {
        return switch (scope) {
            case Scope.SeveralTeams(var teams) ->
                    teams.stream().map(TeamName::value).toArray(String[]::new);
            case Scope.OneTeam _, Scope.EveryTeam _ ->
                    throw new IllegalArgumentException("who signs in is in some teams");
        };
    }

    private static Instant time(ResultSet row, String column) throws SQLException {
        return row.getObject(column, OffsetDateTime.class).toInstant();
    }

    private static OffsetDateTime at(Instant time) {
        return time.atOffset(ZoneOffset.UTC);
    }
}
