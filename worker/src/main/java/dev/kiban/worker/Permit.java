package dev.kiban.worker;

import java.time.Duration;

/// The yes to one job.
sealed interface Permit {
    /// The job will not start.
    void giveBack();

    /// The job starts.
    Running start();

    /// A job that runs.
    @FunctionalInterface
    interface Running extends AutoCloseable {
        /// It has ended.
        @Override
        void close();
    }

    /// Where nobody was asked.
    record None() implements Permit {
        @Override
        public void giveBack() {}

        @Override
        public Running start() {
            return () -> {};
        }
    }

    /// Of a pace. Where that counts jobs in flight, it hears that this one still runs, and when it
    /// has ended.
    ///
    /// @param lease zero if it need not hear that
    record OfPace(PaceCalls calls, String id, Duration lease) implements Permit {
        private static final int RENEWED_AT = 3;

        @Override
        public void giveBack() {
            calls.giveBack(id);
        }

        @Override
        public Running start() {
            if (lease.isZero()) {
                return () -> {};
            }
            StopSign ended = new StopSign();
            Thread.ofVirtual().name("renews " + id).start(() -> renew(ended));
            return () -> {
                ended.raise();
                calls.done(id);
            };
        }

        private void renew(StopSign ended) {
            while (!ended.isRaisedWithin(lease.dividedBy(RENEWED_AT))) {
                calls.renew(id);
            }
        }
    }
}
