package dev.kiban.gateway.limit;

import dev.kiban.definition.Tier;
import java.time.Duration;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.random.RandomGenerator;

/// Which requests of a loop are refused while it cannot keep up, so that it serves the others in
/// time. Confined to its loop.
///
/// A loop that is late by twice the limit lets in every second request, by four times every fourth:
/// then in each turn as much comes in as in the turn before, whatever the load is, and the lag
/// stays where it is. A correction, slower by far, leads it back to the limit. Who is refused is of
/// the lowest tier that comes at all; a tier is touched only when all below it is refused.
///
/// What counts is the lag that stays: of two readings in a row the lower one, so that a single
/// pause, as of the garbage collector, refuses nobody; and a mean of the last tenth of a second, so
/// that the part that is let in does not swing.
public final class Shedding {
    private static final long MEMORY_NANOS = Duration.ofMillis(100).toNanos();

    /// Over which it is counted how many requests of each tier come.
    private static final long TRAFFIC_NANOS = Duration.ofSeconds(1).toNanos();

    private static final double MOST_ERROR = 1;

    /// So that there are always some that are served.
    private static final double LEAST = Math.log(0.01);
    private static final long CORRECTION_NANOS = Duration.ofSeconds(1).toNanos();

    private final RandomGenerator random;
    private final Map<Tier, Part> parts = new EnumMap<>(Tier.class);
    private final List<Part> lowestFirst;
    private double limitNanos = Double.POSITIVE_INFINITY;
    private long lastNanos;
    private double lagNanos;
    private double correction; // of the part that is let in, as a logarithm; at most 0
    private long worstNanos;

    /// One that refuses nothing.
    public Shedding(RandomGenerator random) {
        this.random = random;
        for (Tier tier : Tier.values()) {
            parts.put(tier, new Part());
        }
        this.lowestFirst = List.copyOf(parts.values()).reversed(); // the top tier is named first
    }

    /// The requests of one tier.
    private static final class Part {
        /// Those of the last second or so.
        private double arrivals;

        /// The part of them that is refused now.
        private double refused;
    }

    /// From here on.
    ///
    /// @param limit the lag up to which all is served; empty to serve all at any
    public void limit(Optional<Duration> limit) {
        limitNanos =
                limit.map(Duration::toNanos)
                        .map(Long::doubleValue)
                        .orElse(Double.POSITIVE_INFINITY);
        decide();
    }

    /// The loop did something that was due.
    ///
    /// @param late by how much, in nanoseconds
    /// @param since the last time, in nanoseconds
    public void beat(long late, long since) {
        long standing = Math.min(late, lastNanos);
        lastNanos = late;
        worstNanos = Math.max(worstNanos, late);
        lagNanos += (standing - lagNanos) * since / (MEMORY_NANOS + since);
        double error = Math.clamp(Math.log(lagNanos / limitNanos), -MOST_ERROR, MOST_ERROR);
        correction = Math.clamp(correction - error * since / CORRECTION_NANOS, LEAST, 0);
        double kept = (double) TRAFFIC_NANOS / (TRAFFIC_NANOS + since);
        for (Part part : lowestFirst) {
            part.arrivals *= kept;
        }
        decide();
    }

    /// Whether this request is refused.
    public boolean sheds(Tier tier) {
        Part part = part(tier);
        part.arrivals++;
        return part.refused > 0 && random.nextDouble() < part.refused;
    }

    /// The longest lag since this was last asked, in nanoseconds.
    public long worstNanos() {
        long worst = worstNanos;
        worstNanos = 0;
        return worst;
    }

    /// The part of the requests of a tier that is refused now.
    double refused(Tier tier) {
        return part(tier).refused;
    }

    private Part part(Tier tier) {
        return Objects.requireNonNull(parts.get(tier));
    }

    private void decide() {
        double left = 0;
        if (lagNanos > limitNanos * Math.exp(correction)) {
            double all = 0;
            for (Part part : lowestFirst) {
                all += part.arrivals;
            }
            left = all * (1 - limitNanos / lagNanos * Math.exp(correction));
        }
        for (Part part : lowestFirst) {
            if (left <= 0) {
                part.refused = 0;
            } else if (left < part.arrivals) {
                part.refused = left / part.arrivals;
                left = 0;
            } else {
                part.refused = 1;
                left -= part.arrivals;
            }
        }
    }
}
