package dev.kiban.pace.steer;

import java.time.Duration;

/// A number of jobs in flight that is learned. Not safe for threads; reads no clock.
public sealed interface Learned permits Aimd, Vegas, Gradient2 {

    /// A job that has ended.
    ///
    /// @param took how long it took, more than no time
    /// @param inFlight jobs that were in flight when it started
    /// @param dropped whether it failed because there was too much to do
    record Sample(Duration took, int inFlight, boolean dropped) {

        /// @throws IllegalArgumentException if it took no time
        public Sample {
            if (!took.isPositive()) {
                throw new IllegalArgumentException("a job that took %s".formatted(took));
            }
        }
    }

    /// Between what it may be.
    ///
    /// @param first before anything is known
    record Span(int first, int least, int most) {
        /// Where nothing is said about it.
        public static final Span USUAL = new Span(20, 20, 200);

        /// @throws IllegalArgumentException if it is none
        public Span {
            if (least < 1 || first < least || most < first) {
                throw new IllegalArgumentException(
                        "%,d, between %,d and %,d".formatted(first, least, most));
            }
        }

        double clamp(double limit) {
            return Math.clamp(limit, (double) least, most);
        }
    }

    /// So many may be in flight.
    int limit();

    /// Learns from a job.
    void learn(Sample sample);
}
