package dev.kiban.access.store;

import dev.kiban.access.Caller.Program;
import dev.kiban.access.Issued;
import dev.kiban.access.Right;
import dev.kiban.access.Scope;
import dev.kiban.access.TokenStore;
import dev.kiban.kernel.TeamName;
import dev.kiban.kernel.TokenName;
import dev.kiban.ledger.Hash;
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
import java.util.Locale;
import java.util.Optional;

/// Tokens as rows of `access_token`.
public final class SqlTokens implements TokenStore {
    private static final String COUNT = "SELECT count(*) FROM access_token WHERE team = ?";

    private static final String ADD =
            """
            INSERT INTO access_token (hash, team, name, may, made_by, made_at, expires_at)
            VALUES (?, ?, ?, ?, ?, ?, ?)
            ON CONFLICT (team, name) DO NOTHING""";

    private static final String REMOVE = "DELETE FROM access_token WHERE team = ? AND name = ?";

    private static final String FORGET =
            "DELETE FROM access_token WHERE team = ? AND expires_at <= ?";

    private static final String FIND =
            """
            SELECT * FROM access_token
            WHERE hash = ? AND (expires_at IS NULL OR expires_at > ?)""";

    private static final String ALL =
            """
            SELECT * FROM access_token
            WHERE expires_at IS NULL OR expires_at > ? ORDER BY team, name""";

    private final Database database;

    private SqlTokens(Database database) {
        this.database = database;
    }

    /// With its table made or brought up to date.
    public static SqlTokens in(Database database) {
        new Migrations("access", SqlTokens.class).run(database);
        return new SqlTokens(database);
    }

    /// Two at once may both find room for the last one: the limit is there to be noticed, and one
    /// more does no harm.
    @Override
    public Adding add(Hash hash, Issued token, int most) {
        return database.write(
                connection -> {
                    forget(connection, token.caller().scope(), token.at());
                    if (count(connection, token.caller().scope()) >= most) {
                        return Adding.TOO_MANY;
                    }
                    return insert(connection, hash, token) == 1 ? Adding.ADDED : Adding.NAME_TAKEN;
                });
    }

    @Override
    public boolean remove(Scope scope, TokenName name) {
        return database.write(
                connection -> {
                    try (PreparedStatement statement = connection.prepareStatement(REMOVE)) {
                        statement.setString(1, team(scope));
                        statement.setString(2, name.value());
                        return statement.executeUpdate() == 1;
                    }
                });
    }

    @Override
    public Optional<Program> find(Hash hash, Instant now) {
        return database.read(
                connection -> {
                    try (PreparedStatement statement = connection.prepareStatement(FIND)) {
                        statement.setBytes(1, hash.bytes());
                        statement.setObject(2, now.atOffset(ZoneOffset.UTC));
                        ResultSet row = statement.executeQuery();
                        return row.next() ? Optional.of(caller(row)) : Optional.empty();
                    }
                });
    }

    @Override
    public List<Issued> all(Instant now) {
        return database.read(
                connection -> {
                    try (PreparedStatement statement = connection.prepareStatement(ALL)) {
                        statement.setObject(1, now.atOffset(ZoneOffset.UTC));
                        ResultSet rows = statement.executeQuery();
                        List<Issued> all = new ArrayList<>();
                        while (rows.next()) {
                            all.add(issued(rows));
                        }
                        return all;
                    }
                });
    }

    private static void forget(Connection connection, Scope scope, Instant now)
            throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(FORGET)) {
            statement.setString(1, team(scope));
            statement.setObject(2, now.atOffset(ZoneOffset.UTC));
            statement.executeUpdate();
        }
    }

    private static long count(Connection connection, Scope scope) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(COUNT)) {
            statement.setString(1, team(scope));
            ResultSet row = statement.executeQuery();
            row.next();
            return row.getLong(1);
        }
    }

    private static int insert(Connection connection, Hash hash, Issued token) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(ADD)) {
            statement.setBytes(1, hash.bytes());
            statement.setString(2, team(token.caller().scope()));
            statement.setString(3, token.caller().name().value());
            statement.setString(4, token.caller().right().name().toLowerCase(Locale.ROOT));
            statement.setString(5, token.by());
            statement.setObject(6, token.at().atOffset(ZoneOffset.UTC));
            statement.setObject(
                    7, token.expires().map(end -> end.atOffset(ZoneOffset.UTC)).orElse(null));
            return statement.executeUpdate();
        }
    }

    private static Issued issued(ResultSet row) throws SQLException {
        return new Issued(
                caller(row),
                row.getString("made_by"),
                row.getObject("made_at", OffsetDateTime.class).toInstant(),
                Optional.ofNullable(row.getObject("expires_at", OffsetDateTime.class))
                        .map(OffsetDateTime::toInstant));
    }

    private static Program caller(ResultSet row) throws SQLException {
        String team = row.getString("team");
        return new Program(
                team.isEmpty() ? new Scope.EveryTeam() : new Scope.OneTeam(new TeamName(team)),
                new TokenName(row.getString("name")),
                Right.valueOf(row.getString("may").toUpperCase(Locale.ROOT)));
    }

    private static String team(Scope scope) {
        return switch (scope) {
            case Scope.OneTeam(TeamName team) -> team.value();
            case Scope.EveryTeam _ -> "";
            case Scope.SeveralTeams _ ->
                    throw new IllegalArgumentException("a token is of one team, or of all");
        };
    }
}
