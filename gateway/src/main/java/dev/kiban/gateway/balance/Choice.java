package dev.kiban.gateway.balance;

import java.time.Duration;
import java.util.List;
import java.util.function.LongSupplier;
import java.util.random.RandomGenerator;

/// Chooses an endpoint: two at random, and of those the one with fewer calls under way (M.
/// Mitzenmacher, "The Power of Two Choices in Randomized Load Balancing", 2001).
///
/// One that has just come has no calls and would win each time. So it is drawn by a weight that
/// grows from a tenth to one, and never wins over the one that was drawn first.
final class Choice {
    static final Duration WARM_UP = Duration.ofSeconds(10);

    private static final double FIRST_WEIGHT = 0.1;
    private static final int DRAWS_PER_ENDPOINT = 4;

    private final RandomGenerator random;
    private final LongSupplier nanoTime;

    Choice(RandomGenerator random, LongSupplier nanoTime) {
        this.random = random;
        this.nanoTime = nanoTime;
    }

    /// Chooses one.
    ///
    /// @param from at least one
    Endpoint of(List<Endpoint> from) {
        if (from.size() == 1) {
            return from.getFirst();
        }
        Endpoint first = byWeight(from);
        Endpoint second = anyOther(first, from);
        boolean secondIsBetter =
                second.isWarm() && second.line().underWay() < first.line().underWay();
        return secondIsBetter ? second : first;
    }

    /// Draws until one is taken; after so many that were not, takes any.
    private Endpoint byWeight(List<Endpoint> from) {
        for (int draws = from.size() * DRAWS_PER_ENDPOINT; draws > 0; draws--) {
            Endpoint drawn = anyOf(from);
            if (drawn.isWarm() || random.nextDouble() < weight(drawn)) {
                return drawn;
            }
        }
        return anyOf(from);
    }

    private Endpoint anyOf(List<Endpoint> from) {
        return from.get(random.nextInt(from.size()));
    }

    /// Two that are one would be no choice.
    private Endpoint anyOther(Endpoint than, List<Endpoint> from) {
        int drawn = random.nextInt(from.size() - 1);
        return from.get(drawn) == than ? from.getLast() : from.get(drawn);
    }

    private double weight(Endpoint endpoint) {
        long sinceNanos = endpoint.sinceNanos(nanoTime.getAsLong());
        return Math.clamp((double) sinceNanos / WARM_UP.toNanos(), FIRST_WEIGHT, 1);
    }
}
