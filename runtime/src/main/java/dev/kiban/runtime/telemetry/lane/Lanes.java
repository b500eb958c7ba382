package dev.kiban.runtime.telemetry.lane;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.LockSupport;
import java.util.function.LongConsumer;

/// Pieces of bytes from many threads, taken away by one thread of its own, in batches; who hands
/// in a piece never waits.
///
/// Each event loop has a [Lane] with two buffers: it fills one while the other is taken away. A
/// lane that is full drops the piece and counts it. While nothing happens the thread sleeps; a
/// first piece wakes it, and it gathers for a while before it takes, so that a busy program pays
/// once for many pieces.
public final class Lanes implements AutoCloseable {
    private final Settings settings;
    private final BatchTaker taker;
    private final LongConsumer dropped;
    private final List<Lane> lanes = new CopyOnWriteArrayList<>();
    private final AtomicBoolean asleep = new AtomicBoolean();
    private final Thread thread;
    private volatile boolean closed;

    /// How pieces are gathered.
    ///
    /// @param name of the thread
    /// @param laneBytes what one lane holds while the taker is busy; it has twice that
    /// @param gather how long pieces are gathered before they are taken, unless a lane is half full
    /// @param closeWait how long [Lanes#close] waits for the taker
    public record Settings(String name, int laneBytes, Duration gather, Duration closeWait) {}

    /// Starts the thread.
    ///
    /// @param dropped told the number of pieces that were lost, from any thread
    public Lanes(Settings settings, BatchTaker taker, LongConsumer dropped) {
        this.settings = settings;
        this.taker = taker;
        this.dropped = dropped;
        this.thread = Thread.ofPlatform().daemon().name(settings.name()).start(this::run);
    }

    /// A new way in. One per event loop, so that no two wait for each other.
    public Lane lane() {
        Lane lane = new Lane(this, settings.laneBytes());
        lanes.add(lane);
        return lane;
    }

    /// Has what is there taken, and gives up after a while if it is not. What is handed in later is
    /// dropped.
    @Override
    public void close() {
        closed = true;
        LockSupport.unpark(thread);
        try {
            thread.join(settings.closeWait());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    boolean areClosed() {
        return closed;
    }

    void drop(long pieces) {
        dropped.accept(pieces);
    }

    /// Called after each piece: cheap while the thread is awake.
    void wake(boolean urgent) {
        if (urgent || (asleep.get() && asleep.compareAndSet(true, false))) {
            LockSupport.unpark(thread);
        }
    }

    private void run() {
        while (!closed) {
            sleepUntilThereIsSomething();
            LockSupport.parkNanos(this, settings.gather().toNanos());
            takeAll();
        }
        takeAll();
        taker.end();
    }

    private void sleepUntilThereIsSomething() {
        asleep.set(true);
        while (asleep.get() && !closed && lanes.stream().allMatch(Lane::isEmpty)) {
            LockSupport.park(this);
        }
        asleep.set(false);
    }

    private void takeAll() {
        for (Lane lane : lanes) {
            Batch batch = lane.take();
            if (batch.length() > 0) {
                taker.take(batch);
            }
        }
    }
}
