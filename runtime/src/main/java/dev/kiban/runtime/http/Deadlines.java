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
    private final long originNanos = System.nanoTime();
    private final Slot[] slots = new Slot[SLOTS];
    private long tick;
    private int waiting;
    private boolean ticking;

    /// None yet. On its loop, like every method here.
    public Deadlines(Loop loop) {
        this.loop = loop;
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
            loop.schedule(TICK, this::turn);
        }
        return deadline;
    }

    private void turn() {
        long now = tickOf(System.nanoTime());
        long last = Math.min(now, tick + SLOTS);
        while (tick < last) {
            tick++;
            slot(tick).expire(now);
        }
        tick = now;
        ticking = waiting > 0;
        if (ticking) {
            loop.schedule(TICK, this::turn);
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
