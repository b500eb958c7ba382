package dev.kiban.pace;

import dev.kiban.kernel.PaceName;
import dev.kiban.kernel.Share;
import dev.kiban.pace.shared.SharedStore;
import dev.kiban.pace.shared.StoreCall;
import dev.kiban.pace.shared.StoreReply;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import java.util.function.LongConsumer;
import java.util.function.Supplier;
import java.util.random.RandomGenerator;

/// Says who may start now. Safe for all threads: one lock guards all that is remembered, and
/// nobody is told anything while it is held.
///
/// ```java
/// Pacer pacer = new Pacer(Bounds.USUAL, random, System.nanoTime(), at -> sleeper.wakeAt(at));
/// pacer.replan(plans, System.nanoTime());
/// switch (pacer.ask(Ask.of(push), answer -> reply(answer), System.nanoTime())) {
///     case Answer.Pass(Permit permit, _) -> start(permit.id());
///     case Answer.Waits(Place place, _, _) -> hold(place);      // told later
///     case Answer.Refused(Answer.Reason reason, _, Duration retryAfter) -> refuse(retryAfter);
/// }
/// ```
///
/// Times are those of `System.nanoTime`. Somebody has to call [#advance] at the time that it last
/// returned, or that the alarm was last given, whichever is earlier: then turns come when they are.
/// Each call lets those pass whose turn has come, so a late one only makes turns late.
///
/// Paces that share limits have to be in one pacer; others may be.
public final class Pacer {
    /// There is nothing to wait for.
    public static final long NEVER = Long.MAX_VALUE;

    private final ReentrantLock lock = new ReentrantLock();
    private final Desk desk;
    private final long start;
    private final LongConsumer alarm;
    private final Optional<SharedStore> store;
    private long announced = Barrier.NEVER;

    /// What came of a call, and what has to be done once the lock is free.
    private record Outcome<T>(T value, List<Told> told, long alarmAt) {}

    /// @param random nobody else knows what it says: keys and permits cannot be guessed then
    /// @param alarm is told, outside of the lock, when the pacer has to be advanced earlier than it
    ///     said before
    public Pacer(Bounds bounds, RandomGenerator random, long nowNanos, LongConsumer alarm) {
        this(new Desk(bounds, random, Counting.HERE, false), nowNanos, alarm, Optional.empty());
    }

    /// The same, counting with others. Until the store [says that it is there][#storeIsBack], and
    /// whenever it is not, this pacer goes on with its safe share.
    public Pacer(
            Bounds bounds,
            RandomGenerator random,
            long nowNanos,
            LongConsumer alarm,
            Shares shares) {
        this(
                new Desk(bounds, random, new Counting(shares.safePartsPerMillion(), 0), true),
                nowNanos,
                alarm,
                Optional.of(shares.store()));
    }

    private Pacer(Desk desk, long start, LongConsumer alarm, Optional<SharedStore> store) {
        this.desk = desk;
        this.start = start;
        this.alarm = alarm;
        this.store = store;
    }

    /// One that lets through as much of each pace as it is [told to][#portion], and nothing before.
    public static Pacer byPortions(
            Bounds bounds, RandomGenerator random, long nowNanos, LongConsumer alarm) {
        Desk desk = new Desk(bounds, random, Counting.NOTHING_YET, false);
        return new Pacer(desk, nowNanos, alarm, Optional.empty());
    }

    /// May this job start?
    ///
    /// @param waiter who is told, if it has to wait
    public Answer ask(Ask ask, Waiter waiter, long nowNanos) {
        return shifted(locked(() -> desk.ask(ask, waiter, since(nowNanos))));
    }

    /// When may this job start? Its turn is reserved: whoever gets a permit starts at its time, and
    /// is told nothing more.
    ///
    /// @return [Answer.Pass] or [Answer.Refused]
    public Answer.Last reserve(Ask ask, long nowNanos) {
        return switch (shifted(locked(() -> desk.ask(ask, null, since(nowNanos))))) {
            case Answer.Last last -> last;
            case Answer.Waits _ -> throw new IllegalStateException("nobody is there to wait");
        };
    }

