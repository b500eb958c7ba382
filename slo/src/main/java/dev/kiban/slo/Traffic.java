package dev.kiban.slo;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/// What all series of a service counted together, piece by piece.
///
/// @param slots in order and without gaps
public record Traffic(List<Slice> slots) {

    public Traffic {
        slots = List.copyOf(slots);
    }

    /// One piece of time.
    ///
    /// @param valid all requests
    /// @param errors of them
    /// @param measuredMinutes how many of its minutes somebody measured
    /// @param buckets how many took how long, shorter ones first
    public record Slice(
            Instant start,
            Duration length,
            long valid,
            long errors,
            long measuredMinutes,
            List<Bucket> buckets) {

        public Slice {
            buckets = List.copyOf(buckets);
        }

        /// Whether nobody measured any of it: what it says of requests is nothing.
        public boolean isGap() {
            return measuredMinutes == 0;
        }

        /// How long a share of requests took at most, taken to lie evenly within a bucket; empty
        /// without requests. What took longer than all bounds took as long as the last one.
        ///
        /// @param share such as 99 of 100
        public Optional<Duration> latency(Ratio share) {
            long timed = buckets.stream().mapToLong(Bucket::count).sum();
            if (timed == 0) {
                return Optional.empty();
            }
            double rank = share.times(Ratio.of(timed, 1)).rounded(3).doubleValue();
            long before = 0;
            for (Bucket bucket : buckets) {
                if (bucket.count() > 0 && before + bucket.count() >= rank) {
                    return Optional.of(bucket.at((rank - before) / bucket.count()));
                }
                before += bucket.count();
            }
            return Optional.of(buckets.getLast().above());
        }
    }

    /// Requests that took about as long.
    ///
    /// @param above how long they took at least
    /// @param upTo how long they took at most; the same where nobody knows
    public record Bucket(Duration above, Duration upTo, long count) {

        private Duration at(double part) {
            long nanos = upTo.minus(above).toNanos();
            return above.plusNanos((long) (nanos * part));
        }
    }
}
