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
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// Exact arithmetic: what waits is charged when it starts.
///
/// What holds after each [#advance], and makes everything else simple: a bucket at which a flow
/// stands is closed. So an ask whose buckets are all open has nobody before it: its own flow would
/// stand at one of them. Those who wait for a share of the permits are let on one by one: while the
/// first of them stands at a bucket where all of them would, the others stay.
final class ExactLine implements Line {
    private final Permits permits;
    private final List<Told> outbox;
    private final int maxInLine;
    private final Sharing sharing;
    private final SharedLine shared;
    private final Alarms alarms = new Alarms();
    private final Stops stops = new Stops(alarms);
    private final Till till;
    private final Map<Flow.Key, Flow> flows = new HashMap<>();
    private final long[] dryReceipt = new long[Buckets.RECEIPT];
    private long arrivals;
    private int inLine;

    /// @param maxInLine asks that may wait
    ExactLine(Permits permits, List<Told> outbox, int maxInLine, Sharing sharing) {
        this.permits = permits;
        this.sharing = sharing;
        this.till = new Till(sharing, stops);
        this.shared = new SharedLine(this, till, sharing, outbox);
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
        int closed = lane.firstClosed(hashes, false, now);
        if (closed >= 0) {
            return line(Flow.Key.of(lane, ask, hashes), ask, waiter, closed, now);
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
        if (lane.isPaused() || outlook.reason() != null || outlook.barrier() instanceof Canary) {
            Reason reason = outlook.reason() == null ? outlook.tooLong(lane) : outlook.reason();
            return refused(lane, reason, outlook.barrier().label(), outlook.after(now));
        }
        Permit permit = permits.issue(lane, ask.cost());
        Sent sent = Sent.now(ask, permit, hashes, arrivals++, Kind.RESERVES, now);
        return shared.putForward(sent, waiter, now);
    }

    private void start(Permit permit, long[] hashes, long now) {
        sharing.startsHere();
        till.count(permit, hashes);
        till.charge(permit, hashes);
        started(permit, hashes, now, now);
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
        for (int i = 0; i < lane.canaries.length; i++) {
            int key = 2 * lane.keys[lane.firstCanary + i];
            lane.canaries[i].started(hashes[key], hashes[key + 1], permit.cost, now);
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

    private Answer line(Flow.Key key, Ask ask, @Nullable Waiter waiter, int closed, long now) {
        Lane lane = key.lane();
        CanaryPart promised = waiter == null ? new Flow(key).heldBy() : null;
        Flow flow = flow(key.paid(promised != null));
        Outlook outlook = outlook(flow, now);
        if (outlook.reason() != null) {
            return refused(lane, outlook.reason(), outlook.barrier().label(), outlook.after(now));
        }
        long wait = outlook.turn() == Barrier.NEVER ? 0 : outlook.turn() - now;
        boolean cannotSay =
                outlook.turn() == Barrier.NEVER && (waiter == null || lane.waitNanos == 0);
        if (wait > lane.waitNanos || cannotSay) {
            long after = cannotSay ? outlook.after(now) : wait - lane.waitNanos;
            return refused(lane, outlook.tooLong(lane), outlook.barrier().label(), after);
        }
        if (promised != null && stops.isBefore(promised, flow, closed)) {
            return refused(lane, Reason.SHARE_IS_USED, lane.canaries[0].label(), 0);
        }
        if (inLine >= maxInLine) {
            return refused(lane, Reason.TOO_MANY_IN_LINE, "", wait);
        }
        Permit permit = permits.issue(lane, ask.cost());
        if (promised != null) { // nobody else can use it up then
            till.count(permit, key.hashes());
        }
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
            stops.stand(flow, closed, now);
        } else {
            queue.row.joined(flow, queue, waiting.ask.cost(), flow.first() == waiting);
        }
        return waiting;
    }

    @Override
    public void advance(long now) {
        while (alarms.isDue(now)) {
            switch (alarms.first()) {
                case Stop stop when stop.barrier() instanceof Canary canary ->
                        letOn(stop, canary, now);
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
        alarms.silence(alarm);
        sharing.late();
    }

    private void serve(Stop stop, long now) {
        while (!stop.isEmpty() && stop.isOpen(now) && !alarms.isUrgent()) {
            Flow flow = stop.first();
            int closed = startOrMove(stop, flow, now);
            if (closed >= 0) {
                stops.wake(flow.lane);
            }
        }
        if (!stops.forgetIfEmpty(stop)) {
            ring(stop, stop.opensAt(now));
        }
    }

    /// Lets those on who have waited for their share, and have it, until one of them stands where
    /// all of them would. If that one goes or leaves, the next one is looked at.
    private void letOn(Stop stop, Canary canary, long now) {
        boolean goesOn = true;
        while (goesOn && !stop.isEmpty() && stop.isOpen(now)) {
            Flow flow = stop.first();
            int closed = startOrMove(stop, flow, now);
            goesOn =
                    closed < 0
                            || !canary.allWaitAt(
                                    flow.lane.barriers[closed], stop.key.high(), stop.key.low());
        }
        alarms.silence(stop);
        boolean _ = stops.forgetIfEmpty(stop);
    }

    /// @return where the flow stands now; -1 if its first ask could start
    private int startOrMove(Stop stop, Flow flow, long now) {
        int closed = flow.firstClosed(now);
        if (closed < 0) {
            startFirst(stop, flow, now);
        } else {
            Queue queue = Objects.requireNonNull(flow.queue);
            queue.row.remove(flow, queue);
            stops.stand(flow, closed, now);
        }
        return closed;
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
        alarms.silence(waiting);
        waiting.permit.waiting = null;
        flow.remove(waiting);
        queue.row.left(flow, queue, waiting.ask.cost());
        if (flow.isEmpty()) {
            flows.remove(flow.key);
        }
    }

    private void giveUp(InFlow waiting, long now) {
        Lane lane = waiting.flow.lane;
        Stop stop = Objects.requireNonNull(waiting.flow.queue).row.stop();
        Outlook outlook = Outlook.at(stop, now);
        takeOut(waiting);
        boolean _ = stops.forgetIfEmpty(stop);
        stops.wake(lane);
        waiting.permit.state = Permit.State.VOID;
        Refused refused =
                refused(lane, outlook.tooLong(lane), stop.barrier().label(), outlook.after(now));
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
        Stop stop = Objects.requireNonNull(one.flow.queue).row.stop();
        one.flow.lane.tally.hungUp++;
        one.permit.state = Permit.State.VOID;
        takeOut(one);
        boolean _ = stops.forgetIfEmpty(stop);
        till.takeBack(one.permit);
        stops.wake(one.flow.lane);
    }

    SharedLine shared() {
        return shared;
    }

    @Override
    public long nextAlarm() {
        return alarms.next();
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
        till.uncharge(permit, now);
        if (permit.isShared) {
            sharing.note(number -> new StoreCall.GiveBack(number, permit.id()));
        }
        return true;
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
        if (!permit.isShared) { // those may be renewed elsewhere: the store says which ended
            permit.lane.tally.leasesEnded++;
        }
        end(permit, now);
    }

    private void end(Permit permit, long now) {
        Lease lease = permit.running;
        if (lease == null) {
            return;
        }
        alarms.silence(lease);
        permit.running = null;
        permits.end(permit);
        for (Gauge gauge : permit.lane.gauges) {
            gauge.end();
            stops.look(gauge, 0, 0, now);
        }
    }

    @Override
    public void changed(Barrier barrier, long now) {
        stops.changed(barrier, now);
    }

    /// All may be open earlier than it was expected.
    void lookAtAll(long now) {
        stops.lookAtAll(now);
    }

    void silence(Alarm alarm) {
        alarms.silence(alarm);
    }

    void ring(Alarm alarm, long at) {
        alarms.ring(alarm, at);
    }

    /// Everybody who waits, first come first, and nobody is in line any more.
    List<Waiting> dissolve() {
        List<InFlow> all = new ArrayList<>();
        flows.values().forEach(flow -> flow.forEach(all::add));
        all.sort(Comparator.comparingLong(waiting -> waiting.arrival));
        all.forEach(alarms::silence);
        all.forEach(waiting -> waiting.permit.lane.tally.inLine--);
        flows.clear();
        stops.clear();
        inLine = 0;
        return Stream.concat(shared.recall().stream(), all.stream()).toList();
    }

    /// Stands in line again as before, under another plan.
    void rejoin(Waiting before, Lane lane, long[] hashes, long now) {
        boolean isPaid = !before.permit.counted.isEmpty();
        Flow flow = flow(Flow.Key.of(lane, before.ask, hashes).paid(isPaid));
        before.permit.moveTo(lane);
        long deadline = before instanceof Sent sent ? sent.deadline : before.at();
        stand(new InFlow(before.ask, before.permit, flow, arrivals++), before, deadline, now);
    }

    /// Stands in line again where it stood, or would have.
    void putBack(Sent sent, long now) {
        Lane lane = sent.permit.lane;
        Flow flow = flow(Flow.Key.of(lane, sent.ask, sent.hashes));
        stand(new InFlow(sent.ask, sent.permit, flow, sent.arrival), sent, sent.deadline, now);
    }

    /// If all is open it stands at the first barrier until the line is advanced.
    private void stand(InFlow waiting, Waiting before, long deadline, long now) {
        Flow flow = waiting.flow;
        int closed = Math.max(0, flow.firstClosed(now));
        waiting.place = before.place;
        InFlow _ = join(waiting, closed, now);
        if (before.place != null) {
            ring(waiting, deadline);
        }
    }

    /// Nobody has a place any more for one who was in line.
    void dismiss(Waiting before) {
        till.takeBack(before.permit);
        before.permit.waiting = null;
        before.permit.state = Permit.State.VOID;
        if (before.place != null) {
            Refused refused = new Refused(Reason.PACE_HAS_CHANGED, "", Duration.ZERO);
            outbox.add(new Told.Answered(before.place.waiter, refused));
        }
    }
}
