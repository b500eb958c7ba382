package dev.kiban.pace;

import dev.kiban.kernel.PaceName;
import dev.kiban.kernel.Share;
import dev.kiban.pace.Answer.Pass;
import dev.kiban.pace.Answer.Reason;
import dev.kiban.pace.Answer.Refused;
import dev.kiban.pace.Answer.Waits;
import dev.kiban.pace.bucket.KeyBits;
import dev.kiban.pace.bucket.KeyHash;
import dev.kiban.pace.bucket.SharedKeyHash;
import dev.kiban.pace.shared.StoreReply;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/// Where asks are made: what a pacer does, for one thread.
///
/// Times are nanoseconds since it began; one that goes back is taken for the last one.
final class Desk {
    private static final long[] NO_KEYS = {};

    private final Bounds bounds;
    private final KeyBits hash;
    private final Sharing sharing;
    private final Permits permits;
    private final Repeats repeats = new Repeats();
    private final List<Told> outbox = new ArrayList<>();
    private final ExactLine exact;
    private final NginxLine nginx;
    private Lanes lanes;
    private long now;

    /// @param first what it may let through before it is told more
    /// @param hasStore whether it counts with others, in a store; what it may let through is then
    ///     its safe share
    Desk(Bounds bounds, RandomGenerator random, Counting first, boolean hasStore) {
        this.bounds = bounds;
        this.hash = hasStore ? new SharedKeyHash() : new KeyHash(random);
        this.sharing = hasStore ? Sharing.with(first, outbox) : Sharing.none(first, outbox);
        this.lanes = Lanes.none(hash);
        this.permits = new Permits(new PermitIds(random));
        this.exact = new ExactLine(permits, outbox, bounds.inLine(), sharing);
        this.nginx = new NginxLine(permits, outbox, bounds.inLine());
    }

    /// Lets everybody pass whose turn has come.
    void advance(long time) {
        now = Math.max(now, time);
        exact.advance(now);
        nginx.advance(now);
        if (sharing.isLate()) {
            exact.shared().goAlone(lanes, now);
            exact.advance(now);
        }
    }

    /// The store has done something.
    void answered(long number, StoreReply reply, long time) {
        advance(time);
        exact.shared().answered(number, reply, lanes, now);
        advance(now);
    }

    void storeIsBack(long time) {
        advance(time);
        exact.shared().enter(lanes, permits.running(now), now);
    }

    void storeIsAway(long time) {
        advance(time);
        exact.shared().goAlone(lanes, now);
        advance(now);
    }

    StoreReport store() {
        return sharing.report();
    }

    long nextAlarm() {
        return Math.min(exact.nextAlarm(), nginx.nextAlarm());
    }

    /// What is to be told, once.
    List<Told> takeTold() {
        if (outbox.isEmpty()) {
            return List.of();
        }
        List<Told> told = List.copyOf(outbox);
        outbox.clear();
        return told;
    }

    /// @param waiter who is told when it waits; if nobody, its turn is reserved
    Answer ask(Ask ask, @Nullable Waiter waiter, long time) {
        return ask(ask, waiter, false, time);
    }

    /// @param waiter who is told when its turn is, if the store has to say that
    Answer reserve(Ask ask, Waiter waiter, long time) {
        return sharing.isTogether() ? ask(ask, waiter, true, time) : ask(ask, null, true, time);
    }

