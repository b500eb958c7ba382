package dev.kiban.pace;

/// A caller's place in line, to be left with [Pacer#hangUp].
public final class Place {
    final Permit permit;
    final Waiter waiter;

    Place(Permit permit, Waiter waiter) {
        this.permit = permit;
        this.waiter = waiter;
    }

    /// Whether this caller is still the one who waits.
    boolean isCurrent() {
        Waiting waiting = permit.waiting;
        return waiting != null && waiting.place == this;
    }
}
