package dev.kiban.slo.store;

import dev.kiban.kernel.ServiceName;
import dev.kiban.slo.DemoCounts;
import dev.kiban.slo.DemoHour;
import dev.kiban.slo.Shipment.Row;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// Made-up hours on their way into the tables, many rows at a time.
final class DemoRows {
    private static final int ROWS_AT_A_TIME = 5_000;

    private static final String ADD_SERIES =
            """
            INSERT INTO slo_series (service, route, backend, bounds, since)
            VALUES (?, ?, ?, ?, ?) RETURNING id""";

    private static final String ADD_PRESENCE =
            """
            INSERT INTO slo_presence (minute, instance, complete)
            SELECT minute, ?, true FROM unnest(?::integer[]) AS counted (minute)""";

    private final Connection connection;
    private final Long[] bounds;
    private final Map<Name, Integer> series = new HashMap<>();
    private final Columns hours = new Columns("slo_hour", "hour", "bigint");
    private final Columns minutes = new Columns("slo_minute", "minute", "integer");
    private final List<Integer> present = new ArrayList<>();

    private record Name(ServiceName service, String route) {}

    DemoRows(Connection connection, List<Duration> bounds) {
        this.connection = connection;
        this.bounds = bounds.stream().map(Arrival::micros).toArray(Long[]::new);
    }

    void add(DemoHour hour) throws SQLException {
        int first = Minute.of(hour.start());
        MeasuredMinutes.add(connection, Minute.hourOf(first), hour.measured());
        for (Row row : hour.rows()) {
            hours.add(Minute.hourOf(first), id(row, hour), row);
        }
        for (DemoHour.Minute minute : hour.minutes()) {
            present.add(Minute.of(minute.start()));
            for (Row row : minute.rows()) {
                minutes.add(Minute.of(minute.start()), id(row, hour), row);
            }
        }
        for (DemoHour.Alert alert : hour.alerts()) {
            AlertRows.addDemo(connection, alert);
        }
        if (minutes.isFull() || hours.isFull()) {
            flush();
        }
    }

    /// Writes what waits.
    void flush() throws SQLException {
        hours.flush(connection);
        minutes.flush(connection);
        try (PreparedStatement statement = connection.prepareStatement(ADD_PRESENCE)) {
            statement.setObject(1, DemoCounts.INSTANCE);
            statement.setArray(2, connection.createArrayOf("integer", present.toArray()));
            statement.executeUpdate();
        }
        present.clear();
    }

    /// A series begins with the first minute of the first hour that was measured.
    private int id(Row row, DemoHour hour) throws SQLException {
        Name name = new Name(row.service(), row.route());
        Integer known = series.get(name);
        if (known != null) {
            return known;
        }
        int since = Minute.of(hour.start()) + Long.numberOfTrailingZeros(hour.measured());
        try (PreparedStatement statement = connection.prepareStatement(ADD_SERIES)) {
            statement.setString(1, row.service().value());
            statement.setString(2, row.route());
            statement.setString(3, row.backend());
            statement.setArray(4, connection.createArrayOf("bigint", bounds));
            statement.setInt(5, since);
            ResultSet made = statement.executeQuery();
            made.next();
            series.put(name, made.getInt("id"));
            return made.getInt("id");
        }
    }

    /// Rows of one table, by column.
    private static final class Columns {
        private final String sql;
        private final List<Integer> times = new ArrayList<>();
        private final List<Integer> series = new ArrayList<>();
        private final List<Long> valid = new ArrayList<>();
        private final List<Long> errors = new ArrayList<>();
        private final List<String> within = new ArrayList<>();

        Columns(String table, String time, String number) {
            this.sql =
                    """
                    INSERT INTO %s (%s, series, valid, errors, within)
                    SELECT time, series, valid, errors, within::%s[]
                    FROM unnest(?::integer[], ?::integer[], ?::bigint[], ?::bigint[], ?::text[])
                        AS counted (time, series, valid, errors, within)
                    WHERE valid > 0"""
                            .formatted(table, time, number);
        }

        void add(int time, int id, Row row) {
            times.add(time);
            series.add(id);
            valid.add(row.valid());
            errors.add(row.errors());
            within.add(Arrival.within(row));
        }

        boolean isFull() {
            return times.size() >= ROWS_AT_A_TIME;
        }

        void flush(Connection connection) throws SQLException {
            try (PreparedStatement statement = connection.prepareStatement(sql)) {
                statement.setArray(1, connection.createArrayOf("integer", times.toArray()));
                statement.setArray(2, connection.createArrayOf("integer", series.toArray()));
                statement.setArray(3, connection.createArrayOf("bigint", valid.toArray()));
                statement.setArray(4, connection.createArrayOf("bigint", errors.toArray()));
                statement.setArray(5, connection.createArrayOf("text", within.toArray()));
                statement.executeUpdate();
            }
            List.of(times, series, valid, errors, within).forEach(List::clear);
        }
    }
}
