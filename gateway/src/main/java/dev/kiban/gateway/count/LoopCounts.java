package dev.kiban.gateway.count;

import dev.kiban.gateway.RequestLog;
import dev.kiban.gateway.ServedRequest;
import dev.kiban.gateway.Target;
import java.util.List;
import java.util.concurrent.Executor;
import java.util.function.Supplier;

/// Counts the requests of one event loop. Never waits, locks nothing, makes no garbage.
final class LoopCounts implements RequestLog {
    private static final long NANOS_PER_MINUTE = 60_000_000_000L;

    private final int loop;
    private final Executor executor;
    private final Supplier<OpenBlocks> open;
    private final CountReport report;
    private final long[] boundsNanos;

    /// Written by the loop only; others look whether it has left a block.
    private volatile OpenBlock current;

    /// @param open what may be written to now
    LoopCounts(Place place, Supplier<OpenBlocks> open, CountReport report) {
        this.loop = place.loop();
        this.executor = place.executor();
        this.boundsNanos = place.boundsNanos().stream().mapToLong(Long::longValue).toArray();
        this.open = open;
        this.report = report;
        this.current = open.get().at(place.minute());
    }

    /// Which loop this is, and where it begins.
    ///
    /// @param executor runs tasks on the loop
    record Place(int loop, Executor executor, List<Long> boundsNanos, long minute) {}

    @Override
    public void served(ServedRequest request) {
        if (request.target().isPresent()) {
            count(request.target().get(), request);
        }
    }

    /// Tells the loop to write to nothing that is before this minute, soon.
    void moveTo(long minute) {
        executor.execute(() -> move(minute));
    }

    boolean isIn(OpenBlock block) {
        return current.equals(block);
    }

    /// A request belongs to the minute in which it ended. It goes to a later one if that minute has
    /// been left already.
    private void count(Target target, ServedRequest request) {
        long minute = (request.startEpochNanos() + request.durationNanos()) / NANOS_PER_MINUTE;
        OpenBlock block = minute > current.minute() ? move(minute) : current;
        int place = block.table().find(target);
        if (place == SeriesTable.NOT_FOUND) {
            report.uncounted();
            return;
        }
        block.add(loop, place, bucket(request.durationNanos()), request.answer().isServerError());
    }

    private OpenBlock move(long minute) {
        OpenBlock next = open.get().at(minute, current);
        current = next;
        return next;
    }

    /// A scan: the bounds are few, and most requests fall into the first of them.
    private int bucket(long nanos) {
        int bucket = 0;
        while (bucket < boundsNanos.length && nanos > boundsNanos[bucket]) {
            bucket++;
        }
        return bucket;
    }
}