    private Answer ask(Ask ask, @Nullable Waiter waiter, boolean reserves, long time) {
        advance(time);
        Optional<Lane> known = lanes.lane(ask.pace());
        if (known.isEmpty()) {
            return new Refused(Reason.UNKNOWN_PACE, "", Duration.ZERO);
        }
        Lane lane = known.get();
        if (ask.cost() > lane.plan.maxCost()) {
            lane.tally.refused++;
            return new Refused(Reason.COSTS_TOO_MUCH, "", Duration.ZERO);
        }
        if (ask.keys().size() != lane.headers.size()) {
            lane.tally.refused++;
            return new Refused(Reason.PACE_HAS_CHANGED, "", Duration.ZERO);
        }
        if (ask.idempotencyKey().isEmpty()) {
            Answer answer = ask(lane, ask, waiter, reserves);
            if (answer instanceof Pass(Permit permit, _)) {
                permits.rest(permit);
            }
            return answer;
        }
        Optional<Permit> repeated = repeats.find(ask, now);
        if (repeated.isPresent()) {
            return again(repeated.get(), waiter);
        }
        Answer answer = ask(lane, ask, waiter, reserves);
        switch (answer) {
            case Pass(Permit permit, _) -> repeats.keep(ask, permit, now);
            case Waits(Place place, _, _) -> repeats.keep(ask, place.permit, now);
            case Refused _ -> {}
        }
        return answer;
    }

    private Answer ask(Lane lane, Ask ask, @Nullable Waiter waiter, boolean reserves) {
        long[] hashes = hashes(lane, ask.keys());
        if (reserves && waiter != null && lane.plan.arithmetic() == Arithmetic.EXACT) {
            return exact.book(lane, ask, hashes, waiter, now);
        }
        Answer answer = line(lane).ask(lane, ask, hashes, reserves ? null : waiter, now);
        if (lane.canaries.length > 0) { // somebody else may have earned a permit by it
            exact.advance(now);
        }
        return answer;
    }

    /// The same ask once more: whoever asks last stands in the one place.
    private Answer again(Permit permit, @Nullable Waiter waiter) {
        Waiting waiting = permit.waiting;
        if (waiting == null) {
            return new Pass(permit, permit.turn);
        }
        if (waiting.place != null) {
            Refused refused = new Refused(Reason.ASKED_AGAIN, "", Duration.ZERO);
            outbox.add(new Told.Answered(waiting.place.waiter, refused));
        }
        long turn = line(permit.lane).turnOf(waiting, now);
        if (waiter == null) {
            waiting.place = null;
            return new Pass(permit, turn);
        }
        Place place = new Place(permit, waiter);
        waiting.place = place;
        return new Waits(place, turn, permit.lane.name().toString());
    }

    private long[] hashes(Lane lane, List<String> keys) {
        if (keys.isEmpty()) {
            return NO_KEYS;
        }
        boolean skipsEmpty = lane.plan.arithmetic() == Arithmetic.NGINX;
        long[] hashes = new long[2 * keys.size()];
        for (int i = 0; i < keys.size(); i++) {
            String key = keys.get(i);
            if (key.isEmpty() && skipsEmpty) {
                continue;
            }
            hash.of(key);
            hashes[2 * i] = hash.high();
            hashes[2 * i + 1] = hash.low();
        }
        return hashes;
    }

    private Line line(Lane lane) {
        return switch (lane.plan.arithmetic()) {
            case EXACT -> exact;
            case NGINX -> nginx;
        };
    }

    void hangUp(Place place, long time) {
        advance(time);
        Waiting waiting = place.permit.waiting;
        if (waiting != null && place.isCurrent()) {
            line(place.permit.lane).leave(waiting, now);
            advance(now);
        }
    }

    boolean giveBack(String id, long time) {
        advance(time);
        Optional<Permit> permit = permits.find(id);
        boolean given = permit.isPresent() && line(permit.get().lane).giveBack(permit.get(), now);
        advance(now);
        return given;
    }

    boolean done(String id, long time) {
        advance(time);
        Optional<Permit> permit = permits.find(id);
        permit.ifPresent(one -> line(one.lane).done(one, now));
        advance(now);
        return permit.isPresent();
    }

    boolean renew(String id, long time) {
        advance(time);
        Optional<Permit> permit = permits.find(id);
        return permit.isPresent() && line(permit.get().lane).renew(permit.get(), now);
    }

