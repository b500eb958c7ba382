package dev.kiban.pace;

import dev.kiban.pace.Answer.Pass;
import dev.kiban.pace.Answer.Reason;
import dev.kiban.pace.Answer.Refused;
import dev.kiban.pace.Answer.Waits;
import dev.kiban.pace.Sent.Kind;
import dev.kiban.pace.bucket.Buckets;
import dev.kiban.pace.shared.StoreCall;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
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
    private final Sharing sharing;
    private final SharedLine shared;
    private final Heap<Alarm> alarms = new Heap<>();
    private final Map<Flow.Key, Flow> flows = new HashMap<>();
    // In order, so that the same asks always lead to the same turns.
    private final Map<Stop.Key, Stop> stops = new LinkedHashMap<>();
    private final long[] dryReceipt = new long[Buckets.RECEIPT];
    private long arrivals;
    private int inLine;

    /// @param maxInLine asks that may wait
    ExactLine(Permits permits, List<Told> outbox, int maxInLine, Sharing sharing) {
        this.permits = permits;
        this.sharing = sharing;
        this.shared = new SharedLine(this, sharing, outbox);
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
        if (sharing.isTogether()) {
            Sent sent = Sent.now(ask, permit, hashes, arrivals++, Kind.FRESH, now);
            return shared.putForward(sent, Objects.requireNonNull(waiter), now);
        }
        start(permit, hashes, now);
        return new Pass(permit, now);
    }

    /// Asks the store for a turn that may be far away.
    Answer book(Lane lane, Ask ask, long[] hashes, Waiter waiter, long now) {
        Outlook outlook = outlook(new Flow(new Flow.Key(lane, hashes, ask.priority(), "")), now);
        if (lane.isPaused() || outlook.reason() != null) {
            Reason reason = lane.isPaused() ? Reason.PAUSED : Reason.LINE_IS_FULL;
            return refused(lane, reason, outlook.barrier().label(), outlook.after(now));
        }
        Permit permit = permits.issue(lane, ask.cost());
        Sent sent = Sent.now(ask, permit, hashes, arrivals++, Kind.RESERVES, now);
        return shared.putForward(sent, waiter, now);
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

    private void start(Permit permit, long[] hashes, long now) {
        sharing.startsHere();
        charge(permit, hashes);
        started(permit, hashes, now, now);
    }

    /// Charges what is open.
    void charge(Permit permit, long[] hashes) {
        Lane lane = permit.lane;
        permit.epoch = sharing.epoch();
        for (int i = 0; i < lane.limits.length; i++) {
            int key = lane.limitKeys[i];
            long high = key == Lane.NO_KEY ? 0 : hashes[2 * key];
            long low = key == Lane.NO_KEY ? 0 : hashes[2 * key + 1];
            int at = i * Buckets.RECEIPT;
            lane.limits[i].charge(high, low, permit.cost, permit.receipts, at);
        }
    }

    /// Counts what was charged.
    void started(Permit permit, long[] hashes, long turn, long now) {
        Lane lane = permit.lane;
        lane.tally.passed++;
        permit.turn = turn;
        for (int i = 0; i < lane.dry.length; i++) {
            int key = lane.dryKeys[i];
            long high = key == Lane.NO_KEY ? 0 : hashes[2 * key];
            long low = key == Lane.NO_KEY ? 0 : hashes[2 * key + 1];
            lane.dry[i].tryDry(high, low, permit.cost, dryReceipt, now);
        }
        if (lane.gauges.length > 0 && permit.state == Permit.State.RUNS) {
            begin(permit, turn);
        }
    }

    private void begin(Permit permit, long turn) {
        for (Gauge gauge : permit.lane.gauges) {
            gauge.start();
        }
        Lease lease = new Lease(permit);
        permit.running = lease;
        permits.begin(permit);
        ring(lease, turn + permit.lane.lease.toNanos());
    }

    private Answer line(
            Lane lane, Ask ask, long[] hashes, @Nullable Waiter waiter, int closed, long now) {
        Flow.Key key = new Flow.Key(lane, hashes, ask.priority(), ask.tenant());
        Flow flow = flow(key);
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
        Permit permit = permits.issue(lane, ask.cost());
        InFlow waiting = join(new InFlow(ask, permit, flow, arrivals++), closed, now);
        lane.tally.waited++;
        if (waiter == null) {
            return new Pass(waiting.permit, now + wait);
        }
        Place place = new Place(waiting.permit, waiter);
        waiting.place = place;
        ring(waiting, now + lane.waitNanos);
        return new Waits(place, now + wait, outlook.barrier().label());
    }

    Outlook outlook(Flow flow, long now) {
        return Outlook.of(flow, stops, now);
    }

    private Flow flow(Flow.Key key) {
        Flow known = flows.get(key);
        return known == null ? new Flow(key) : known;
    }

    private InFlow join(InFlow waiting, int closed, long now) {
        Flow flow = waiting.flow;
        waiting.permit.waiting = waiting;
        inLine++;
        flow.lane.tally.inLine++;
        Queue queue = flow.queue;
        flow.add(waiting);
        if (queue == null) {
            flows.put(flow.key, flow);
            stand(flow, closed, now);
        } else {
            queue.row.joined(flow, queue, waiting.ask.cost(), flow.first() == waiting);
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
                case Sent sent when sent.isBooked -> shared.pass(sent);
                case Sent sent -> late(sent);
                case Errand errand -> late(errand);
                case Turn _ -> throw new IllegalStateException("a turn is not fixed here");
            }
        }
    }

    private void late(Alarm alarm) {
        alarms.remove(alarm);
        sharing.late();
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
        if (sharing.isTogether()) {
            shared.putForward(Sent.of(waiting), now);
            return;
        }
        start(permit, flow.key.hashes(), now);
        if (waiting.place != null) {
            outbox.add(new Told.Answered(waiting.place.waiter, new Pass(permit, now)));
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
            outbox.add(new Told.Answered(waiting.place.waiter, refused));
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
        if (waiting instanceof Sent sent) {
            shared.leave(sent, now);
            return;
        }
        if (!(waiting instanceof InFlow one) || one.permit.waiting != one) {
            return;
        }
        Stop stop = Objects.requireNonNull(one.flow.queue).row.stop;
        one.flow.lane.tally.hungUp++;
        one.permit.state = Permit.State.VOID;
        takeOut(one);
        forgetIfEmpty(stop);
    }

    SharedLine shared() {
        return shared;
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
        if (reserved instanceof Sent sent && sent.isBooked) {
            shared.unbook(sent);
        } else if (reserved != null) {
            leave(reserved, now);
            return true;
        }
        end(permit, now);
        uncharge(permit, now);
        if (permit.isShared) {
            sharing.note(number -> new StoreCall.GiveBack(number, permit.id()));
        }
        return true;
    }

    /// What was charged here, if it still counts here, is for others.
    void uncharge(Permit permit, long now) {
        if (permit.epoch != sharing.epoch()) {
            return;
        }
        for (int i = 0; i < permit.lane.limits.length; i++) {
            int at = i * Buckets.RECEIPT;
            Limit limit = permit.lane.limits[i];
            limit.giveBack(permit.receipts, at, permit.cost, now);
            look(new Stop.Key(limit, permit.receipts[at], permit.receipts[at + 1]), now);
        }
    }

    @Override
    public void done(Permit permit, long now) {
        if (permit.state == Permit.State.RUNS) {
            permit.state = Permit.State.DONE;
            end(permit, now);
            if (permit.isShared) {
                sharing.note(number -> new StoreCall.Done(number, permit.id()));
            }
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
        if (!permit.isShared) { // of those, the store says which ended: they may be renewed
            // elsewhere
            permit.lane.tally.leasesEnded++;
        }
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

    /// All may be open earlier than it was expected.
    void lookAtAll(long now) {
        stops.values().forEach(stop -> ring(stop, stop.opensAt(now)));
    }

    void silence(Alarm alarm) {
        alarms.remove(alarm);
    }

    void ring(Alarm alarm, long at) {
        alarm.at(at);
        if (at == Barrier.NEVER) {
            alarms.remove(alarm);
        } else {
            alarms.put(alarm);
        }
    }

    /// Everybody in line, first come first, and nobody is in line any more.
    /// Everybody who waits, first come first, and nobody is in line any more.
    List<Waiting> dissolve() {
        List<InFlow> all = new ArrayList<>();
        flows.values().forEach(flow -> flow.forEach(all::add));
        all.sort(Comparator.comparingLong(waiting -> waiting.arrival));
        all.forEach(alarms::remove);
        all.forEach(waiting -> waiting.permit.lane.tally.inLine--);
        stops.values().forEach(alarms::remove);
        flows.clear();
        stops.clear();
        inLine = 0;
        return Stream.concat(shared.recall().stream(), all.stream()).toList();
    }

    /// Stands in line again as before, under another plan.
    void rejoin(Waiting before, Lane lane, long[] hashes, long now) {
        Flow.Key key = new Flow.Key(lane, hashes, before.ask.priority(), before.ask.tenant());
        Flow flow = flow(key);
        before.permit.moveTo(lane);
        long deadline = before instanceof Sent sent ? sent.deadline : before.at();
        stand(new InFlow(before.ask, before.permit, flow, arrivals++), before, deadline, now);
    }

    /// Stands in line again where it stood, or would have.
    void putBack(Sent sent, long now) {
        Lane lane = sent.permit.lane;
        Flow.Key key = new Flow.Key(lane, sent.hashes, sent.ask.priority(), sent.ask.tenant());
        Flow flow = flow(key);
        stand(new InFlow(sent.ask, sent.permit, flow, sent.arrival), sent, sent.deadline, now);
    }

    /// If all is open it stands at the first barrier until the line is advanced.
    private void stand(InFlow waiting, Waiting before, long deadline, long now) {
        Flow flow = waiting.flow;
        int closed = Math.max(0, firstClosed(flow.lane, flow.key.hashes(), now));
        waiting.place = before.place;
        InFlow _ = join(waiting, closed, now);
        if (before.place != null) {
            ring(waiting, deadline);
        }
    }

    /// Nobody has a place any more for one who was in line.
    void dismiss(Waiting before) {
        before.permit.waiting = null;
        before.permit.state = Permit.State.VOID;
        if (before.place != null) {
            Refused refused = new Refused(Reason.PACE_HAS_CHANGED, "", Duration.ZERO);
            outbox.add(new Told.Answered(before.place.waiter, refused));
        }
    }
}
