package dev.kiban.slo.store;

import dev.kiban.slo.Shipment;
import dev.kiban.slo.Shipment.Row;
import java.sql.Array;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;

/// One shipment on its way into the tables, within one transaction.
///
/// Rows are written in the order of their series: two arrivals that add to the same hour wait for
/// each other, and never for ever.
final class Arrival {
    static final long NANOS_OF_A_MICRO = 1_000;

    private static final String CLAIM =
            """
            INSERT INTO slo_presence (minute, instance, complete) VALUES (?, ?, ?)
            ON CONFLICT DO NOTHING""";

    /// Only what is missing: each attempt would use up a number.
    private static final String ADD_SERIES =
            """
            INSERT INTO slo_series (service, route, backend, bounds, since)
            SELECT service, route, backend, bounds, ?
            FROM unnest(?::text[], ?::text[], ?::text[]) AS named (service, route, backend),
                (SELECT ?::bigint[]) AS given (bounds)
            WHERE NOT EXISTS (
                SELECT FROM slo_series known
                WHERE (known.service, known.kind, known.route, known.backend, known.bounds)
                    = (named.service, 'gateway', named.route, named.backend, given.bounds))
            ORDER BY service, route, backend
            ON CONFLICT DO NOTHING""";

    private static final String IDS =
            """
            SELECT known.id, known.since
            FROM unnest(?::text[], ?::text[], ?::text[])
                WITH ORDINALITY AS named (service, route, backend, place)
            JOIN slo_series known USING (service, route, backend)
            WHERE known.kind = 'gateway' AND known.bounds = ?::bigint[]
            ORDER BY place""";

    private static final String BEGIN_EARLIER =
            "UPDATE slo_series SET since = ? WHERE id = ANY (?) AND since > ?";

    private static final String ADD_MINUTES =
            """
            INSERT INTO slo_minute (minute, series, valid, errors, within)
            SELECT ?, series, valid, errors, within::integer[]
            FROM unnest(?::integer[], ?::bigint[], ?::bigint[], ?::text[])
                AS counted (series, valid, errors, within)
            WHERE valid > 0
            ORDER BY series
            ON CONFLICT (minute, series) DO UPDATE SET
                valid = slo_minute.valid + excluded.valid,
                errors = slo_minute.errors + excluded.errors,
                within = slo_add(slo_minute.within, excluded.within)""";

    private static final String ADD_HOURS =
            """
            INSERT INTO slo_hour (hour, series, valid, errors, within)
            SELECT ?, series, valid, errors, within::bigint[]
            FROM unnest(?::integer[], ?::bigint[], ?::bigint[], ?::text[])
                AS counted (series, valid, errors, within)
            WHERE valid > 0
            ORDER BY series
            ON CONFLICT (hour, series) DO UPDATE SET
                valid = slo_hour.valid + excluded.valid,
                errors = slo_hour.errors + excluded.errors,
                within = slo_add(slo_hour.within, excluded.within)""";

    private final Connection connection;
    private final Shipment shipment;
    private final int minute;

    Arrival(Connection connection, Shipment shipment) {
        this.connection = connection;
        this.shipment = shipment;
        this.minute = Minute.of(shipment.minute());
    }

    /// Stores it, unless it was stored before.
    boolean store() throws SQLException {
        if (!claim()) {
            return false;
        }
        if (shipment.complete()) {
            MeasuredMinutes.add(connection, minute);
        }
        Integer[] ids = ids();
        add(ADD_MINUTES, minute, ids);
        add(ADD_HOURS, Minute.hourOf(minute), ids);
        return true;
    }

    private boolean claim() throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(CLAIM)) {
            statement.setInt(1, minute);
            statement.setObject(2, shipment.instance());
            statement.setBoolean(3, shipment.complete());
            return statement.executeUpdate() == 1;
        }
    }

    /// The number of each row's series, in the order of the rows.
    private Integer[] ids() throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(ADD_SERIES)) {
            statement.setInt(1, minute);
            bindNames(statement, 2);
            statement.executeUpdate();
        }
        Integer[] ids = new Integer[shipment.rows().size()];
        boolean younger = false;
        try (PreparedStatement statement = connection.prepareStatement(IDS)) {
            bindNames(statement, 1);
            ResultSet rows = statement.executeQuery();
            for (int i = 0; rows.next(); i++) {
                ids[i] = rows.getInt("id");
                younger |= rows.getInt("since") > minute;
            }
        }
        if (younger) {
            beginEarlier(ids);
        }
        return ids;
    }

    /// Minutes that come late may be older than all that were known.
    private void beginEarlier(Integer[] ids) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(BEGIN_EARLIER)) {
            statement.setInt(1, minute);
            statement.setArray(2, connection.createArrayOf("integer", ids));
            statement.setInt(3, minute);
            statement.executeUpdate();
        }
    }

    private void bindNames(PreparedStatement statement, int first) throws SQLException {
        List<Row> rows = shipment.rows();
        statement.setArray(first, texts(rows.stream().map(row -> row.service().value()).toList()));
        statement.setArray(first + 1, texts(rows.stream().map(Row::route).toList()));
        statement.setArray(first + 2, texts(rows.stream().map(Row::backend).toList()));
        statement.setArray(
                first + 3,
                connection.createArrayOf(
                        "bigint",
                        shipment.bounds().stream().map(Arrival::micros).toArray(Long[]::new)));
    }

    private void add(String sql, int time, Integer[] ids) throws SQLException {
        List<Row> rows = shipment.rows();
        try (PreparedStatement statement = connection.prepareStatement(sql)) {
            statement.setInt(1, time);
            statement.setArray(2, connection.createArrayOf("integer", ids));
            statement.setArray(3, numbers(rows.stream().map(Row::valid).toList()));
            statement.setArray(4, numbers(rows.stream().map(Row::errors).toList()));
            statement.setArray(5, texts(rows.stream().map(Arrival::within).toList()));
            statement.executeUpdate();
        }
    }

    /// How many took at most as long as each bound, as PostgreSQL writes arrays.
    static String within(Row row) {
        long[] counts = row.buckets().stream().mapToLong(Long::longValue).toArray();
        Arrays.parallelPrefix(counts, Long::sum);
        return Arrays.stream(counts, 0, counts.length - 1)
                .mapToObj(Long::toString)
                .collect(Collectors.joining(",", "{", "}"));
    }

    static long micros(Duration bound) {
        return bound.toNanos() / NANOS_OF_A_MICRO;
    }

    private Array texts(List<String> values) throws SQLException {
        return connection.createArrayOf("text", values.toArray());
    }

    private Array numbers(List<Long> values) throws SQLException {
        return connection.createArrayOf("bigint", values.toArray());
    }
}
