package dev.kiban.pace;

import dev.kiban.kernel.PaceName;
import dev.kiban.pace.Answer.Pass;
import dev.kiban.pace.Answer.Reason;
import dev.kiban.pace.Answer.Refused;
import dev.kiban.pace.Answer.Waits;
import dev.kiban.pace.bucket.KeyHash;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/// Where asks are made: what a pacer does, for one thread.
///
/// Times are nanoseconds since it began; one that goes back is taken for the last one.
final class Desk {
    private static final long[] NO_KEYS = {};

    private final Bounds bounds;
    private final KeyHash hash;
    private final Permits permits;
    private final Repeats repeats = new Repeats();
    private final List<Told> outbox = new ArrayList<>();
    private final ExactLine exact;
    private final NginxLine nginx;
    private Lanes lanes = Lanes.NONE;
    private long now;

    Desk(Bounds bounds, RandomGenerator random) {
        this.bounds = bounds;
        this.hash = new KeyHash(random);
        this.permits = new Permits(new PermitIds(random));
        this.exact = new ExactLine(permits, outbox, bounds.inLine());
        this.nginx = new NginxLine(permits, outbox, bounds.inLine());
    }

    /// Lets everybody pass whose turn has come.
    void advance(long time) {
        now = Math.max(now, time);
        exact.advance(now);
        nginx.advance(now);
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
            return line(lane).ask(lane, ask, hashes(lane, ask.keys()), waiter, now);
        }
        Optional<Permit> repeated = repeats.find(ask, now);
        if (repeated.isPresent()) {
            return again(repeated.get(), waiter);
        }
        Answer answer = line(lane).ask(lane, ask, hashes(lane, ask.keys()), waiter, now);
        switch (answer) {
            case Pass(Permit permit, _) -> repeats.keep(ask, permit, now);
            case Waits(Place place, _, _) -> repeats.keep(ask, place.permit, now);
            case Refused _ -> {}
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
            outbox.add(new Told(waiting.place.waiter, refused));
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

    /// Other plans hold from now on.
    void replan(Collection<PacePlan> plans, long time) {
        advance(time);
        Lanes before = lanes;
        lanes = before.with(plans, bounds.keys(), now);
        for (InFlow waiting : exact.dissolve()) {
            Lane old = waiting.permit.lane;
            Optional<Lane> lane = lanes.lane(old.name());
            if (lane.isEmpty() || lane.get().plan.arithmetic() != Arithmetic.EXACT) {
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
