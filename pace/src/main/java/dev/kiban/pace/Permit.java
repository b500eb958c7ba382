package dev.kiban.pace;

import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// The yes: a job may start.
public final class Permit {
    final long number;
    final int cost;

    /// Another one when plans have changed while it waits.
    Lane lane;

    long[] receipts;
    State state = State.RUNS;

    /// While it is not its turn yet.
    @Nullable Waiting waiting;

    /// When it was let through, or will be if that is fixed.
    long turn;

    /// While its job is in flight, if those are limited.
    @Nullable Lease running;

    /// When it was charged here, as [Sharing#epoch] counts; never, if it is less than 0.
    int epoch = -1;

    /// Whether all replicas know it.
    boolean isShared;

    /// What the permit is called that the same ask has at another replica.
    @Nullable String sameAs;

    /// What the canaries of its lane have counted; empty if they have not.
    List<Canary.Counted> counted = List.of();

    private final PermitIds ids;

    /// What has become of it.
    enum State {
        /// Its job may run, now or when its turn comes.
        RUNS,
        DONE,

        /// Nobody uses it: it was given back, or never passed.
        VOID
    }

    Permit(long number, Lane lane, int cost, PermitIds ids) {
        this.number = number;
        this.lane = lane;
        this.cost = cost;
        this.receipts = new long[lane.receiptLength()];
        this.ids = ids;
    }

    /// Whether it has passed, and nothing can happen to it before somebody names it.
    boolean isAtRest() {
        return state == State.RUNS
                && waiting == null
                && running == null
                && !isShared
                && sameAs == null
                && counted.isEmpty();
    }

    /// Waits in another lane from now on; it has been charged nowhere.
    void moveTo(Lane other) {
        lane = other;
        receipts = new long[other.receiptLength()];
    }

    /// What it is called; nobody can guess it.
    public String id() {
        return sameAs == null ? ids.text(number) : sameAs;
    }

    /// By when the job must be done, or the permit renewed, if jobs in flight are limited; else
    /// zero.
    public Duration lease() {
        return lane.lease;
    }
}
