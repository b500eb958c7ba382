package dev.kiban.pace;

import dev.kiban.pace.Answer.Pass;
import dev.kiban.pace.Answer.Reason;
import dev.kiban.pace.Answer.Refused;
import dev.kiban.pace.Answer.Waits;
import dev.kiban.pace.nginx.Rule;
import dev.kiban.pace.nginx.Rules;
import dev.kiban.pace.nginx.Verdict.Delayed;
import dev.kiban.pace.nginx.Verdict.Passed;
import dev.kiban.pace.nginx.Verdict.Rejected;
import dev.kiban.pace.nginx.Zone;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// The arithmetic of nginx: who waits is charged on arrival, its turn does not move, and nothing is
/// given back. There is neither priority nor fairness. A key that is empty passes a limit.
///
/// A pace that is paused refuses: there is no line that could stand still.
final class NginxLine implements Line {
    private static final long NANOS_OF_A_MILLI = 1_000_000;

    private final Permits permits;
    private final List<Told> outbox;
    private final int maxInLine;
    private final Map<Limit.Name, Zone> zones = new HashMap<>();
    private final Map<Lane, Both> rules = new HashMap<>();
    private final Heap<Alarm> alarms = new Heap<>();

    /// Those that hold back, and those that only count.
    private record Both(Rules holding, Rules dry) {}

    NginxLine(Permits permits, List<Told> outbox, int maxInLine) {
        this.permits = permits;
        this.outbox = outbox;
        this.maxInLine = maxInLine;
    }

    /// Other plans hold from now on. Turns that are fixed stay.
    void replan(Lanes lanes) {
        rules.clear();
        zones.keySet().removeIf(name -> lanes.limit(name.pace(), name.limit()).isEmpty());
        lanes.limits().forEach(limit -> changed(limit, 0));
    }

    @Override
    public Answer ask(Lane lane, Ask ask, long[] hashes, @Nullable Waiter waiter, long now) {
        if (lane.isPaused() || Stream.of(lane.limits).anyMatch(one -> thousandths(one) == 0)) {
            return refused(lane, Reason.PAUSED, lane.name().toString(), 0);
        }
        if (alarms.size() >= maxInLine) {
            return refused(lane, Reason.TOO_MANY_IN_LINE, "", 0);
        }
        Both both = rules.computeIfAbsent(lane, this::compile);
        long millis = now / NANOS_OF_A_MILLI;
        return switch (both.holding().decide(keys(lane.limitKeys, hashes), millis)) {
            case Rejected(long excess, int rule) -> {
                Limit limit = lane.limits[rule];
                long over = excess - limit.plan().burst() * 1_000L;
                long after = Math.ceilDiv(over * 1_000, thousandths(limit)) * NANOS_OF_A_MILLI;
                yield refused(lane, Reason.LINE_IS_FULL, limit.label(), after);
            }
            case Passed _ -> pass(both, lane, ask, hashes, now);
            case Delayed(_, long wait) -> {
                countDry(both, lane, hashes, millis);
                yield turn(lane, ask, waiter, now + wait * NANOS_OF_A_MILLI);
            }
        };
    }

    private Both compile(Lane lane) {
        return new Both(compile(lane.limits), compile(lane.dry));
    }

    private Rules compile(Limit[] limits) {
        return new Rules(
                Stream.of(limits)
                        .map(limit -> new Rule(zone(limit), limit.plan().burst(), delay(limit)))
                        .toList());
    }

    private Zone zone(Limit limit) {
        return zones.computeIfAbsent(limit.name(), _ -> new Zone(thousandths(limit)));
    }

    private static long delay(Limit limit) {
        return limit.plan().immediate() == limit.plan().burst()
                ? Rule.NO_DELAY
                : limit.plan().immediate();
    }

    private static long thousandths(Limit limit) {
        return Zone.rate(limit.rate().amount(), limit.rate().per().seconds());
    }

    /// What all share has one key, that is not empty.
    private static long[] keys(int[] keys, long[] hashes) {
        long[] all = new long[2 * keys.length];
        for (int i = 0; i < keys.length; i++) {
            all[2 * i] = keys[i] == Lane.NO_KEY ? 1 : hashes[2 * keys[i]];
            all[2 * i + 1] = keys[i] == Lane.NO_KEY ? 1 : hashes[2 * keys[i] + 1];
        }
        return all;
    }

    private Answer pass(Both both, Lane lane, Ask ask, long[] hashes, long now) {
        lane.tally.passed++;
        countDry(both, lane, hashes, now / NANOS_OF_A_MILLI);
        Permit permit = permits.issue(lane, ask.cost());
        permit.turn = now;
        return new Pass(permit, now);
    }

    private void countDry(Both both, Lane lane, long[] hashes, long millis) {
        if (lane.dry.length == 0) {
            return;
        }
        switch (both.dry().decide(keys(lane.dryKeys, hashes), millis)) {
            case Passed _ -> {}
            case Delayed _ -> lane.dry[0].countWait();
            case Rejected(_, int rule) -> lane.dry[rule].countRefusal();
        }
    }

    private Answer turn(Lane lane, Ask ask, @Nullable Waiter waiter, long turn) {
        lane.tally.waited++;
        Permit permit = permits.issue(lane, ask.cost());
        permit.turn = turn;
        if (waiter == null) {
            lane.tally.passed++;
            return new Pass(permit, turn);
        }
        Turn waiting = new Turn(ask, permit);
        Place place = new Place(permit, waiter);
        waiting.place = place;
        permit.waiting = waiting;
        waiting.at(turn);
        alarms.put(waiting);
        lane.tally.inLine++;
        return new Waits(place, turn, lane.name().toString());
    }

    private static Refused refused(Lane lane, Reason reason, String limit, long afterNanos) {
        lane.tally.refused++;
        return new Refused(reason, limit, Duration.ofNanos(Math.max(0, afterNanos)));
    }

    @Override
    public long turnOf(Waiting waiting, long now) {
        return waiting.at();
    }

    /// Its turn passes unused, as in nginx.
    @Override
    public void leave(Waiting waiting, long now) {
        if (waiting.isInHeap()) {
            alarms.remove(waiting);
            waiting.permit.waiting = null;
            waiting.permit.state = Permit.State.VOID;
            waiting.permit.lane.tally.inLine--;
            waiting.permit.lane.tally.hungUp++;
        }
    }

    @Override
    public void advance(long now) {
        while (!alarms.isEmpty() && alarms.first().at() <= now) {
            if (alarms.first() instanceof Turn turn) {
                alarms.remove(turn);
                turn.permit.waiting = null;
                turn.permit.lane.tally.inLine--;
                turn.permit.lane.tally.passed++;
                if (turn.place != null) {
                    outbox.add(new Told.Answered(turn.place.waiter, new Pass(turn.permit, now)));
                }
            }
        }
    }

    @Override
    public long nextAlarm() {
        return alarms.isEmpty() ? Barrier.NEVER : alarms.first().at();
    }

    /// What was charged stays charged.
    @Override
    public boolean giveBack(Permit permit, long now) {
        return false;
    }

    @Override
    public void done(Permit permit, long now) {
        permit.state = Permit.State.DONE;
    }

    @Override
    public boolean renew(Permit permit, long now) {
        return permit.state == Permit.State.RUNS;
    }

    @Override
    public void changed(Barrier barrier, long now) {
        if (barrier instanceof Limit limit
                && zones.containsKey(limit.name())
                && thousandths(limit) > 0) {
            zone(limit).change(thousandths(limit));
        }
    }
}
