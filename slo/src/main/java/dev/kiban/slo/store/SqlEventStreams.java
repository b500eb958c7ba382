package dev.kiban.slo.store;

import static java.util.Objects.requireNonNull;

import dev.kiban.runtime.sql.Database;
import dev.kiban.slo.CountStore;
import dev.kiban.slo.EventBatch;
import dev.kiban.slo.EventStreams;
import dev.kiban.slo.store.ToldRows.Row;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/// Told events as rows beside the counts of gateways; keys as rows of `slo_batch`.
public final class SqlEventStreams implements EventStreams {
    private static final String CLAIM =
            """
            INSERT INTO slo_batch (service, key, digest, newest) VALUES (?, ?, ?, ?)
            ON CONFLICT DO NOTHING""";

    private static final String READ = "SELECT digest FROM slo_batch WHERE service = ? AND key = ?";

    private final Database database;

    private SqlEventStreams(Database database) {
        this.database = database;
    }

    /// In a database that has the tables of [SqlCounts].
    public static SqlEventStreams in(Database database) {
        return new SqlEventStreams(database);
    }

    @Override
    public Outcome take(EventBatch batch, Instant now) {
        Optional<String> untimely = untimely(batch, now);
        if (untimely.isPresent()) {
            return database.read(connection -> known(connection, batch))
                    .orElseGet(() -> new Refused(untimely.get()));
        }
        try {
            return database.write(connection -> store(connection, batch));
        } catch (TooMany e) {
            return new Refused(
                    "a stream has at most %d events in a minute, all batches together"
                            .formatted(MAX_EVENTS));
        }
    }

    private static Optional<String> untimely(EventBatch batch, Instant now) {
        if (SqlCounts.isInFuture(batch.newest(), now)) {
            return Optional.of(
                    "minute %s is in the future; it is %s here".formatted(batch.newest(), now));
        }
        if (SqlCounts.isTooOld(batch.oldest(), now)) {
            return Optional.of(
                    "minute %s is too old: minutes are kept for %d days"
                            .formatted(batch.oldest(), CountStore.KEPT_MINUTES.toDays()));
        }
        return Optional.empty();
    }

    private static Outcome store(Connection connection, EventBatch batch) throws SQLException {
        if (!claim(connection, batch)) {
            return known(connection, batch).orElseThrow();
        }
        Map<String, Integer> ids =
                new ToldSeries(batch.service(), Kind.EVENTS, List.of())
                        .ids(
                                connection,
                                batch.rows().stream()
                                        .map(EventBatch.Row::stream)
                                        .collect(Collectors.toSet()));
        ToldRows rows = new ToldRows(connection);
        for (EventBatch.Row row : batch.rows()) {
            int id = requireNonNull(ids.get(row.stream()));
            rows.add(new Row(id, Minute.of(row.minute()), row.good(), row.valid(), true));
        }
        rows.write();
        return new Counted();
    }

    /// Waits for whoever tells the same batch at the same time.
    private static boolean claim(Connection connection, EventBatch batch) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(CLAIM)) {
            statement.setString(1, batch.service().value());
            statement.setString(2, batch.key());
            statement.setBytes(3, digest(batch));
            statement.setInt(4, Minute.of(batch.newest()));
            return statement.executeUpdate() == 1;
        }
    }

    /// What a key means that was used before; empty if it was not.
    private static Optional<Outcome> known(Connection connection, EventBatch batch)
            throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(READ)) {
            statement.setString(1, batch.service().value());
            statement.setString(2, batch.key());
            ResultSet row = statement.executeQuery();
            if (!row.next()) {
                return Optional.empty();
            }
            return Optional.of(
                    MessageDigest.isEqual(row.getBytes("digest"), digest(batch))
                            ? new Known()
                            : new Refused(
                                    "this idempotency key was used before, for another batch; choose another one"));
        }
    }

    /// The same for the same rows, in whatever order they are.
    private static byte[] digest(EventBatch batch) {
        String text =
                batch.rows().stream()
                        .map(
                                row ->
                                        "%s %d %d %d"
                                                .formatted(
                                                        row.stream(),
                                                        Minute.of(row.minute()),
                                                        row.good(),
                                                        row.valid()))
                        .sorted()
                        .collect(Collectors.joining("\n"));
        try {
            return MessageDigest.getInstance("SHA-256")
                    .digest(text.getBytes(StandardCharsets.UTF_8));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }
}
