package dev.kiban.runtime.http;

/// One connection to an origin, and how many calls it has.
abstract sealed class OriginConnection permits Http1Connection, Http2Connection {
    private final Origin origin;
    private final String address;
    private int calls;
    private boolean usable = true;
    private boolean listed;

    OriginConnection(Origin origin) {
        this.origin = origin;
        this.address = origin.settings().address();
    }

    final int calls() {
        return calls;
    }

    final boolean hasRoom() {
        return usable && calls < mostCalls();
    }

    /// Whether it stands in the origin's list of connections with room.
    final boolean isListed() {
        return listed;
    }

    final void listed(boolean now) {
        listed = now;
    }

    final String address() {
        return address;
    }

    /// There is room for one more call.
    final void lease(CallWaiter waiter) {
        calls++;
        origin.began();
        hand(waiter);
    }

    /// Calls at a time.
    abstract int mostCalls();

    /// Makes the call of a waiter, if it still wants one.
    abstract void hand(CallWaiter waiter);

    abstract void close();

    /// Closes it if nothing happened on it since then.
    abstract void closeIfIdle(long sinceNanos);

    /// A call has ended.
    void release() {
        calls--;
        origin.ended();
        origin.released(this);
    }

    /// There may be room for more calls than before.
    final void roomChanged() {
        origin.released(this);
    }

    final boolean isRetired() {
        return !usable;
    }

    /// Those that were idle since before then are not to be trusted.
    final void doubtIdle(long sinceNanos) {
        origin.closeIdle(sinceNanos);
    }

    /// Takes no more calls.
    final void retire() {
        if (usable) {
            usable = false;
            origin.lost(this);
        }
    }
}
