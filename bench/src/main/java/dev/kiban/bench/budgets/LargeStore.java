package dev.kiban.bench.budgets;

import dev.kiban.kernel.ServiceName;
import dev.kiban.runtime.sql.Database;
import dev.kiban.slo.Shipment;
import java.sql.PreparedStatement;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/// A store as months of traffic leave it, written with SQL of its own: shipping each minute would
/// take a day.
///
/// @param services each with two routes, one series each
/// @param days of hours
/// @param minuteDays of minutes
record LargeStore(int services, int days, int minuteDays) {
    private static final String SERIES =
            """
            INSERT INTO slo_series (service, route, backend, bounds, since)
            SELECT 'service-' || lpad(service::text, 4, '0'), route, 'default',
                '{100000,300000,1000000}', ? / 60 * 60 - ? * 1440
            FROM generate_series(0, ? - 1) AS service, unnest(ARRAY['Get', 'List']) AS route""";

    /// One in a thousand fails, and in some services from time to time one in a hundred.
    private static final String COUNTS =
            """
            INSERT INTO %s (%s, series, valid, errors, within)
            SELECT time, id, valid, errors, ARRAY[valid * 8 / 10, valid - errors, valid - errors / 2]
            FROM generate_series(?, ? - 1) AS time, slo_series, LATERAL (
                SELECT %d + (time + id) %% 7 * %d AS valid) AS v, LATERAL (
                SELECT valid / 2000 + CASE WHEN id %% 50 = 0 AND time / %d %% 9 = 0
                    THEN valid / 100 ELSE 0 END AS errors) AS e""";

    private static final String MEASURED =
            """
            INSERT INTO slo_measured (hour, minutes)
            SELECT hour, (1::bigint << 60) - 1 FROM generate_series(?, ? - 1) AS hour""";

    private static final String PRESENCE =
            """
            INSERT INTO slo_presence (minute, instance, complete)
            SELECT minute, '00000000-0000-0000-0000-000000000001', true
            FROM generate_series(?, ? - 1) AS minute""";

    private static final UUID GATEWAY = new UUID(0, 2);

    static final List<Duration> BOUNDS =
            List.of(Duration.ofMillis(100), Duration.ofMillis(300), Duration.ofSeconds(1));

    /// Fills the store up to a time.
    ///
    /// @param end a whole hour
    void fill(Database database, Instant end) {
        int minute = Math.toIntExact(end.getEpochSecond() / 60);
        int hour = minute / 60;
        write(database, SERIES, minute, days, services);
        write(
                database,
                COUNTS.formatted("slo_hour", "hour", 6_000, 600, 1),
                hour - days * 24,
                hour);
        write(database, MEASURED, hour - days * 24, hour);
        int firstMinute = minute - minuteDays * 1_440;
        for (int from = firstMinute; from < minute; from += 1_440) {
            write(
                    database,
                    COUNTS.formatted("slo_minute", "minute", 100, 10, 60),
                    from,
                    from + 1_440);
        }
        write(database, PRESENCE, firstMinute, minute);
        database.write(
                connection -> {
                    try (Statement statement = connection.createStatement()) {
                        return statement.execute("ANALYZE");
                    }
                });
    }

    /// What a gateway counts in one more minute.
    static Shipment minute(int services, Instant minute) {
        List<Shipment.Row> rows =
                IntStream.range(0, services)
                        .boxed()
                        .flatMap(service -> Stream.of(row(service, "Get"), row(service, "List")))
                        .toList();
        return new Shipment(GATEWAY, minute, true, BOUNDS, rows);
    }

    private static Shipment.Row row(int service, String route) {
        return new Shipment.Row(
                new ServiceName("service-%04d".formatted(service)),
                route,
                "default",
                100,
                service % 50 == 0 ? 2 : 0,
                List.of(80L, 18L, 1L, 1L));
    }

    private static void write(Database database, String sql, int... values) {
        database.write(
                connection -> {
                    try (PreparedStatement statement = connection.prepareStatement(sql)) {
                        for (int i = 0; i < values.length; i++) {
                            statement.setInt(i + 1, values[i]);
                        }
                        return statement.executeUpdate();
                    }
                });
    }
}
