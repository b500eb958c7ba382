package dev.kiban.pace;

import dev.kiban.pace.Answer.Reason;
import org.jspecify.annotations.Nullable;

/// What one who joins a flow can expect.
///
/// @param barrier what it waits for longest
/// @param turn when it is its turn; [Barrier#NEVER] if nobody can tell
/// @param reason not to join, if there is one
/// @param estimate how long it may take, in nanoseconds, if the turn is not known; 0 if nobody can
///     tell
record Outlook(Barrier barrier, long turn, @Nullable Reason reason, long estimate) {

    /// @param stops where others stand
    static Outlook of(Flow flow, Stops stops, long now) {
        Lane lane = flow.lane;
        Queue.Tenant tenant = new Queue.Tenant(lane, flow.key.tenant());
        Barrier longest = lane.barriers[0];
        long turn = now;
        long estimate = 0;
        for (int i = 0; i < lane.barriers.length; i++) {
            Barrier barrier = lane.barriers[i];
            long high = flow.high(i);
            long low = flow.low(i);
            Stop stop = stops.at(barrier, high, low);
            long ahead = stop == null ? flow.cost : ahead(flow, tenant, stop);
            long place = barrier.placeAt(high, low, ahead, now);
            if (place > now) {
                return new Outlook(
                        barrier, place, Reason.LINE_IS_FULL, after(barrier, high, low, now));
            }
            long opens = barrier.opensAt(high, low, ahead, now);
            if (opens > turn) {
                turn = opens;
                longest = barrier;
                estimate = after(barrier, high, low, now);
            }
        }
        return new Outlook(longest, turn, null, estimate);
    }

    /// What those cost who go first at a bucket: those that stand there, and the flow itself
    /// wherever it stands.
    private static long ahead(Flow flow, Queue.Tenant tenant, Stop stop) {
        long there = stop.ahead(flow, tenant);
        Queue queue = flow.queue;
        return queue == null || queue.row.stop() == stop ? there : there + flow.cost;
    }

    /// What those who have waited at a bucket can expect of it.
    static Outlook at(Stop stop, long now) {
        long after = after(stop.barrier(), stop.key.high(), stop.key.low(), now);
        return new Outlook(stop.barrier(), stop.opensAt(now), null, after);
    }

    /// Why it is too long to wait.
    Reason tooLong(Lane lane) {
        if (lane.isPaused()) {
            return Reason.PAUSED;
        }
        return barrier instanceof Canary && turn == Barrier.NEVER
                ? Reason.SHARE_IS_USED
                : Reason.WAIT_IS_TOO_LONG;
    }

    private static long after(Barrier barrier, long high, long low, long now) {
        return barrier instanceof Canary canary ? canary.estimate(high, low, now) : 0;
    }

    /// How long to wait at least, in nanoseconds; an estimate where turns depend on others, and 0
    /// if nobody can tell.
    long after(long now) {
        return turn == Barrier.NEVER ? estimate : turn - now;
    }
}