    /// The same; who counts with others may have to ask them first, and then the waiter is told.
    public Answer reserve(Ask ask, Waiter waiter, long nowNanos) {
        return shifted(locked(() -> desk.reserve(ask, waiter, since(nowNanos))));
    }

    /// Somebody waits no longer. All who are behind move up, and the waiter is told nothing more.
    public void hangUp(Place place, long nowNanos) {
        locked(
                () -> {
                    desk.hangUp(place, since(nowNanos));
                    return true;
                });
    }

    /// A permit is not used: what of it has not drained yet is for others.
    ///
    /// @return whether it was known and neither done nor given back
    public boolean giveBack(String permitId, long nowNanos) {
        return locked(() -> desk.giveBack(permitId, since(nowNanos)));
    }

    /// A job is done: another one may be in flight.
    ///
    /// @return whether its permit is known
    public boolean done(String permitId, long nowNanos) {
        return locked(() -> desk.done(permitId, since(nowNanos)));
    }

    /// A job still runs: its lease begins anew.
    ///
    /// @return whether its permit is known and its lease had not ended
    public boolean renew(String permitId, long nowNanos) {
        return locked(() -> desk.renew(permitId, since(nowNanos)));
    }

    /// Does something with a permit that this pacer gave, or one that it counts with.
    ///
    /// @param taker who is told what came of it, maybe before this returns, maybe by another thread
    public void settle(
            PermitAct act, String permitId, Consumer<PermitAnswer> taker, long nowNanos) {
        locked(
                () -> {
                    desk.settle(act, permitId, taker, since(nowNanos));
                    return true;
                });
    }

    /// The store that it shares with others has answered.
    public void answered(long number, StoreReply reply, long nowNanos) {
        locked(
                () -> {
                    desk.answered(number, reply, since(nowNanos));
                    return true;
                });
    }

    /// The store can be reached from now on.
    public void storeIsBack(long nowNanos) {
        locked(
                () -> {
                    desk.storeIsBack(since(nowNanos));
                    return true;
                });
    }

    /// The store cannot be reached any more.
    public void storeIsAway(long nowNanos) {
        locked(
                () -> {
                    desk.storeIsAway(since(nowNanos));
                    return true;
                });
    }

    /// How it stands with the store, if it counts with others.
    public Optional<StoreReport> store() {
        return store.isEmpty() ? Optional.empty() : Optional.of(locked(desk::store));
    }

    /// Lets everybody pass whose turn has come.
    ///
    /// @return when to call this again, at the latest; [#NEVER] if nothing is to come
    public long advance(long nowNanos) {
        Outcome<Long> outcome;
        lock.lock();
        try {
            desk.advance(since(nowNanos));
            announced = desk.nextAlarm();
            outcome = new Outcome<>(announced, desk.takeTold(), Barrier.NEVER);
        } finally {
            lock.unlock();
        }
        outcome.told().forEach(this::deliver);
        return outcome.value() == Barrier.NEVER ? NEVER : start + outcome.value();
    }

    /// Other plans hold from now on. What was let through stays known, and those in line stay
    /// there; a rate that was changed stays, unless the plan has another one than before.
    ///
    /// @throws IllegalArgumentException if a pace is within one that is not there or counts
    ///     otherwise, or in a ring; then nothing changes
    public void replan(Collection<PacePlan> plans, long nowNanos) {
        locked(
                () -> {
                    desk.replan(plans, since(nowNanos));
                    return true;
                });
    }

    /// Headers whose values are the keys of a pace's asks, its own and those of paces that it is
    /// within, each once; empty if there is no such pace.
    public Optional<List<String>> headers(PaceName pace) {
        return locked(() -> desk.headers(pace));
    }

