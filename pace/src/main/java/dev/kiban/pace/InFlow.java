package dev.kiban.pace;

import org.jspecify.annotations.Nullable;

/// An ask in a flow. Its alarm is the time at which it has waited for too long.
final class InFlow extends Waiting {
    final Flow flow;

    /// All who came before have a smaller one.
    final long arrival;

    @Nullable InFlow previous;
    @Nullable InFlow next;

    InFlow(Ask ask, Permit permit, Flow flow, long arrival) {
        super(ask, permit);
        this.flow = flow;
        this.arrival = arrival;
    }
}
