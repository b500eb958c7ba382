package dev.kiban.pace;

import org.jspecify.annotations.Nullable;

/// Who may start, and who waits: the rules of one arithmetic.
///
/// Not safe for threads; reads no clock. Times are nanoseconds since the pacer began, and never go
/// back. What is to be told to waiters is left in the outbox.
sealed interface Line permits ExactLine, NginxLine {

    /// May it start?
    ///
    /// @param hashes of its keys, two numbers each
    /// @param waiter who is told when it waits; if nobody, its turn is reserved
    Answer ask(Lane lane, Ask ask, long[] hashes, @Nullable Waiter waiter, long now);

    /// When the turn of one who waits will be, as things stand; the present time if nobody can
    /// tell.
    long turnOf(Waiting waiting, long now);

    /// Somebody does not wait any more.
    void leave(Waiting waiting, long now);

    /// Lets everybody pass whose turn has come.
    void advance(long now);

    /// When it has to be advanced next; [Barrier#NEVER] if nothing is to come.
    long nextAlarm();

    /// A permit was not used.
    ///
    /// @return whether it could still be given back
    boolean giveBack(Permit permit, long now);

    /// A job is done.
    void done(Permit permit, long now);

    /// A job still runs.
    ///
    /// @return whether its lease had not ended
    boolean renew(Permit permit, long now);

    /// A barrier lets pass more or less than before.
    void changed(Barrier barrier, long now);
}
