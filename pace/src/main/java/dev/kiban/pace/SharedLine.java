package dev.kiban.pace;

import dev.kiban.pace.Answer.Pass;
import dev.kiban.pace.Answer.Reason;
import dev.kiban.pace.Answer.Refused;
import dev.kiban.pace.Answer.Waits;
import dev.kiban.pace.Sent.Kind;
import dev.kiban.pace.Sharing.State;
import dev.kiban.pace.shared.StoreCall;
import dev.kiban.pace.shared.StoreReply;
import dev.kiban.pace.shared.StoreReply.Found;
import dev.kiban.pace.shared.StoreReply.JobCount;
import dev.kiban.pace.shared.StoreReply.NotNow;
import dev.kiban.pace.shared.StoreReply.Noted;
import dev.kiban.pace.shared.StoreReply.Same;
import dev.kiban.pace.shared.StoreReply.Taken;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/// Asks that are put forward to the store, once all that is known here lets them pass.
///
/// What is known here is a lower bound of what all replicas have let through: it says who is worth
/// putting forward, and in which order. The store has the last word, and says when the turn is.
final class SharedLine {
    private static final long MICRO = 1_000;

    private final ExactLine line;
    private final Till till;
    private final Sharing sharing;
    private final List<Told> outbox;

    SharedLine(ExactLine line, Till till, Sharing sharing, List<Told> outbox) {
        this.line = line;
        this.till = till;
        this.sharing = sharing;
        this.outbox = outbox;
    }

    Answer putForward(Sent sent, Waiter waiter, long now) {
        Place place = new Place(sent.permit, waiter);
        sent.place = place;
        putForward(sent, now);
        return new Waits(place, now, sent.permit.lane.name().toString());
    }

    /// A turn that is reserved counts in the store alone: those who wait here are not to stand
    /// behind all who reserve.
    void putForward(Sent sent, long now) {
        Permit permit = sent.permit;
        permit.waiting = sent;
        till.count(permit, sent.hashes);
        if (sent.kind != Kind.RESERVES) {
            till.charge(permit, sent.hashes);
        }
        for (Gauge gauge : permit.lane.gauges) {
            gauge.putForward(now);
        }
        sharing.take(sent, now);
        line.ring(sent, now + Sharing.PATIENCE_NANOS);
    }

    /// The store has done something.
    void answered(long number, StoreReply reply, Lanes lanes, long now) {
        Optional<Awaited> awaited = sharing.answered(number);
        if (awaited.isEmpty()) { // nobody waits for it any more
            return;
        }
        switch (awaited.get()) {
            case Sent sent -> {
                line.silence(sent);
                answered(sent, reply, now);
            }
            case Errand errand -> {
                line.silence(errand);
                if (errand.isEntry) {
                    become(State.TOGETHER, lanes, now);
                    sharing.tellRates(lanes.limits());
                } else {
                    boolean isKnown = !(reply instanceof Found found) || found.isKnown();
                    tell(errand, isKnown ? PermitAnswer.NOTED : PermitAnswer.UNKNOWN);
                }
            }
        }
    }

    private void answered(Sent sent, StoreReply reply, long now) {
        switch (reply) {
            case Taken taken -> taken(sent, taken, now);
            case NotNow notNow -> notNow(sent, notNow, now);
            case Same same -> same(sent, same, now);
            case Found _, Noted _ -> throw new IllegalStateException("no answer to an ask");
        }
    }

    private void taken(Sent sent, Taken taken, long now) {
        Permit permit = sent.permit;
        permit.isShared = true;
        raise(sent, taken.levels(), now);
        if (permit.state == Permit.State.VOID) { // it was hung up meanwhile
            tell(permit.lane, taken.jobs(), now);
            till.uncharge(permit, now);
            sharing.note(call -> new StoreCall.GiveBack(call, permit.id()));
            return;
        }
        long turn = now + taken.delayMicros() * MICRO;
        line.started(permit, sent.hashes, turn, now);
        tell(permit.lane, taken.jobs(), now);
        if (turn > now && sent.kind != Kind.RESERVES) {
            sent.isBooked = true;
            line.ring(sent, turn);
        } else {
            pass(sent);
        }
    }

