package dev.kiban.pace.sight;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;

/// How fast a counter grows, by its last ten seconds.
final class Pulse {
    private static final long HORIZON = Duration.ofSeconds(10).toNanos();
    private static final double NANOS = 1e9;

    private final Deque<Count> counts = new ArrayDeque<>();

    private record Count(long nanos, long count) {}

    /// Takes what it is now.
    ///
    /// @return how much it grows in a second; nothing as long as it is known once only
    double then(long count, long nanos) {
        if (!counts.isEmpty() && count < counts.getLast().count()) {
            counts.clear(); // it began anew
        }
        counts.addLast(new Count(nanos, count));
        while (counts.size() > 2 && nanos - second().nanos() >= HORIZON) {
            counts.removeFirst();
        }
        Count first = counts.getFirst();
        long time = nanos - first.nanos();
        return time == 0 ? 0 : (count - first.count()) * NANOS / time;
    }

    private Count second() {
        return counts.stream().skip(1).findFirst().orElseThrow();
    }
}