    /// Does it here, if the permit was given here, and else where all are known.
    void settle(PermitAct act, String id, Consumer<PermitAnswer> taker, long time) {
        boolean isOurs = permits.find(id).isPresent();
        boolean isKnown =
                switch (act) {
                    case GIVE_BACK -> giveBack(id, time);
                    case DONE -> done(id, time);
                    case RENEW -> renew(id, time);
                };
        boolean isForAll = !isOurs || act == PermitAct.RENEW;
        if (isForAll && sharing.state() != Sharing.State.NOBODY && PermitIds.couldBe(id)) {
            exact.shared().settle(act, id, isKnown, taker, now);
        } else {
            PermitAnswer answer = isKnown ? PermitAnswer.NOTED : PermitAnswer.UNKNOWN;
            outbox.add(new Told.Settled(taker, answer));
        }
    }

    /// Other plans hold from now on.
    void replan(Collection<PacePlan> plans, long time) {
        advance(time);
        Lanes before = lanes;
        lanes = before.with(plans, bounds.keys(), sharing.counting(), now);
        sharing.tellRates(lanes.limits());
        for (Waiting waiting : exact.dissolve()) {
            Lane old = waiting.permit.lane;
            Optional<Lane> lane = lanes.lane(old.name());
            boolean reserves = waiting instanceof Sent sent && sent.kind == Sent.Kind.RESERVES;
            if (reserves || lane.isEmpty() || lane.get().plan.arithmetic() != Arithmetic.EXACT) {
                exact.dismiss(waiting);
            } else {
                List<String> keys = keys(waiting.ask, old, lane.get());
                exact.rejoin(waiting, lane.get(), hashes(lane.get(), keys), now);
            }
        }
        nginx.replan(lanes);
        advance(now);
    }

    /// The keys of an ask as another lane wants them; what it did not bring is empty.
    private static List<String> keys(Ask ask, Lane old, Lane next) {
        return next.headers.stream()
                .map(old.headers::indexOf)
                .map(index -> index < 0 ? "" : ask.keys().get(index))
                .toList();
    }

    Optional<List<String>> headers(PaceName pace) {
        return lanes.lane(pace).map(lane -> lane.headers);
    }

    boolean change(PaceName pace, String limit, Rate rate, long time) {
        advance(time);
        Optional<Limit> known = lanes.limit(pace, limit);
        known.ifPresent(
                one -> {
                    one.change(rate, now);
                    sharing.tellRates(List.of(one));
                    changed(one);
                });
        return known.isPresent();
    }

    boolean pause(PaceName pace, boolean paused, long time) {
        advance(time);
        Optional<Gate> known = lanes.gate(pace);
        known.ifPresent(
                one -> {
                    one.set(!paused);
                    changed(one);
                });
        return known.isPresent();
    }

    boolean inFlight(PaceName pace, int atMost, long time) {
        advance(time);
        Optional<Gauge> known = lanes.gauge(pace);
        known.ifPresent(
                one -> {
                    one.change(atMost);
                    changed(one);
                });
        return known.isPresent();
    }

    boolean portion(PaceName pace, long partsPerMillion, int jobs, long time) {
        advance(time);
        Counting counting = new Counting(partsPerMillion, 0);
        for (Limit limit : lanes.limits(pace)) {
            if (limit.portion(counting, now)) {
                changed(limit);
            }
        }
        lanes.gauge(pace).filter(gauge -> gauge.portion(jobs)).ifPresent(this::changed);
        return lanes.lane(pace).isPresent();
    }

    boolean share(PaceName pace, Map<String, Share> shares, long time) {
        advance(time);
        Optional<Canary> known = lanes.canary(pace);
        known.ifPresent(
                one -> {
                    one.change(shares, hash);
                    changed(one);
                });
        return known.isPresent();
    }

    private void changed(Barrier barrier) {
        exact.changed(barrier, now);
        nginx.changed(barrier, now);
        advance(now);
    }

    List<PaceReport> report(long time) {
        advance(time);
        return lanes.all().stream().map(lane -> PaceReport.of(lane, lanes)).toList();
    }
}
