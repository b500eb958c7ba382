package dev.kiban.app.run;

import java.time.Duration;

/// When a lease is renewed, and when a command must stop because it could not be.
///
/// All of it is counted by the clock of this process alone, from before the question that was
/// answered last: by then the lease had not begun. So it ends here before it ends elsewhere,
/// whatever the clocks of others say.
///
/// @param lease nanoseconds
/// @param asked when the question was asked that was answered last
/// @param next when to ask again
record LeaseWatch(long lease, long asked, long next) {
    /// Parts of a lease: renewed after one third, stopped gently after two.
    private static final int RENEWED_AT = 3;

    /// A question that is not answered is asked again after this part.
    private static final int PATIENCE = 6;

    /// One that failed at once, after this part.
    private static final int PAUSE = 30;

    /// What remains of a lease when the command is killed.
    private static final int MARGIN = 10;

    /// What to do now.
    sealed interface Step {}

    /// Nothing.
    ///
    /// @param nanos for so long
    record Rest(long nanos) implements Step {}

    /// Ask for more.
    record Renew() implements Step {}

    /// Tell the command to stop.
    record Stop() implements Step {}

    /// Stop it.
    record Kill() implements Step {}

    static LeaseWatch begun(Duration lease, long asked) {
        return new LeaseWatch(0, 0, 0).of(lease.toNanos(), asked);
    }

    /// Of a command that nobody else knows of.
    static LeaseWatch endless(long now) {
        return begun(Duration.ofNanos(Long.MAX_VALUE / 4), now);
    }

    /// How long a question may take.
    Duration patience() {
        return Duration.ofNanos(lease / PATIENCE);
    }

    LeaseWatch renewed(long answered) {
        return of(lease, Math.max(asked, answered));
    }

    LeaseWatch trying(long now) {
        return new LeaseWatch(lease, asked, now + lease / PATIENCE);
    }

    LeaseWatch failed(long now) {
        return new LeaseWatch(lease, asked, now + lease / PAUSE);
    }

    Step decide(long now) {
        long stopAt = asked + lease / RENEWED_AT * 2;
        long killAt = asked + lease - lease / MARGIN;
        if (now >= killAt) {
            return new Kill();
        }
        if (now >= stopAt) {
            return new Stop();
        }
        if (now >= next) {
            return new Renew();
        }
        return new Rest(Math.min(next, stopAt) - now);
    }

    /// When the command is killed.
    long killAt() {
        return asked + lease - lease / MARGIN;
    }

    private LeaseWatch of(long length, long answered) {
        return new LeaseWatch(length, answered, answered + length / RENEWED_AT);
    }
}
