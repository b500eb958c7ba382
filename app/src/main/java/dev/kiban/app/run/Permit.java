package dev.kiban.app.run;

import java.time.Duration;

/// The yes of a pace.
sealed interface Permit {

    /// The command is not started.
    void giveBack();

    /// The command starts.
    void use();

    /// The command has ended.
    void done();

    /// Where no pace is asked.
    record None() implements Permit {
        @Override
        public void giveBack() {}

        @Override
        public void use() {}

        @Override
        public void done() {}
    }

    /// Of a pace, which is told that the command still runs. If it does not hear so, another
    /// job may start in its place, and the command goes on.
    ///
    /// @param lease zero if it need not be told
    record OfPace(PaceCalls calls, String id, Duration lease) implements Permit {
        private static final int RENEWED_AT = 3;

        @Override
        public void giveBack() {
            calls.giveBack(id);
        }

        @Override
        public void use() {
            if (!lease.isZero()) {
                Thread.ofPlatform().daemon().start(this::renew);
            }
        }

        @Override
        public void done() {
            calls.done(id);
        }

        private void renew() {
            try {
                while (true) {
                    Thread.sleep(lease.dividedBy(RENEWED_AT));
                    calls.renew(id);
                }
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }
    }
}
