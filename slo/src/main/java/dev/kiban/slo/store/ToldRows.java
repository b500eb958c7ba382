package dev.kiban.slo.store;

import dev.kiban.slo.EventStreams;
import java.sql.Array;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;

/// What was told of series on its way into the tables: each series is a source of its own, and is
/// measured in the minutes that are told of it.
final class ToldRows {
    private static final String FROM =
            """
            FROM unnest(?::integer[], ?::integer[], ?::bigint[], ?::bigint[], ?::boolean[])
                AS told (series, minute, good, valid, measured)
            """;

    private static final String ADD_MEASURED =
            """
            INSERT INTO slo_measured (source, hour, minutes)
            SELECT series, minute / 60, bit_or(1::bigint << minute % 60)
            """
                    + FROM
                    + """
                    WHERE measured GROUP BY 1, 2 ORDER BY 1, 2
                    ON CONFLICT (source, hour) DO UPDATE SET
                        minutes = slo_measured.minutes | excluded.minutes""";

    /// From then on minutes are kept.
    private static final String ADD_PRESENCE =
            """
            INSERT INTO slo_presence (minute, instance, complete)
            SELECT DISTINCT minute, '00000000-0000-0000-0000-000000000000'::uuid, false
            """
                    + FROM
                    + "ORDER BY 1 ON CONFLICT DO NOTHING";

    private static final String BEGIN_EARLIER =
            """
            UPDATE slo_series SET since = told.since
            FROM (SELECT series, min(minute) AS since
            """
                    + FROM
                    + "GROUP BY 1) AS told WHERE id = told.series AND slo_series.since > told.since";

    private static final String ADD_MINUTES =
            """
            INSERT INTO slo_minute (minute, series, valid, errors, within)
            SELECT minute, series, valid, valid - good, '{}'::integer[]
            """
                    + FROM
                    + """
                    WHERE valid > 0
                    ORDER BY 1, 2
                    ON CONFLICT (minute, series) DO UPDATE SET
                        valid = slo_minute.valid + excluded.valid,
                        errors = slo_minute.errors + excluded.errors
                    WHERE slo_minute.valid + excluded.valid <= ?""";

    /// Of zeros too: the version of its hour says that something was told.
    private static final String ADD_HOURS =
            """
            INSERT INTO slo_hour (hour, series, valid, errors, within)
            SELECT minute / 60, series, sum(valid), sum(valid - good), '{}'::bigint[]
            """
                    + FROM
                    + """
                    GROUP BY 1, 2 ORDER BY 1, 2
                    ON CONFLICT (hour, series) DO UPDATE SET
                        valid = slo_hour.valid + excluded.valid,
                        errors = slo_hour.errors + excluded.errors""";

    private final Connection connection;
    private final List<Row> rows = new ArrayList<>();

    /// What was told of a minute.
    ///
    /// @param series that is locked
    /// @param measured whether all of the minute was
    record Row(int series, int minute, long good, long valid, boolean measured) {}

    ToldRows(Connection connection) {
        this.connection = connection;
    }

    /// @param row of a series and minute that is not there yet
    void add(Row row) {
        rows.add(row);
    }

    /// Adds all of it to what was told before.
    ///
    /// @throws TooMany if a minute would have more events than a stream may have
    void write() throws SQLException {
        execute(ADD_PRESENCE);
        execute(ADD_MEASURED);
        execute(BEGIN_EARLIER);
        execute(ADD_HOURS);
        try (PreparedStatement statement = prepare(ADD_MINUTES)) {
            statement.setLong(6, EventStreams.MAX_EVENTS);
            long written = statement.executeUpdate();
            if (written < rows.stream().filter(row -> row.valid() > 0).count()) {
                throw new TooMany();
            }
        }
    }

    private void execute(String sql) throws SQLException {
        try (PreparedStatement statement = prepare(sql)) {
            statement.executeUpdate();
        }
    }

    private PreparedStatement prepare(String sql) throws SQLException {
        PreparedStatement statement = connection.prepareStatement(sql);
        statement.setArray(1, array("integer", Row::series));
        statement.setArray(2, array("integer", Row::minute));
        statement.setArray(3, array("bigint", Row::good));
        statement.setArray(4, array("bigint", Row::valid));
        statement.setArray(5, array("boolean", Row::measured));
        return statement;
    }

    private Array array(String type, Function<Row, Object> column) throws SQLException {
        return connection.createArrayOf(type, rows.stream().map(column).toArray());
    }
}
