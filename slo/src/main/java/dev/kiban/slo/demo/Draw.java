package dev.kiban.slo.demo;

import java.util.random.RandomGenerator;

/// Whole numbers by chance.
final class Draw {
    /// Above it, the bell curve is near enough.
    private static final double FEW = 30;

    private final RandomGenerator random;

    Draw(RandomGenerator random) {
        this.random = random;
    }

    /// How often something happens that happens so often on average.
    long around(double mean) {
        if (mean > FEW) {
            return Math.max(0, Math.round(mean + Math.sqrt(mean) * random.nextGaussian()));
        }
        double limit = Math.exp(-mean);
        long count = 0;
        for (double left = random.nextDouble(); left > limit; left *= random.nextDouble()) {
            count++;
        }
        return count;
    }

    /// How many of so many, of which each is taken with a chance. Drawn are the fewer ones: those
    /// that are taken, or those that are left.
    long of(long all, double chance) {
        return chance > 0.5
                ? all - Math.min(all, around(all * (1 - chance)))
                : Math.min(all, around(all * chance));
    }
}
