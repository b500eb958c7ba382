package dev.kiban.pace;

import dev.kiban.kernel.PaceName;
import dev.kiban.pace.bucket.Buckets;
import dev.kiban.pace.bucket.Drain;
import dev.kiban.pace.bucket.KeyedBuckets;
import dev.kiban.pace.bucket.OneBucket;

/// A limit at run time: open while the level of the bucket is at most what is immediate.
final class Limit implements Barrier {
    private final Name name;
    private final LimitPlan plan;
    private final Drain drain;
    private final int maxKeys;
    private final long immediateUnits;
    private final long burstUnits;
    private Buckets buckets;
    private Counting counting;
    private Rate rate;

    /// Up to which level asks pass: what is immediate, and a little more if others are asked first.
    private long openUnits;
    private long wouldWait;
    private long wouldRefuse;

    /// What tells a limit from all others.
    record Name(PaceName pace, String limit) {
        @Override
        public String toString() {
            return pace + "/" + limit;
        }
    }

    private Limit(
            Name name, LimitPlan plan, Drain drain, int maxKeys, Rate rate, Counting counting) {
        this.name = name;
        this.maxKeys = maxKeys;
        this.plan = plan;
        this.drain = drain;
        this.buckets = buckets(plan, drain, maxKeys);
        this.rate = rate;
        this.counting = counting;
        this.immediateUnits = plan.immediate() * Drain.PERMIT;
        this.burstUnits = plan.burst() * Drain.PERMIT;
        this.openUnits = openUnits();
    }

    /// A limit of which nobody knows what it let through before: no bucket begins empty, but with
    /// its immediate share used up. So a restart lets one ask pass in each bucket, and never a
    /// burst.
    static Limit begin(Name name, LimitPlan plan, int maxKeys, Counting counting, long now) {
        Drain drain = new Drain(counting.rate(plan.rate().anHour()), now);
        return new Limit(name, plan, drain, maxKeys, plan.rate(), counting);
    }

    private static Buckets buckets(LimitPlan plan, Drain drain, int maxKeys) {
        long letThrough = plan.immediate();
        return switch (plan.by()) {
            case LimitPlan.ByPace _ -> new OneBucket(drain, letThrough);
            case LimitPlan.ByHeader _ -> new KeyedBuckets(drain, letThrough, maxKeys);
        };
    }

    /// The same limit as a new plan has it, with all that was let through. A rate that was changed
    /// at run time stays, unless the plan has another one than before.
    Limit goOn(LimitPlan newPlan, int maxKeys, long now) {
        if (!newPlan.by().equals(plan.by())) {
            return begin(name, newPlan, maxKeys, counting, now);
        }
        Limit next = new Limit(name, newPlan, drain, maxKeys, rate, counting);
        next.buckets = buckets;
        if (!newPlan.rate().equals(plan.rate())) {
            next.change(newPlan.rate(), now);
        }
        return next;
    }

    Name name() {
        return name;
    }

    LimitPlan plan() {
        return plan;
    }

    Rate rate() {
        return rate;
    }

    void change(Rate newRate, long now) {
        rate = newRate;
        drain.change(counting.rate(newRate.anHour()), now);
        openUnits = openUnits();
    }

    /// Counts otherwise from now on. What was let through until then is as unknown as at the
    /// beginning.
    void count(Counting newCounting, long now) {
        counting = newCounting;
        change(rate, now);
        buckets = buckets(plan, drain, maxKeys);
    }

    /// Of its rate, this part is ours from now on; what was let through stays known.
    ///
    /// @return whether it was another one before
    boolean portion(Counting newCounting, long now) {
        if (newCounting.equals(counting)) {
            return false;
        }
        counting = newCounting;
        change(rate, now);
        return true;
    }

    private long openUnits() {
        return immediateUnits
                + counting.early(rate.anHour(), (long) plan.burst() - plan.immediate());
    }

    /// Others have let through more than is known here.
    ///
    /// @param units what the level is by now
    void raise(long high, long low, long units, long now) {
        drain.at(now);
        buckets.raise(high, low, Math.min(units, Drain.MAX_PERMITS * Drain.PERMIT));
    }

    void charge(long high, long low, int cost, long[] receipts, int at) {
        buckets.charge(high, low, cost, receipts, at);
    }

    void giveBack(long[] receipts, int at, int cost, long now) {
        drain.at(now);
        buckets.giveBack(receipts, at, cost);
    }

    boolean hasRoomFor(long high, long low) {
        return buckets.hasRoom(high, low);
    }

    int keys() {
        return buckets.keys();
    }

    /// Asks that a dry run would have had wait.
    long wouldWait() {
        return wouldWait;
    }

    /// Asks that a dry run would have refused.
    long wouldRefuse() {
        return wouldRefuse;
    }

    void countWait() {
        wouldWait++;
    }

    void countRefusal() {
        wouldRefuse++;
    }

    /// Counts what this limit would do with an ask that passes all others. As nobody waits here, a
    /// turn is fixed on arrival, and those whose turn it is not yet are part of the level.
    void tryDry(long high, long low, int cost, long[] scratch, long now) {
        drain.at(now);
        long level = buckets.level(high, low);
        if (level > burstUnits || !buckets.hasRoom(high, low)) {
            countRefusal();
            return;
        }
        if (level > immediateUnits) {
            countWait();
        }
        buckets.charge(high, low, cost, scratch, 0);
    }

    @Override
    public String label() {
        return name.toString();
    }

    @Override
    public boolean isOpen(long high, long low, long now) {
        drain.at(now);
        return buckets.level(high, low) <= openUnits;
    }

    @Override
    public long opensAt(long high, long low, long ahead, long now) {
        return whenAtMost(openUnits, high, low, ahead, now);
    }

    @Override
    public long placeAt(long high, long low, long ahead, long now) {
        return whenAtMost(burstUnits, high, low, ahead, now);
    }

    private long whenAtMost(long units, long high, long low, long ahead, long now) {
        drain.at(now);
        // More than that is as good as never, and would not fit into 64 bits.
        long counted = Math.min(ahead, Drain.MAX_PERMITS / 2) * Drain.PERMIT;
        long missing = buckets.level(high, low) - units + counted;
        if (missing <= 0) {
            return now;
        }
        long wait = drain.nanosFor(missing);
        return wait > NEVER - now ? NEVER : now + wait;
    }
}
