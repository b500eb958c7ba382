package dev.kiban.slo.store;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kiban.kernel.ServiceName;
import dev.kiban.runtime.sql.Database;
import dev.kiban.slo.PeriodWindow;
import dev.kiban.slo.Ratio;
import dev.kiban.slo.Shipment;
import dev.kiban.slo.Shipment.Row;
import dev.kiban.slo.Traffic.Slice;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class TrafficRowsTest {
    private static final Instant NOW = Instant.parse("2026-11-21T10:00:00Z");
    private static final ServiceName SHOP = new ServiceName("shop");
    private static final Duration MINUTE = Duration.ofMinutes(1);
    private static final Duration HOUR = Duration.ofHours(1);
    private static final List<Duration> BOUNDS =
            List.of(Duration.ofMillis(100), Duration.ofMillis(300));

    @RegisterExtension static final FreshDatabases DATABASES = new FreshDatabases();

    private Database database;
    private SqlCounts store;

    @BeforeEach
    void open() throws SQLException {
        database = DATABASES.database();
        store = SqlCounts.in(database);
    }

    @Test
    void addsUpAllRoutesOfAServicePieceByPiece() {
        count(
                NOW.minus(Duration.ofMinutes(3)),
                row("shop", "Get", 8, 1, 1),
                row("item", "Get", 9, 9, 9));
        count(
                NOW.minus(Duration.ofMinutes(1)),
                row("shop", "Get", 5, 0, 0),
                row("shop", "List", 0, 5, 0));

        List<Slice> minutes = traffic(Duration.ofMinutes(4), MINUTE);

        assertThat(minutes).extracting(Slice::valid).containsExactly(0L, 10L, 0L, 10L);
        assertThat(minutes).extracting(Slice::errors).containsExactly(0L, 1L, 0L, 0L);
        assertThat(minutes).extracting(Slice::isGap).containsExactly(true, false, true, false);
        assertThat(minutes.get(3).latency(Ratio.of(1, 2))).contains(Duration.ofMillis(100));
        assertThat(minutes.get(3).latency(Ratio.of(9, 10))).contains(Duration.ofMillis(260));
        assertThat(minutes.get(1).latency(Ratio.ONE)).contains(Duration.ofMillis(300));
        assertThat(minutes.get(0).latency(Ratio.ONE)).isEmpty();
    }

    @Test
    void hoursSayWhatTheirMinutesSay() {
        for (int minute = 1; minute <= 90; minute++) {
            count(NOW.minus(MINUTE.multipliedBy(minute)), row("shop", "Get", minute, 1, 1));
        }

        List<Slice> hours = traffic(Duration.ofHours(2), HOUR);

        assertThat(hours).extracting(Slice::measuredMinutes).containsExactly(30L, 60L);
        assertThat(hours.stream().mapToLong(Slice::valid).sum()).isEqualTo(90 * 91 / 2 + 180);
        assertThat(traffic(Duration.ofHours(2), Duration.ofHours(2)))
                .singleElement()
                .matches(all -> all.errors() == 90 && all.measuredMinutes() == 90);
    }

    /// With many services, a page of one must not read all of them.
    @Test
    void readsAServiceByIndexes() {
        fill();

        assertThat(plan(TrafficRows.sql(Block.Table.HOURS, 2), 24, "service-7", 480_000, 482_160))
                .contains("Index")
                .doesNotContain("Seq Scan on slo_hour");
        assertThat(plan(TrafficRows.sql(Block.Table.MINUTES, 2), 5, "service-7", 480_000, 480_360))
                .contains("Index")
                .doesNotContain("Seq Scan on slo_minute");
        assertThat(plan(SlotRows.OF_HOURS, new Integer[] {7}, new Integer[] {-1}, 480_000, 482_160))
                .contains("slo_hour_by_series")
                .doesNotContain("Seq Scan on slo_hour");
    }

    private void fill() {
        execute(
                """
                INSERT INTO slo_series (service, route, backend, bounds, since)
                SELECT 'service-' || n, 'Get', 'default', '{1,2}', 0 FROM generate_series(1, 200) AS n;
                INSERT INTO slo_hour (hour, series, valid, errors, within)
                SELECT hour, id, 1, 0, '{1,1}' FROM generate_series(481000, 481500) AS hour, slo_series;
                INSERT INTO slo_minute (minute, series, valid, errors, within)
                SELECT minute, id, 1, 0, '{1,1}' FROM generate_series(480000, 480500) AS minute, slo_series;
                ANALYZE""");
    }

    private String plan(String sql, Object... values) {
        return database.read(
                connection -> {
                    try (PreparedStatement statement =
                            connection.prepareStatement("EXPLAIN " + sql)) {
                        for (int i = 0; i < values.length; i++) {
                            bind(connection, statement, i + 1, values[i]);
                        }
                        StringBuilder plan = new StringBuilder();
                        ResultSet rows = statement.executeQuery();
                        while (rows.next()) {
                            plan.append(rows.getString(1)).append('\n');
                        }
                        return plan.toString();
                    }
                });
    }

    private static void bind(
            Connection connection, PreparedStatement statement, int place, Object value)
            throws SQLException {
        if (value instanceof Integer[] numbers) {
            statement.setArray(place, connection.createArrayOf("integer", numbers));
        } else {
            statement.setObject(place, value);
        }
    }

    private void execute(String sql) {
        database.write(
                connection -> {
                    try (Statement statement = connection.createStatement()) {
                        return statement.execute(sql);
                    }
                });
    }

    private List<Slice> traffic(Duration past, Duration step) {
        return store.traffic(SHOP, new PeriodWindow(NOW.minus(past), NOW), step).slots();
    }

    private void count(Instant minute, Row... rows) {
        store.take(new Shipment(new UUID(0, 1), minute, true, BOUNDS, List.of(rows)), NOW);
    }

    /// What took longer than all bounds failed.
    private static Row row(String service, String route, long fast, long slow, long failed) {
        return new Row(
                new ServiceName(service),
                route,
                "default",
                fast + slow + failed,
                failed,
                List.of(fast, slow, failed));
    }
}
