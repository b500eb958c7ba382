package dev.kiban.slo;

import dev.kiban.kernel.ServiceName;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;

/// What one instance of a gateway counted in one minute. An instance ships each minute under its
/// name as often as it takes; it counts once.
///
/// @param instance the process, by an id that it drew when it started
/// @param minute the start of it
/// @param complete whether the instance measured all of the minute
/// @param bounds of the latency buckets, ascending
public record Shipment(
        UUID instance, Instant minute, boolean complete, List<Duration> bounds, List<Row> rows) {
    /// Series of one instance.
    public static final int MAX_ROWS = 20_000;

    /// Latency buckets of a series.
    public static final int MAX_BOUNDS = 50;

    /// Requests of a series.
    public static final long MAX_REQUESTS = 1_000_000_000;

    /// Characters of a route and of a backend.
    public static final int MAX_NAME_LENGTH = 1_000;

    /// @throws IllegalArgumentException if it is too large, or cannot have been counted
    public Shipment {
        bounds = List.copyOf(bounds);
        rows = List.copyOf(rows);
        if (!minute.equals(minute.truncatedTo(ChronoUnit.MINUTES))) {
            throw new IllegalArgumentException("%s is not the start of a minute".formatted(minute));
        }
        if (rows.size() > MAX_ROWS || bounds.size() > MAX_BOUNDS) {
            throw new IllegalArgumentException(
                    "a shipment has at most %d rows and %d bounds, not %d and %d"
                            .formatted(MAX_ROWS, MAX_BOUNDS, rows.size(), bounds.size()));
        }
        checkBounds(bounds);
        checkRows(bounds, rows);
    }

    /// What a series counted.
    ///
    /// @param route as `slos:` names it: the simple name of a gRPC method, or an HTTP prefix
    /// @param valid all requests that ended in this minute
    /// @param errors of them, those that failed through no fault of the client
    /// @param buckets how many took how long: one number for each bound, not summed up, and one
    ///     for what took longer than all of them; together they are `valid`
    public record Row(
            ServiceName service,
            String route,
            String backend,
            long valid,
            long errors,
            List<Long> buckets) {

        /// @throws IllegalArgumentException if it cannot have been counted
        public Row {
            buckets = List.copyOf(buckets);
            checkName("route", route);
            checkName("backend", backend);
            long timed = buckets.stream().reduce(0L, Math::addExact);
            boolean counted = buckets.stream().allMatch(count -> count >= 0) && timed == valid;
            if (errors < 0 || errors > valid || valid > MAX_REQUESTS || !counted) {
                throw new IllegalArgumentException(
                        "%d errors and buckets of %d in %d requests cannot be"
                                .formatted(errors, timed, valid));
            }
        }
    }

    private record Name(ServiceName service, String route, String backend) {}

    private static void checkBounds(List<Duration> bounds) {
        for (int i = 1; i < bounds.size(); i++) {
            if (bounds.get(i).compareTo(bounds.get(i - 1)) <= 0) {
                throw new IllegalArgumentException("bounds ascend: %s".formatted(bounds));
            }
        }
    }

    private static void checkRows(List<Duration> bounds, List<Row> rows) {
        Set<Name> names = new HashSet<>();
        for (Row row : rows) {
            if (row.buckets().size() != bounds.size() + 1) {
                throw new IllegalArgumentException(
                        "each row has a bucket for each bound, and one more");
            }
            if (!names.add(new Name(row.service(), row.route(), row.backend()))) {
                throw new IllegalArgumentException("%s is there twice".formatted(row));
            }
        }
    }

    private static void checkName(String what, String text) {
        if (text.isBlank() || text.length() > MAX_NAME_LENGTH || text.indexOf('\0') >= 0) {
            throw new IllegalArgumentException(
                    "the %s has 1 to %d characters".formatted(what, MAX_NAME_LENGTH));
        }
    }
}
