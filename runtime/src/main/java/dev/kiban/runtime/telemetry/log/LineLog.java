package dev.kiban.runtime.telemetry.log;

import static dev.kiban.runtime.telemetry.log.LogKey.BYTES;
import static dev.kiban.runtime.telemetry.log.LogKey.ERROR;

import java.io.IOException;
import java.io.OutputStream;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.LockSupport;
import java.util.function.LongConsumer;

/// Lines from many threads into one stream, written by one thread of its own, in batches; who hands
/// in a line never waits.
///
/// Each event loop has a [Lane] with two buffers: it fills one while the writer writes the other. A
/// lane that is full (the disk or the reader of the pipe is too slow) drops the line and counts it.
/// While nothing happens the writer sleeps; a first line wakes it, and it gathers for [#GATHER]
/// before it writes, so that a busy program pays one system call for many lines.
public final class LineLog implements AutoCloseable {
    /// How long the writer gathers lines before it writes them.
    public static final Duration GATHER = Duration.ofMillis(100);

    /// Bytes that one lane can hold while the writer is busy.
    public static final int LANE_BYTES = 1 << 20;

    private static final Duration CLOSE_WAIT = Duration.ofSeconds(2);

    private final OutputStream out;
    private final LongConsumer dropped;
    private final Log log;
    private final List<Lane> lanes = new CopyOnWriteArrayList<>();
    private final AtomicBoolean asleep = new AtomicBoolean();
    private final Thread writer;
    private volatile boolean closed;
    private boolean failing; // owned by the writer

    /// Starts the writer.
    ///
    /// @param out where lines go; closed by [#close]
    /// @param dropped told the number of lines that were lost, from any thread
    public LineLog(OutputStream out, LongConsumer dropped, Log log) {
        this.out = out;
        this.dropped = dropped;
        this.log = log;
        this.writer = Thread.ofPlatform().daemon().name("line-log").start(this::write);
    }

    /// A new way in. One per event loop, so that no two wait for each other.
    public Lane lane() {
        Lane lane = new Lane(this, LANE_BYTES);
        lanes.add(lane);
        return lane;
    }

    /// Writes what is there and closes the stream; gives up after two seconds if the stream does
    /// not take it.
    @Override
    public void close() {
        closed = true;
        LockSupport.unpark(writer);
        try {
            writer.join(CLOSE_WAIT);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    void drop(long lines) {
        dropped.accept(lines);
    }

    /// Called after each line: cheap while the writer is awake.
    void wake(boolean urgent) {
        if (urgent || (asleep.get() && asleep.compareAndSet(true, false))) {
            LockSupport.unpark(writer);
        }
    }

    private void write() {
        while (!closed) {
            sleepUntilThereIsALine();
            LockSupport.parkNanos(this, GATHER.toNanos());
            writeAll();
        }
        writeAll();
        try {
            out.close();
        } catch (IOException e) {
            report(e, 0);
        }
    }

    private void sleepUntilThereIsALine() {
        asleep.set(true);
        while (asleep.get() && !closed && lanes.stream().allMatch(Lane::isEmpty)) {
            LockSupport.park(this);
        }
        asleep.set(false);
    }

    private void writeAll() {
        for (Lane lane : lanes) {
            Lane.Batch batch = lane.take();
            if (batch.length() > 0) {
                write(batch);
            }
        }
    }

    private void write(Lane.Batch batch) {
        try {
            out.write(batch.bytes(), 0, batch.length());
            out.flush();
            failing = false;
        } catch (IOException e) {
            drop(batch.lines());
            report(e, batch.length());
        }
    }

    /// Says it once per outage: a full disk must not fill the other log too.
    private void report(IOException e, int bytes) {
        if (!failing) {
            failing = true;
            log.error("Lines cannot be written and are lost", ERROR.is(e), BYTES.is(bytes));
        }
    }
}
