package dev.kiban.pace;

import dev.kiban.pace.bucket.Drain;

/// So many permits in a time: `500/s`. A rate of none is a pause.
///
/// @param amount whole permits
public record Rate(long amount, Per per) {
    /// Nothing passes.
    public static final Rate NONE = new Rate(0, Per.SECOND);

    /// As fast as a rate may be, in permits an hour: a thousand million a second.
    private static final long MAX_PER_HOUR = Drain.PERMIT;

    /// In what time.
    public enum Per {
        SECOND(1),
        MINUTE(60),
        HOUR(3_600);

        private final int seconds;

        Per(int seconds) {
            this.seconds = seconds;
        }

        /// How long it is.
        public int seconds() {
            return seconds;
        }
    }

    /// @throws IllegalArgumentException if it is less than none, or faster than we can count
    public Rate {
        if (amount < 0 || amount > MAX_PER_HOUR / (Per.HOUR.seconds() / per.seconds())) {
            throw new IllegalArgumentException("there is no rate of %,d".formatted(amount));
        }
    }

    /// So many a second.
    public static Rate perSecond(long amount) {
        return new Rate(amount, Per.SECOND);
    }

    /// So many an hour: the finest that there is.
    public static Rate perHour(long amount) {
        return new Rate(amount, Per.HOUR);
    }

    /// The same rate, by the hour.
    public long anHour() {
        return amount * (Per.HOUR.seconds() / per.seconds());
    }

    /// As it is written: `500/s`.
    @Override
    public String toString() {
        return amount
                + switch (per) {
                    case SECOND -> "/s";
                    case MINUTE -> "/m";
                    case HOUR -> "/h";
                };
    }
}
