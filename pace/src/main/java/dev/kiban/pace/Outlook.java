package dev.kiban.pace;

import dev.kiban.pace.Answer.Reason;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// What one who joins a flow can expect.
///
/// @param barrier what it waits for longest
/// @param turn when it is its turn; [Barrier#NEVER] if nobody can tell
/// @param reason not to join, if there is one
record Outlook(Barrier barrier, long turn, @Nullable Reason reason) {

    /// @param stops where others stand
    static Outlook of(Flow flow, Map<Stop.Key, Stop> stops, long now) {
        Lane lane = flow.lane;
        Queue.Tenant tenant = new Queue.Tenant(lane, flow.key.tenant());
        Barrier longest = lane.barriers[0];
        long turn = now;
        for (int i = 0; i < lane.barriers.length; i++) {
            Barrier barrier = lane.barriers[i];
            long high = flow.high(i);
            long low = flow.low(i);
            Stop stop = stops.get(new Stop.Key(barrier, high, low));
            long ahead = stop == null ? flow.cost : ahead(flow, tenant, stop);
            long place = barrier.placeAt(high, low, ahead, now);
            if (place > now) {
                return new Outlook(barrier, place, Reason.LINE_IS_FULL);
            }
            long opens = barrier.opensAt(high, low, ahead, now);
            if (opens > turn) {
                turn = opens;
                longest = barrier;
            }
        }
        return new Outlook(longest, turn, null);
    }

    /// What those cost who go first at a bucket: those that stand there, and the flow itself
    /// wherever it stands.
    private static long ahead(Flow flow, Queue.Tenant tenant, Stop stop) {
        long there = stop.ahead(flow.key.priority(), tenant);
        Queue queue = flow.queue;
        return queue == null || queue.row.stop == stop ? there : there + flow.cost;
    }

    long after(long now) {
        return turn == Barrier.NEVER ? 0 : turn - now;
    }
}
