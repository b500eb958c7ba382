package dev.kiban.pace;

import dev.kiban.pace.Answer.Pass;
import dev.kiban.pace.Answer.Reason;
import dev.kiban.pace.Answer.Refused;
import dev.kiban.pace.Answer.Waits;
import dev.kiban.pace.bucket.Buckets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/// Exact arithmetic: what waits is charged when it starts.
///
/// What holds after each [#advance], and makes everything else simple: a bucket at which a flow
/// stands is closed. So an ask whose buckets are all open has nobody before it: its own flow would
/// stand at one of them.
final class ExactLine implements Line {
    private final Permits permits;
    private final List<Told> outbox;
    private final int maxInLine;
    private final Heap<Alarm> alarms = new Heap<>();
    private final Map<Flow.Key, Flow> flows = new HashMap<>();
    // In order, so that the same asks always lead to the same turns.
    private final Map<Stop.Key, Stop> stops = new LinkedHashMap<>();
    private final long[] dryReceipt = new long[Buckets.RECEIPT];
    private long arrivals;
    private int inLine;

    /// @param maxInLine asks that may wait
    ExactLine(Permits permits, List<Told> outbox, int maxInLine) {
        this.permits = permits;
        this.outbox = outbox;
        this.maxInLine = maxInLine;
    }

    @Override
    public Answer ask(Lane lane, Ask ask, long[] hashes, @Nullable Waiter waiter, long now) {
        for (int i = 0; i < lane.limits.length; i++) {
            int key = lane.limitKeys[i];
            if (key != Lane.NO_KEY
                    && !lane.limits[i].hasRoomFor(hashes[2 * key], hashes[2 * key + 1])) {
                return refused(lane, Reason.TOO_MANY_KEYS, lane.limits[i].label(), 0);
            }
        }
        int closed = firstClosed(lane, hashes, now);
        if (closed >= 0) {
            return line(lane, ask, hashes, waiter, closed, now);
        }
        Permit permit = permits.issue(lane, ask.cost());
        start(permit, hashes, now);
        return new Pass(permit, now);
    }

    /// The first barrier that does not let pass; -1 if there is none.
    private static int firstClosed(Lane lane, long[] hashes, long now) {
        for (int i = 0; i < lane.barriers.length; i++) {
            int key = lane.keys[i];
            boolean open =
                    key == Lane.NO_KEY
                            ? lane.barriers[i].isOpen(0, 0, now)
                            : lane.barriers[i].isOpen(hashes[2 * key], hashes[2 * key + 1], now);
            if (!open) {
                return i;
            }
        }
        return -1;
    }

    /// Charges what is open.
    private void start(Permit permit, long[] hashes, long now) {
        Lane lane = permit.lane;
        lane.tally.passed++;
        permit.turn = now;
        for (int i = 0; i < lane.limits.length; i++) {
            int key = lane.limitKeys[i];
            long high = key == Lane.NO_KEY ? 0 : hashes[2 * key];
            long low = key == Lane.NO_KEY ? 0 : hashes[2 * key + 1];
            int at = i * Buckets.RECEIPT;
            lane.limits[i].charge(high, low, permit.cost, permit.receipts, at);
        }
        for (int i = 0; i < lane.dry.length; i++) {
            int key = lane.dryKeys[i];
            long high = key == Lane.NO_KEY ? 0 : hashes[2 * key];
            long low = key == Lane.NO_KEY ? 0 : hashes[2 * key + 1];
            lane.dry[i].tryDry(high, low, permit.cost, dryReceipt, now);
        }
        if (lane.gauges.length > 0 && permit.state == Permit.State.RUNS) {
            begin(permit, now);
        }
    }

    private void begin(Permit permit, long now) {
        for (Gauge gauge : permit.lane.gauges) {
            gauge.start();
        }
        Lease lease = new Lease(permit);
        permit.running = lease;
        permits.begin(permit);
        ring(lease, now + permit.lane.lease.toNanos());
    }

    private Answer line(
            Lane lane, Ask ask, long[] hashes, @Nullable Waiter waiter, int closed, long now) {
        Flow.Key key = new Flow.Key(lane, hashes, ask.priority(), ask.tenant());
        Flow known = flows.get(key);
        Flow flow = known == null ? new Flow(key) : known;
        Outlook outlook = outlook(flow, now);
        if (outlook.reason() != null) {
            return refused(lane, outlook.reason(), outlook.barrier().label(), outlook.after(now));
        }
        long wait = outlook.turn() == Barrier.NEVER ? 0 : outlook.turn() - now;
        boolean cannotSay =
                outlook.turn() == Barrier.NEVER && (waiter == null || lane.waitNanos == 0);
        if (wait > lane.waitNanos || cannotSay) {
            Reason reason = lane.isPaused() ? Reason.PAUSED : Reason.WAIT_IS_TOO_LONG;
            return refused(lane, reason, outlook.barrier().label(), wait - lane.waitNanos);
        }
        if (inLine >= maxInLine) {
            return refused(lane, Reason.TOO_MANY_IN_LINE, "", wait);
        }
        InFlow waiting = join(flow, ask, permits.issue(lane, ask.cost()), closed, now);
        lane.tally.waited++;
        if (waiter == null) {
            return new Pass(waiting.permit, now + wait);
        }
        Place place = new Place(waiting.permit, waiter);
        waiting.place = place;
        ring(waiting, now + lane.waitNanos);
        return new Waits(place, now + wait, outlook.barrier().label());
    }