    /// Its turn is now, or it wanted to know when it is.
    void pass(Sent sent) {
        line.silence(sent);
        tell(sent, new Pass(sent.permit, sent.permit.turn));
    }

    private void same(Sent sent, Same same, long now) {
        Permit permit = sent.permit;
        till.uncharge(permit, now);
        for (Gauge gauge : permit.lane.gauges) {
            gauge.dropped();
        }
        if (permit.state == Permit.State.VOID) {
            return;
        }
        permit.sameAs = same.permit();
        permit.turn = now + same.delayMicros() * MICRO;
        if (permit.turn > now && sent.kind != Kind.RESERVES) {
            sent.isBooked = true;
            line.ring(sent, permit.turn);
        } else {
            pass(sent);
        }
    }

    private void notNow(Sent sent, NotNow refusal, long now) {
        Permit permit = sent.permit;
        till.uncharge(permit, now);
        raise(sent, refusal.levels(), now);
        tell(permit.lane, refusal.jobs(), now);
        if (permit.state == Permit.State.VOID) {
            return;
        }
        switch (sent.kind) {
            case WAITED -> line.putBack(sent, now);
            case FRESH -> waitOrRefuse(sent, now);
            case RESERVES -> refuse(sent, refusal, now);
        }
    }

    /// As if it had been known when it came.
    private void waitOrRefuse(Sent sent, long now) {
        Lane lane = sent.permit.lane;
        Outlook outlook = line.outlook(new Flow(Flow.Key.of(lane, sent.ask, sent.hashes)), now);
        boolean tooLong = outlook.turn() != Barrier.NEVER && outlook.turn() > sent.deadline;
        boolean cannotSay = outlook.turn() == Barrier.NEVER && lane.waitNanos == 0;
        if (outlook.reason() == null && !tooLong && !cannotSay) {
            lane.tally.waited++;
            line.putBack(sent, now);
            return;
        }
        Reason reason = outlook.reason() == null ? outlook.tooLong(lane) : outlook.reason();
        long after = outlook.after(now) - (outlook.reason() == null ? lane.waitNanos : 0);
        refuse(sent, reason, outlook.barrier().label(), after);
    }

    private void refuse(Sent sent, NotNow refusal, long now) {
        long delay = refusal.delayMicros() * MICRO;
        long after = Math.max(0, delay - (sent.deadline - now));
        refuse(sent, Reason.WAIT_IS_TOO_LONG, sent.permit.lane.name().toString(), after);
    }

    private void refuse(Sent sent, Reason reason, String limit, long afterNanos) {
        sent.permit.lane.tally.refused++;
        sent.permit.state = Permit.State.VOID;
        tell(sent, new Refused(reason, limit, Duration.ofNanos(Math.max(0, afterNanos))));
    }

    private void raise(Sent sent, List<Long> levels, long now) {
        if (sent.kind == Kind.RESERVES) {
            return;
        }
        Lane lane = sent.permit.lane;
        for (int i = 0; i < lane.limits.length; i++) {
            int key = lane.limitKeys[i];
            long high = key == Lane.NO_KEY ? 0 : sent.hashes[2 * key];
            long low = key == Lane.NO_KEY ? 0 : sent.hashes[2 * key + 1];
            lane.limits[i].raise(high, low, levels.get(i) * MICRO, now);
        }
    }

    /// A job that several of them count has ended in all: it is one.
    private static void tell(Lane lane, List<JobCount> jobs, long now) {
        int ended = 0;
        for (int i = 0; i < jobs.size(); i++) {
            lane.gauges[i].told(jobs.get(i).running(), now);
            ended = Math.max(ended, jobs.get(i).ended());
        }
        lane.tally.leasesEnded += ended;
    }

    private void tell(Sent sent, Answer.Last answer) {
        sent.permit.waiting = null;
        if (sent.place != null) {
            outbox.add(new Told.Answered(sent.place.waiter, answer));
        }
    }

    private void tell(Errand errand, PermitAnswer answer) {
        outbox.add(new Told.Settled(errand.taker, answer));
    }

