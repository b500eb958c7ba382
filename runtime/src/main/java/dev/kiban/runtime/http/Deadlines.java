package dev.kiban.runtime.http;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/// The deadlines of the requests of one loop: a wheel of slots, each a list of what falls due in
/// one tick.
///
/// Nearly every deadline is cancelled long before it is due; here that costs a few pointers, while
/// a timer of the loop's own would be sorted into a heap and out of it again. A deadline is up to
/// one tick late, never early.
public final class Deadlines {
    private static final Duration TICK = Duration.ofMillis(5);
    private static final int SLOTS = 1024;

    private final Loop loop;
    private final Beat beat;
    private final long originNanos = System.nanoTime();
    private final Slot[] slots = new Slot[SLOTS];
    private long tick;
    private int waiting;
    private boolean ticking;
    private long dueNanos;
    private long beatNanos = originNanos;

    /// Hears of each tick. There is none while no deadline waits.
    public interface Beat {
        /// @param lateNanos how much later it came than it was due: the loop had so much to do
        /// @param sinceNanos the last one, however long the wheel stood still
        void came(long lateNanos, long sinceNanos);
    }

    /// None yet. On its loop, like every method here.
    public Deadlines(Loop loop) {
        this(loop, (_, _) -> {});
    }

    /// The same, telling how late the loop is.
    public Deadlines(Loop loop, Beat beat) {
        this.loop = loop;
        this.beat = beat;
        for (int i = 0; i < SLOTS; i++) {
            slots[i] = new Slot();
        }
    }

    /// Runs `expired` when `delay` is over.
    public Deadline after(Duration delay, Runnable expired) {
        long nowNanos = System.nanoTime();
        if (waiting == 0) {
            tick = tickOf(nowNanos); // the wheel stood still
        }
        long due = Math.max(tickOf(nowNanos + delay.toNanos()) + 1, tick + 1);
        Deadline deadline = new Deadline(this, due, expired);
        slot(due).add(deadline);
        waiting++;
        if (!ticking) {
            ticking = true;
            tickLater(nowNanos);
        }
        return deadline;
    }

    private void tickLater(long nowNanos) {
        dueNanos = nowNanos + TICK.toNanos();
        loop.schedule(TICK, this::turn);
    }

    private void turn() {
        long nowNanos = System.nanoTime();
        beat.came(Math.max(0, nowNanos - dueNanos), nowNanos - beatNanos);
        beatNanos = nowNanos;
        long now = tickOf(nowNanos);
        long last = Math.min(now, tick + SLOTS);
        while (tick < last) {
            tick++;
            slot(tick).expire(now);
        }
        tick = now;
        ticking = waiting > 0;
        if (ticking) {
            tickLater(System.nanoTime());
        }
    }

    private long tickOf(long nanos) {
        return (nanos - originNanos) / TICK.toNanos();
    }

    private Slot slot(long ofTick) {
        return slots[(int) (ofTick % SLOTS)];
    }

    /// One deadline; a node of its slot's list.
    public static final class Deadline implements Loop.Timer {
        private final Deadlines wheel;
        private final long due;
        private final Runnable expired;
        private @Nullable Deadline before;
        private @Nullable Deadline after;
        private @Nullable Slot slot;

        private Deadline(Deadlines wheel, long due, Runnable expired) {
            this.wheel = wheel;
            this.due = due;
            this.expired = expired;
        }

        /// It will not run any more, if it has not.
        @Override
        public void cancel() {
            if (slot != null) {
                slot.remove(this);
                wheel.waiting--;
            }
        }
    }

    /// What falls due in one tick, this time round or a later one.
    private static final class Slot {
        private @Nullable Deadline first;

        void add(Deadline deadline) {
            deadline.slot = this;
            deadline.after = first;
            if (first != null) {
                first.before = deadline;
            }
            first = deadline;
        }

        void remove(Deadline deadline) {
            if (deadline.before != null) {
                deadline.before.after = deadline.after;
            } else {
                first = deadline.after;
            }
            if (deadline.after != null) {
                deadline.after.before = deadline.before;
            }
            deadline.before = null;
            deadline.after = null;
            deadline.slot = null;
        }

        void expire(long now) {
            Deadline deadline = first;
            while (deadline != null) {
                Deadline next = deadline.after;
                if (deadline.due <= now) {
                    deadline.cancel();
                    deadline.expired.run();
                    next = first; // whoever ran may have changed the list
                }
                deadline = next;
            }
        }
    }
}