    /// What one who joins a flow can expect.
    ///
    /// @param barrier what it waits for longest
    /// @param turn when it is its turn; [Barrier#NEVER] if nobody can tell
    /// @param reason not to join, if there is one
    private record Outlook(Barrier barrier, long turn, @Nullable Reason reason) {

        long after(long now) {
            return turn == Barrier.NEVER ? 0 : turn - now;
        }
    }

    private Outlook outlook(Flow flow, long now) {
        Lane lane = flow.lane;
        Queue.Tenant tenant = new Queue.Tenant(lane, flow.key.tenant());
        Barrier longest = lane.barriers[0];
        long turn = now;
        for (int i = 0; i < lane.barriers.length; i++) {
            Barrier barrier = lane.barriers[i];
            long high = flow.high(i);
            long low = flow.low(i);
            long ahead = ahead(flow, tenant, new Stop.Key(barrier, high, low));
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
    private long ahead(Flow flow, Queue.Tenant tenant, Stop.Key key) {
        Stop stop = stops.get(key);
        Queue queue = flow.queue;
        if (stop == null) {
            return flow.cost;
        }
        long there = stop.ahead(flow.key.priority(), tenant);
        return queue == null || queue.row.stop == stop ? there : there + flow.cost;
    }

    private InFlow join(Flow flow, Ask ask, Permit permit, int closed, long now) {
        InFlow waiting = new InFlow(ask, permit, flow, arrivals++);
        permit.waiting = waiting;
        inLine++;
        flow.lane.tally.inLine++;
        Queue queue = flow.queue;
        flow.add(waiting);
        if (queue == null) {
            flows.put(flow.key, flow);
            stand(flow, closed, now);
        } else {
            queue.row.joined(queue, ask.cost());
        }
        return waiting;
    }

    private void stand(Flow flow, int closed, long now) {
        Stop.Key key =
                new Stop.Key(flow.lane.barriers[closed], flow.high(closed), flow.low(closed));
        Stop stop = stops.computeIfAbsent(key, Stop::new);
        stop.add(flow);
        ring(stop, stop.opensAt(now));
    }

    @Override
    public void advance(long now) {
        while (!alarms.isEmpty() && alarms.first().at() <= now) {
            switch (alarms.first()) {
                case Stop stop -> serve(stop, now);
                case Lease lease -> expire(lease.permit, now);
                case InFlow waiting -> giveUp(waiting, now);
                case Turn _ -> throw new IllegalStateException("a turn is not fixed here");
            }
        }
    }

    private void serve(Stop stop, long now) {
        while (!stop.isEmpty() && stop.isOpen(now)) {
            Flow flow = stop.first();
            int closed = firstClosed(flow.lane, flow.key.hashes(), now);
            if (closed < 0) {
                startFirst(stop, flow, now);
            } else {
                Queue queue = Objects.requireNonNull(flow.queue);
                queue.row.remove(flow, queue);
                stand(flow, closed, now);
            }
        }
        if (!forgetIfEmpty(stop)) {
            ring(stop, stop.opensAt(now));
        }
    }

    private void startFirst(Stop stop, Flow flow, long now) {
        InFlow waiting = flow.first();
        Permit permit = waiting.permit;
        stop.served(Objects.requireNonNull(flow.queue), permit.cost);
        takeOut(waiting);
        start(permit, flow.key.hashes(), now);
        if (waiting.place != null) {
            outbox.add(new Told(waiting.place.waiter, new Pass(permit, now)));
        }
    }

    private void takeOut(InFlow waiting) {
        Flow flow = waiting.flow;
        Queue queue = Objects.requireNonNull(flow.queue);
        inLine--;
        flow.lane.tally.inLine--;
        alarms.remove(waiting);
        waiting.permit.waiting = null;
        flow.remove(waiting);
        queue.row.left(flow, queue, waiting.ask.cost());
        if (flow.isEmpty()) {
            flows.remove(flow.key);
        }
    }

    private boolean forgetIfEmpty(Stop stop) {
        if (!stop.isEmpty()) {
            return false;
        }
        alarms.remove(stop);
        stops.remove(stop.key);
        return true;
    }

    private void giveUp(InFlow waiting, long now) {
        Lane lane = waiting.flow.lane;
        Stop stop = Objects.requireNonNull(waiting.flow.queue).row.stop;
        long opens = stop.opensAt(now);
        takeOut(waiting);
        forgetIfEmpty(stop);
        waiting.permit.state = Permit.State.VOID;
        Reason reason = lane.isPaused() ? Reason.PAUSED : Reason.WAIT_IS_TOO_LONG;
        long after = opens == Barrier.NEVER ? 0 : opens - now;
        Refused refused = refused(lane, reason, stop.barrier().label(), after);
        if (waiting.place != null) {
            outbox.add(new Told(waiting.place.waiter, refused));
        }
    }

    private static Refused refused(Lane lane, Reason reason, String limit, long afterNanos) {
        lane.tally.refused++;
        return new Refused(reason, limit, Duration.ofNanos(Math.max(0, afterNanos)));
    }

    @Override
    public long turnOf(Waiting waiting, long now) {
        if (!(waiting instanceof InFlow one) || one.flow.queue == null) {
            return now;
        }
        long turn = outlook(one.flow, now).turn();
        return turn == Barrier.NEVER ? now : turn;
    }

    @Override
    public void leave(Waiting waiting, long now) {
        if (!(waiting instanceof InFlow one) || one.permit.waiting != one) {
            return;
        }
        Stop stop = Objects.requireNonNull(one.flow.queue).row.stop;
        one.flow.lane.tally.hungUp++;
        one.permit.state = Permit.State.VOID;
        takeOut(one);
        forgetIfEmpty(stop);
    }

    @Override
    public long nextAlarm() {
        return alarms.isEmpty() ? Barrier.NEVER : alarms.first().at();
    }

    @Override
    public boolean giveBack(Permit permit, long now) {
        Waiting reserved = permit.waiting;
        if (permit.state != Permit.State.RUNS) {
            return false;
        }
        permit.state = Permit.State.VOID;
        permit.lane.tally.givenBack++;
        if (reserved != null) {
            leave(reserved, now);
            return true;
        }
        end(permit, now);
        for (int i = 0; i < permit.lane.limits.length; i++) {
            int at = i * Buckets.RECEIPT;
            Limit limit = permit.lane.limits[i];
            limit.giveBack(permit.receipts, at, permit.cost, now);
            look(new Stop.Key(limit, permit.receipts[at], permit.receipts[at + 1]), now);
        }
        return true;
    }

    @Override
    public void done(Permit permit, long now) {
        if (permit.state == Permit.State.RUNS) {
            permit.state = Permit.State.DONE;
            end(permit, now);
        }
    }

    @Override
    public boolean renew(Permit permit, long now) {
        Lease lease = permit.running;
        if (lease != null) {
            ring(lease, now + permit.lane.lease.toNanos());
        }
        boolean known = lease != null || permit.waiting != null || permit.lane.gauges.length == 0;
        return permit.state == Permit.State.RUNS && known;
    }

    private void expire(Permit permit, long now) {
        permit.lane.tally.leasesEnded++;
        end(permit, now);
    }

    private void end(Permit permit, long now) {
        Lease lease = permit.running;
        if (lease == null) {
            return;
        }
        alarms.remove(lease);
        permit.running = null;
        permits.end(permit);
        for (Gauge gauge : permit.lane.gauges) {
            gauge.end();
            look(new Stop.Key(gauge, 0, 0), now);
        }
    }

    /// A bucket may be open earlier than it was expected to be.
    private void look(Stop.Key key, long now) {
        Stop stop = stops.get(key);
        if (stop != null) {
            ring(stop, stop.opensAt(now));
        }
    }

    @Override
    public void changed(Barrier barrier, long now) {
        for (Stop stop : stops.values()) {
            if (stop.barrier() == barrier) {
                ring(stop, stop.opensAt(now));
            }
        }
    }

    private void ring(Alarm alarm, long at) {
        alarm.at(at);
        if (at == Barrier.NEVER) {
            alarms.remove(alarm);
        } else {
            alarms.put(alarm);
        }
    }

    /// Everybody in line, first come first, and nobody is in line any more.
    List<InFlow> dissolve() {
        List<InFlow> all = new ArrayList<>();
        flows.values().forEach(flow -> flow.forEach(all::add));
        all.sort(Comparator.comparingLong(waiting -> waiting.arrival));
        all.forEach(alarms::remove);
        all.forEach(waiting -> waiting.permit.lane.tally.inLine--);
        stops.values().forEach(alarms::remove);
        flows.clear();
        stops.clear();
        inLine = 0;
        return all;
    }

    /// Stands in line again as before, under another plan.
    void rejoin(InFlow before, Lane lane, long[] hashes, long now) {
        Flow.Key key = new Flow.Key(lane, hashes, before.ask.priority(), before.ask.tenant());
        Flow known = flows.get(key);
        Flow flow = known == null ? new Flow(key) : known;
        before.permit.moveTo(lane);
        // If all is open it stands at the first barrier until the line is advanced.
        int closed = Math.max(0, firstClosed(lane, hashes, now));
        InFlow waiting = join(flow, before.ask, before.permit, closed, now);
        waiting.place = before.place;
        if (before.place != null) {
            ring(waiting, before.at());
        }
    }

    /// Nobody has a place any more for one who was in line.
    void dismiss(InFlow before) {
        before.permit.waiting = null;
        before.permit.state = Permit.State.VOID;
        if (before.place != null) {
            Refused refused = new Refused(Reason.PACE_HAS_CHANGED, "", Duration.ZERO);
            outbox.add(new Told(before.place.waiter, refused));
        }
    }
}
