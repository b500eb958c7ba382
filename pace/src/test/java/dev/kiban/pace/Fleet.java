package dev.kiban.pace;

import dev.kiban.pace.Answer.Pass;
import dev.kiban.pace.Answer.Refused;
import dev.kiban.pace.shared.FakeStore;
import dev.kiban.pace.shared.SharedStore;
import dev.kiban.pace.shared.StoreCall;
import dev.kiban.pace.shared.StoreReply;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.PriorityQueue;
import java.util.Random;
import java.util.function.Consumer;

/// Replicas of a pacer with one store, over links that are slow and break, in time that passes only
/// here. The same seed gives the same steps.
final class Fleet {
    static final long MILLI = 1_000_000;

    private static final long MICRO = 1_000;

    final List<Replica> replicas = new ArrayList<>();
    final List<Start> starts = new ArrayList<>();
    final List<Refused> refusals = new ArrayList<>();
    final FakeStore store = new FakeStore();
    int asked;
    int answered;

    private final Random random;
    private final long slowest;
    private final PriorityQueue<Event> events =
            new PriorityQueue<>(
                    Comparator.comparingLong(Event::nanos).thenComparingLong(Event::number));
    private long numbers;
    private long now = 1_000 * MILLI;
    private boolean isStopped;
    private final List<Runnable> held = new ArrayList<>();

    private record Event(long nanos, long number, Runnable act) {}

    /// A job that started.
    record Start(Ask ask, long nanos, int replica, String permit) {}

    /// @param slowestMillis of a message on its way
    Fleet(int number, long slowestMillis, Random random, PacePlan... plans) {
        this.random = random;
        this.slowest = slowestMillis * MILLI;
        for (int i = 0; i < number; i++) {
            replicas.add(new Replica(i, number, List.of(plans)));
        }
    }

    long now() {
        return now;
    }

    void in(long nanos, Runnable act) {
        events.add(new Event(now + nanos, numbers++, act));
    }

    /// Goes on for so long.
    void run(long nanos) {
        long end = now + nanos;
        while (true) {
            long next = events.isEmpty() ? Long.MAX_VALUE : events.element().nanos();
            for (Replica replica : replicas) {
                next = Math.min(next, replica.wakeAt);
            }
            if (next > end) {
                now = end;
                return;
            }
            now = Math.max(now, next);
            if (!events.isEmpty() && events.element().nanos() <= now) {
                events.remove().act().run();
            }
            replicas.forEach(Replica::advance);
        }
    }

    /// The store does nothing, and what was sent to it waits.
    void stopStore() {
        isStopped = true;
    }

    void continueStore() {
        isStopped = false;
        List<Runnable> all = List.copyOf(held);
        held.clear();
        all.forEach(Runnable::run);
    }

    /// The store begins again, and remembers nothing.
    void killStore() {
        store.restart();
        held.clear();
        replicas.forEach(Replica::disconnected);
    }

    /// One of the pacers, and its link.
    final class Replica implements SharedStore {
        final int index;
        final Pacer pacer;
        private long wakeAt = Long.MAX_VALUE;
        private boolean isConnected;
        private boolean isCut;
        private int connection;
        private long lastThere;
        private long lastBack;

        Replica(int index, int of, List<PacePlan> plans) {
            this.index = index;
            this.pacer =
                    new Pacer(
                            Bounds.USUAL,
                            new Random(random.nextLong()),
                            now,
                            at -> wakeAt = Math.min(wakeAt, at),
                            Shares.ofReplicas(of, this));
            pacer.replan(plans, now);
            in(1, this::connect);
        }

        private void advance() {
            if (wakeAt <= now) {
                wakeAt = Long.MAX_VALUE;
                wakeAt = Math.min(wakeAt, pacer.advance(now));
            }
        }

        void cut() {
            isCut = true;
        }

        void heal() {
            isCut = false;
        }

        private void connect() {
            if (isCut || isStopped) {
                in(200 * MILLI, this::connect);
                return;
            }
            connection++;
            isConnected = true;
            pacer.storeIsBack(now);
        }

        private void disconnected() {
            if (isConnected) {
                giveUp();
                pacer.storeIsAway(now);
            }
        }

        @Override
        public void send(StoreCall call) {
            if (!isConnected) {
                return;
            }
            int with = connection;
            lastThere = Math.max(lastThere, now + delay());
            in(lastThere - now, () -> arrives(call, with));
        }

        /// Whatever was sent may arrive, also when nobody waits for it any more.
        private void arrives(StoreCall call, int with) {
            if (isStopped) {
                held.add(() -> arrives(call, with));
                return;
            }
            if (isCut) {
                if (random.nextBoolean()) {
                    in(50 * MILLI, () -> arrives(call, with));
                }
                return;
            }
            StoreReply reply = store.apply(call, now / MICRO);
            lastBack = Math.max(lastBack, now + delay());
            in(lastBack - now, () -> returns(call.number(), reply, with));
        }

        private void returns(long number, StoreReply reply, int with) {
            if (isConnected && connection == with && !isCut) {
                pacer.answered(number, reply, now);
            }
        }

        @Override
        public void giveUp() {
            isConnected = false;
            in(200 * MILLI, this::connect);
        }

        /// Asks. Whoever is told to go starts.
        Answer ask(Ask ask) {
            return ask(ask, _ -> {});
        }

        /// @param then what is done with the permit
        Answer ask(Ask ask, Consumer<String> then) {
            asked++;
            return begun(ask, then, pacer.ask(ask, last -> told(ask, then, last), now));
        }

        /// Asks when it may start.
        Answer reserve(Ask ask) {
            asked++;
            Consumer<String> then = _ -> {};
            return begun(ask, then, pacer.reserve(ask, last -> told(ask, then, last), now));
        }

        /// Asks; if it has to wait it will not, and may be told nothing.
        Answer askQuietly(Ask ask) {
            Answer answer =
                    pacer.ask(
                            ask,
                            last -> {
                                asked++;
                                told(ask, _ -> {}, last);
                            },
                            now);
            asked += answer instanceof Answer.Last ? 1 : 0;
            return begun(ask, _ -> {}, answer);
        }

        private Answer begun(Ask ask, Consumer<String> then, Answer answer) {
            if (answer instanceof Answer.Last last) {
                told(ask, then, last);
            }
            return answer;
        }

        private void told(Ask ask, Consumer<String> then, Answer.Last answer) {
            answered++;
            switch (answer) {
                case Pass(Permit permit, long turn) -> {
                    starts.add(new Start(ask, Math.max(now, turn), index, permit.id()));
                    then.accept(permit.id());
                }
                case Refused refused -> refusals.add(refused);
            }
        }

        private long delay() {
            return slowest == 0 ? 1 : random.nextLong(slowest) + 1;
        }
    }
}
