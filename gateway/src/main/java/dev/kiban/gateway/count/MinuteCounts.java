package dev.kiban.gateway.count;

import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.UUID;

/// What one gateway process served in one minute.
///
/// @param instance the process, by an id that it drew when it started
/// @param minute its first moment
/// @param complete whether the instance measured all of that minute: only then is a zero a zero.
///     It is not if the gateway started or ended within it
/// @param bounds upper bounds of the latency buckets, ascending, each within its bucket
/// @param rows one for each series, also for those without a request; each series once
public record MinuteCounts(
        UUID instance, Instant minute, boolean complete, List<Duration> bounds, List<Row> rows) {

    public MinuteCounts {
        if (!minute.truncatedTo(ChronoUnit.MINUTES).equals(minute)) {
            throw new IllegalArgumentException("a minute does not start at " + minute);
        }
        bounds = List.copyOf(bounds);
        rows = List.copyOf(rows);
        for (Row row : rows) {
            if (row.buckets().size() != bounds.size() + 1) {
                throw new IllegalArgumentException(
                        "%s has %d buckets for %d bounds"
                                .formatted(row.series(), row.buckets().size(), bounds.size()));
            }
        }
    }

    /// What is counted by itself.
    ///
    /// @param route as `slos:` names it: the simple name of a gRPC method, however it was called,
    ///     or an HTTP prefix; `*` for methods of a service whose schema is not known yet
    /// @param backend which of the service's backends answered
    public record Series(String service, String route, String backend) {}

    /// The requests of one series that ended in the minute.
    ///
    /// @param valid all of them
    /// @param errors those that failed through no fault of the client
    /// @param buckets how many took how long: one number for each bound, not summed up, and one
    ///     for what took longer than all of them; together they are `valid`
    public record Row(Series series, long valid, long errors, List<Long> buckets) {

        public Row {
            buckets = List.copyOf(buckets);
            long all = buckets.stream().mapToLong(Long::longValue).sum();
            if (errors < 0 || errors > valid || all != valid) {
                throw new IllegalArgumentException(
                        "%s counts %d errors of %d, and %d in buckets"
                                .formatted(series, errors, valid, all));
            }
        }
    }
}