    /// A limit lets pass at another rate from now on; what was let through, and who is in line,
    /// stays.
    ///
    /// @return whether there is such a limit
    public boolean change(PaceName pace, String limit, Rate rate, long nowNanos) {
        return locked(() -> desk.change(pace, limit, rate, since(nowNanos)));
    }

    /// Nobody passes from now on, in this pace and those within it. Who is in line stays there,
    /// until it has waited for too long.
    ///
    /// @return whether there is such a pace
    public boolean pause(PaceName pace, long nowNanos) {
        return locked(() -> desk.pause(pace, true, since(nowNanos)));
    }

    /// A pace goes on.
    ///
    /// @return whether there is such a pace
    public boolean resume(PaceName pace, long nowNanos) {
        return locked(() -> desk.pause(pace, false, since(nowNanos)));
    }

    /// More or fewer jobs may be in flight from now on.
    ///
    /// @return whether there is such a pace, and its jobs are limited
    public boolean inFlight(PaceName pace, int atMost, long nowNanos) {
        return locked(() -> desk.inFlight(pace, atMost, since(nowNanos)));
    }

    /// Of the rates of a pace, and of its jobs in flight, so much is this pacer's from now on. What
    /// was let through, and who is in line, stays.
    ///
    /// @param partsPerMillion of each rate
    /// @param jobs at most those that may be in flight in all
    /// @return whether there is such a pace
    public boolean portion(PaceName pace, long partsPerMillion, int jobs, long nowNanos) {
        return locked(() -> desk.portion(pace, partsPerMillion, jobs, since(nowNanos)));
    }

    /// Others get other shares of the permits from now on: the new version more, or nobody. Who is
    /// in line stays there.
    ///
    /// @param shares of all who have one; more than 100% together is taken for a mistake
    /// @return whether there is such a pace, and some of it may have a share
    /// @throws IllegalArgumentException if they are more than there is
    public boolean share(PaceName pace, Map<String, Share> shares, long nowNanos) {
        Map<String, Share> checked = new CanaryPlan("", shares).shares();
        return locked(() -> desk.share(pace, checked, since(nowNanos)));
    }

    /// All paces as they stand.
    public List<PaceReport> report(long nowNanos) {
        return locked(() -> desk.report(since(nowNanos)));
    }

    private long since(long nowNanos) {
        return nowNanos - start;
    }

    private Answer shifted(Answer answer) {
        return switch (answer) {
            case Answer.Last last -> shifted(last);
            case Answer.Waits(Place place, long turn, String limit) ->
                    new Answer.Waits(place, start + turn, limit);
        };
    }

    private Answer.Last shifted(Answer.Last answer) {
        return switch (answer) {
            case Answer.Pass(Permit permit, long turn) -> new Answer.Pass(permit, start + turn);
            case Answer.Refused refused -> refused;
        };
    }

    private void deliver(Told told) {
        switch (told) {
            case Told.Answered(Waiter waiter, Answer.Last answer) -> waiter.told(shifted(answer));
            case Told.Settled(Consumer<PermitAnswer> taker, PermitAnswer answer) ->
                    taker.accept(answer);
            case Told.Called(StoreCall call) -> store.ifPresent(one -> one.send(call));
            case Told.GivenUp _ -> store.ifPresent(SharedStore::giveUp);
        }
    }

    private <T> T locked(Supplier<T> act) {
        Outcome<T> outcome;
        lock.lock();
        try {
            outcome = outcome(act.get());
        } finally {
            lock.unlock();
        }
        if (outcome.alarmAt() != Barrier.NEVER) {
            alarm.accept(start + outcome.alarmAt());
        }
        outcome.told().forEach(this::deliver);
        return outcome.value();
    }

    private <T> Outcome<T> outcome(T value) {
        long next = desk.nextAlarm();
        boolean earlier = next < announced;
        if (earlier) {
            announced = next;
        }
        return new Outcome<>(value, desk.takeTold(), earlier ? next : Barrier.NEVER);
    }
}
