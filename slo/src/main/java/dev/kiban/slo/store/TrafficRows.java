package dev.kiban.slo.store;

import dev.kiban.kernel.ServiceName;
import dev.kiban.slo.Traffic;
import dev.kiban.slo.Traffic.Bucket;
import dev.kiban.slo.Traffic.Slice;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/// What gateways counted of all routes of a service.
///
/// @param step minutes of one piece
record TrafficRows(Connection connection, Span time, int step) {
    private static final String MOST_BOUNDS =
            "SELECT coalesce(max(cardinality(bounds)), 0) FROM slo_series WHERE service = ?"
                    + " AND kind = 'gateway'";

    private static final class Sum {
        private long valid;
        private long errors;
        private final List<Bucket> buckets = new ArrayList<>();
    }

    Traffic read(ServiceName service) throws SQLException {
        Map<Integer, Sum> sums = sums(service);
        MeasuredMinutes measured =
                MeasuredMinutes.read(
                        connection, MeasuredMinutes.GATEWAYS, time.from(), time.until());
        List<Slice> slices = new ArrayList<>();
        for (int start = time.from(); start < time.until(); start += step) {
            Sum sum = sums.getOrDefault(start / step, new Sum());
            sum.buckets.sort(Comparator.comparing(Bucket::upTo).thenComparing(Bucket::above));
            slices.add(
                    new Slice(
                            Minute.start(start),
                            Duration.ofMinutes(step),
                            sum.valid,
                            sum.errors,
                            measured.count(start, start + step),
                            sum.buckets));
        }
        return new Traffic(slices);
    }

    private Map<Integer, Sum> sums(ServiceName service) throws SQLException {
        Block.Table table = step % Minute.OF_AN_HOUR == 0 ? Block.Table.HOURS : Block.Table.MINUTES;
        int bounds = mostBounds(service);
        Map<Integer, Sum> sums = new HashMap<>();
        try (PreparedStatement statement = connection.prepareStatement(sql(table, bounds))) {
            statement.setInt(1, step / table.minutes());
            statement.setString(2, service.value());
            statement.setInt(3, time.from() / table.minutes());
            statement.setInt(4, time.until() / table.minutes());
            ResultSet rows = statement.executeQuery();
            while (rows.next()) {
                add(sums.computeIfAbsent(rows.getInt("slot"), _ -> new Sum()), rows);
            }
        }
        return sums;
    }

    /// With a column for each bound.
    static String sql(Block.Table table, int bounds) {
        String within =
                IntStream.rangeClosed(1, bounds)
                        .mapToObj(", sum(counted.within[%1$d]) AS within%1$d"::formatted)
                        .collect(Collectors.joining());
        return """
                SELECT counted.%2$s / ? AS slot, series.bounds,
                    sum(counted.valid) AS valid, sum(counted.errors) AS errors%3$s
                FROM slo_series series JOIN %1$s counted ON counted.series = series.id
                WHERE series.service = ? AND series.kind = 'gateway'
                    AND counted.%2$s >= ? AND counted.%2$s < ?
                GROUP BY 1, 2"""
                .formatted(table.table(), table.time(), within);
    }

    private static void add(Sum sum, ResultSet row) throws SQLException {
        long valid = row.getLong("valid");
        sum.valid += valid;
        sum.errors += row.getLong("errors");
        Long[] bounds = (Long[]) row.getArray("bounds").getArray();
        Duration above = Duration.ZERO;
        long before = 0;
        for (int i = 0; i < bounds.length; i++) {
            Duration upTo = Duration.ofNanos(bounds[i] * Arrival.NANOS_OF_A_MICRO);
            long within = row.getLong("within" + (i + 1));
            sum.buckets.add(new Bucket(above, upTo, within - before));
            above = upTo;
            before = within;
        }
        sum.buckets.add(new Bucket(above, above, valid - before));
    }

    private int mostBounds(ServiceName service) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(MOST_BOUNDS)) {
            statement.setString(1, service.value());
            ResultSet row = statement.executeQuery();
            row.next();
            return row.getInt(1);
        }
    }
}
