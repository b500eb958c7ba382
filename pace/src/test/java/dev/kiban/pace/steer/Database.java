package dev.kiban.pace.steer;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.random.RandomGenerator;

/// A database that suffers when it has too much to do, and tells so late.
abstract sealed class Database {
    private final RandomGenerator random;
    private final int ticksLate;
    private final Deque<Double> onTheWay = new ArrayDeque<>();

    Database(RandomGenerator random, int ticksLate) {
        this.random = random;
        this.ticksLate = ticksLate;
    }

    /// What it feels now, after some seconds under a load; 1 is all that it can do.
    abstract double feels(double load, double seconds);

    /// What is measured of it: what it felt a while ago, not quite exactly.
    final double measured(double load, double seconds) {
        double noise = 1 + 0.05 * random.nextGaussian();
        onTheWay.add(feels(load, seconds) * noise);
        return onTheWay.size() > ticksLate ? onTheWay.remove() : 0;
    }

    /// A replica whose lag, in seconds, grows for as long as there is more than it can do.
    static final class Replica extends Database {
        private double lag;

        Replica(RandomGenerator random, int ticksLate) {
            super(random, ticksLate);
        }

        @Override
        double feels(double load, double seconds) {
            lag = Math.max(0, lag + (load - 1) * seconds);
            return lag;
        }
    }

    /// A primary whose threads, in percent of what is too many, follow the load.
    static final class Primary extends Database {
        private static final double SECONDS_TO_FOLLOW = 20;
        private double threads;

        Primary(RandomGenerator random, int ticksLate) {
            super(random, ticksLate);
        }

        @Override
        double feels(double load, double seconds) {
            double followed = Math.min(1, seconds / SECONDS_TO_FOLLOW);
            threads += (100 * load * load - threads) * followed;
            return threads;
        }
    }
}
