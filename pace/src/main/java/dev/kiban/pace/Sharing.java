package dev.kiban.pace;

import dev.kiban.pace.bucket.SharedKeyHash;
import dev.kiban.pace.shared.StoreCall;
import dev.kiban.pace.shared.StoreCall.BucketTerms;
import dev.kiban.pace.shared.StoreCall.JobTerms;
import dev.kiban.pace.shared.StoreCall.LimitTerms;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.LongFunction;

/// How a pacer stands with those that it shares its limits with: what it has said to the store, and
/// which answers it waits for.
final class Sharing {
    /// So much earlier than its turn an ask is put forward: longer than a round trip takes, so that
    /// the turn is known when it comes.
    static final long LEAD_NANOS = 5_000_000;

    /// The store has answered by then, or is taken for away.
    static final long PATIENCE_NANOS = 500_000_000;

    private static final long MICRO = 1_000;
    private static final HexFormat HEX = HexFormat.of();

    /// More is forgotten: what it would have given back drains, or its lease ends.
    private static final int MOST_OWED = 10_000;

    /// An ask that is put forward may start so much later than it wants to wait: nobody comes to
    /// the store again and again because of a millisecond.
    private static final long GRACE_NANOS = 50_000_000;

    private final List<Told> outbox;
    private final Map<Long, Awaited> underWay = new LinkedHashMap<>();
    private final List<LongFunction<StoreCall>> owed = new ArrayList<>();
    private final SharedKeyHash repeats = new SharedKeyHash();
    private final Counting alone;
    private State state;
    private long numbers;
    private int epoch;
    private boolean isLate;
    private long calls;
    private long lateTimes;
    private long aloneTimes;
    private long passedAlone;
    private long aloneSinceEntry;

    /// How it stands.
    enum State {
        /// There are no others.
        NOBODY,

        /// There are, and the store is away: it goes on with its safe share.
        ALONE,

        /// The store is back, and has not yet been told what happened.
        ENTERS,

        /// All count together.
        TOGETHER
    }

    private Sharing(State state, Counting alone, List<Told> outbox) {
        this.state = state;
        this.alone = alone;
        this.outbox = outbox;
    }

    /// With nobody.
    ///
    /// @param first what it may let through of what it is not told more about
    static Sharing none(Counting first, List<Told> outbox) {
        return new Sharing(State.NOBODY, first, outbox);
    }

    /// With others; alone at first.
    ///
    /// @param safe what it may let through then
    static Sharing with(Counting safe, List<Told> outbox) {
        return new Sharing(State.ALONE, safe, outbox);
    }

    State state() {
        return state;
    }

    boolean isTogether() {
        return state == State.TOGETHER;
    }

    /// Grows with each change between alone and together; what was charged before is charged
    /// somewhere else.
    int epoch() {
        return epoch;
    }

    Counting counting() {
        return switch (state) {
            case NOBODY, ALONE, ENTERS -> alone;
            case TOGETHER -> new Counting(Counting.HERE.partsPerMillion(), LEAD_NANOS);
        };
    }

    void become(State next) {
        if (state == State.TOGETHER || next == State.TOGETHER) {
            epoch++;
        }
        if (state == State.TOGETHER) {
            aloneTimes++;
        }
        if (next == State.TOGETHER) {
            aloneSinceEntry = 0;
        }
        isLate = false;
        state = next;
    }

    /// The store has not answered in time.
    void late() {
        lateTimes++;
        isLate = true;
    }

    boolean isLate() {
        return isLate;
    }

    /// A job starts without the others having been asked.
    void startsHere() {
        if (state != State.NOBODY) {
            passedAlone++;
            aloneSinceEntry++;
        }
    }

    /// Whether others have to be told that something was let through.
    boolean startedAlone() {
        return aloneSinceEntry > 0;
    }

    StoreReport report() {
        return new StoreReport(state == State.TOGETHER, calls, lateTimes, aloneTimes, passedAlone);
    }