    /// Somebody wants something of a permit of which the store knows more than is known here.
    ///
    /// @param isKnown whether it was done here, as far as that goes
    void settle(PermitAct act, String id, boolean isKnown, Consumer<PermitAnswer> taker, long now) {
        Errand errand = Errand.of(taker);
        if (!sharing.isTogether()) {
            tell(errand, isKnown ? PermitAnswer.NOTED : PermitAnswer.STORE_IS_AWAY);
            return;
        }
        sharing.ask(
                errand,
                call ->
                        switch (act) {
                            case GIVE_BACK -> new StoreCall.GiveBack(call, id);
                            case DONE -> new StoreCall.Done(call, id);
                            case RENEW -> new StoreCall.Renew(call, id);
                        });
        line.ring(errand, now + Sharing.PATIENCE_NANOS);
    }

    /// If the store has not answered yet, it is given back when it has.
    void leave(Sent sent, long now) {
        Permit permit = sent.permit;
        if (sent.isBooked) {
            boolean _ = line.giveBack(permit, now);
            return;
        }
        permit.lane.tally.hungUp++;
        permit.state = Permit.State.VOID;
        permit.waiting = null;
    }

    void unbook(Sent sent) {
        line.silence(sent);
        sent.permit.waiting = null;
    }

    /// All who were put forward and are not answered: it is as if they had not been.
    List<Sent> recall() {
        List<Sent> all = sharing.recall();
        all.forEach(line::silence);
        all.forEach(sent -> till.takeBack(sent.permit));
        return all.stream().filter(sent -> sent.permit.state != Permit.State.VOID).toList();
    }

    /// The store is away: this replica goes on with its safe share.
    void goAlone(Lanes lanes, long now) {
        if (sharing.isLate()) {
            sharing.giveUp();
        }
        if (sharing.state() == State.NOBODY || sharing.state() == State.ALONE) {
            return;
        }
        List<Awaited> waiting = sharing.forgetAll();
        become(State.ALONE, lanes, now);
        for (Awaited one : waiting) {
            switch (one) {
                case Sent sent -> {
                    line.silence(sent);
                    decideHere(sent, now);
                }
                case Errand errand -> {
                    line.silence(errand);
                    tell(errand, PermitAnswer.STORE_IS_AWAY);
                }
            }
        }
    }

    /// Whether the store has charged it, nobody knows; it will be told that this does not count.
    private void decideHere(Sent sent, long now) {
        Permit permit = sent.permit;
        sharing.note(call -> new StoreCall.GiveBack(call, permit.id()));
        till.takeBack(permit);
        if (permit.state == Permit.State.VOID) {
            return;
        }
        switch (sent.kind) {
            case FRESH, WAITED -> line.putBack(sent, now);
            case RESERVES -> {
                permit.state = Permit.State.VOID;
                switch (line.ask(permit.lane, sent.ask, sent.hashes, null, now)) {
                    case Answer.Last last -> tell(sent, last);
                    case Waits _ -> throw new IllegalStateException("nobody is there to wait");
                }
            }
        }
    }

    /// The store can be reached again: it is told what happened, and then all count together.
    void enter(Lanes lanes, List<StoreCall.Running> running, long now) {
        if (sharing.state() != State.ALONE) {
            return;
        }
        List<StoreCall.LimitTerms> limits =
                sharing.startedAlone()
                        ? lanes.limits().stream().map(Sharing::terms).toList()
                        : List.of();
        sharing.become(State.ENTERS);
        Errand entry = Errand.entry();
        sharing.sayOwed();
        sharing.ask(entry, call -> new StoreCall.Enter(call, limits, running));
        line.ring(entry, now + Sharing.PATIENCE_NANOS);
    }

    private void become(State state, Lanes lanes, long now) {
        Counting before = sharing.counting();
        sharing.become(state);
        Counting counting = sharing.counting();
        if (!counting.equals(before)) {
            lanes.limits().forEach(limit -> limit.count(counting, now));
            lanes.gauges().forEach(gauge -> gauge.count(counting));
            line.lookAtAll(now);
        }
    }
}
