package dev.kiban.pace.portion;

import java.time.Duration;

/// What a replica got of a pace, and until when it is its own. Times are those of
/// `System.nanoTime`.
///
/// @param untilNanos counted from before it was asked for, so that it ends here first
record Tenure(Portion portion, long untilNanos) {
    private static final int LEASES_OF_OTHERS = 3;

    /// What it goes by at the most until it hears of another one, even if that takes long.
    Portion atMost(long now, Portion safe, Duration lease) {
        Portion uses = at(now, safe, lease);
        return now - untilNanos < 0 ? uses : uses.orMore(safe);
    }

    /// What it may use. After the end of its lease, others can have what it had beyond its safe
    /// portion. What it had less, others may have, too: for a lease that began when this one ended,
    /// after another one of ours that began just before and of which nobody told us, and after as
    /// long as a call may take.
    Portion at(long now, Portion safe, Duration lease) {
        if (now - untilNanos < 0) {
            return portion;
        }
        return isOver(now, lease) ? safe : portion.orLess(safe);
    }

    /// Whether what it had does not matter any more.
    boolean isOver(long now, Duration lease) {
        return now - untilNanos >= LEASES_OF_OTHERS * lease.toNanos();
    }
}