    /// Puts an ask forward.
    void take(Sent sent, long now) {
        Lane lane = sent.permit.lane;
        sent.number = ++numbers;
        underWay.put(sent.number, sent);
        long waits = sent.deadline == Barrier.NEVER ? lane.waitNanos : sent.deadline - now;
        say(
                new StoreCall.Take(
                        sent.number,
                        sent.permit.id(),
                        sent.permit.cost,
                        (Math.max(0, waits) + GRACE_NANOS) / MICRO,
                        lane.lease.toNanos() / MICRO,
                        repeat(sent.ask),
                        buckets(lane, sent.hashes),
                        jobs(lane)));
    }

    /// By which the same ask is known to all replicas; an empty text if it has no key.
    private String repeat(Ask ask) {
        if (ask.idempotencyKey().isEmpty()) {
            return "";
        }
        repeats.of(ask.pace() + "\n" + ask.idempotencyKey());
        return HEX.toHexDigits(repeats.high()) + HEX.toHexDigits(repeats.low());
    }

    private static List<BucketTerms> buckets(Lane lane, long[] hashes) {
        List<BucketTerms> buckets = new ArrayList<>(lane.limits.length);
        for (int i = 0; i < lane.limits.length; i++) {
            int key = lane.limitKeys[i];
            long high = key == Lane.NO_KEY ? 0 : hashes[2 * key];
            long low = key == Lane.NO_KEY ? 0 : hashes[2 * key + 1];
            buckets.add(new BucketTerms(terms(lane.limits[i]), high, low));
        }
        return buckets;
    }

    private static List<JobTerms> jobs(Lane lane) {
        List<JobTerms> jobs = new ArrayList<>(lane.gauges.length);
        for (Gauge gauge : lane.gauges) {
            jobs.add(new JobTerms(gauge.label(), gauge.atMost()));
        }
        return jobs;
    }

    static LimitTerms terms(Limit limit) {
        return new LimitTerms(
                limit.label(),
                limit.plan().by() instanceof LimitPlan.ByHeader,
                limit.rate().anHour(),
                limit.plan().immediate(),
                limit.plan().burst());
    }

    /// Asks for something of which somebody is told what comes of it.
    void ask(Errand errand, LongFunction<StoreCall> call) {
        long number = ++numbers;
        underWay.put(number, errand);
        say(call.apply(number));
    }

    /// Says something that needs no answer: now, or when the store is back.
    void note(LongFunction<StoreCall> call) {
        if (state == State.TOGETHER) {
            say(call.apply(++numbers));
        } else if (state != State.NOBODY && owed.size() < MOST_OWED) {
            owed.add(call);
        }
    }

    /// The store hears of rates at once: a bucket that nobody asks for begins and drains, too.
    void tellRates(Collection<Limit> limits) {
        if (isTogether() && !limits.isEmpty()) {
            List<LimitTerms> terms = limits.stream().map(Sharing::terms).toList();
            note(number -> new StoreCall.Change(number, terms));
        }
    }

    /// Says what could not be said while the store was away.
    void sayOwed() {
        owed.forEach(call -> say(call.apply(++numbers)));
        owed.clear();
    }

    /// Nobody waits for the store any more, whatever it says.
    void giveUp() {
        outbox.add(new Told.GivenUp());
    }

    private void say(StoreCall call) {
        calls++;
        outbox.add(new Told.Called(call));
    }

    /// Whoever waits for the answer to a call, once.
    Optional<Awaited> answered(long number) {
        return Optional.ofNullable(underWay.remove(number));
    }

    /// All who were put forward and are not answered, in that order; nobody waits for the store any
    /// more, and what it has charged is given back.
    List<Sent> recall() {
        List<Sent> all = new ArrayList<>();
        underWay.values()
                .forEach(
                        one -> {
                            if (one instanceof Sent sent) {
                                all.add(sent);
                            }
                        });
        all.forEach(sent -> underWay.remove(sent.number));
        all.forEach(sent -> note(call -> new StoreCall.GiveBack(call, sent.permit.id())));
        return all;
    }

    /// All who wait for an answer, in the order in which they asked; they do not any more.
    List<Awaited> forgetAll() {
        List<Awaited> all = List.copyOf(underWay.values());
        underWay.clear();
        return all;
    }
}
