package dev.kiban.worker;

import java.time.Duration;
import java.util.Optional;

/// When a worker ends so that a fresh one takes its place. Between jobs only: it takes no more, and
/// ends when those in hand are done.
///
/// @param age empty for any
/// @param heapShare of the largest heap, in use after it was collected; 1 for any
/// @param jitter a fleet that was started at once does not end at once: each of its processes lives
///     longer by up to this share, and may be leaner by it
public record Recycling(Optional<Duration> age, double heapShare, double jitter) {
    private static final double USUAL_JITTER = 0.2;

    public Recycling {
        if (!(heapShare > 0 && heapShare <= 1) || !(jitter >= 0 && jitter < 1)) {
            throw new IllegalArgumentException(
                    "a share of the heap of %s and a jitter of %s: both are parts of 1"
                            .formatted(heapShare, jitter));
        }
    }

    /// Lives until it is told to stop.
    public static Recycling never() {
        return new Recycling(Optional.empty(), 1, USUAL_JITTER);
    }

    /// Lives for a while.
    public static Recycling after(Duration age) {
        return new Recycling(Optional.of(age), 1, USUAL_JITTER);
    }

    /// Ends, too, when more of the heap than this stays in use.
    public Recycling orAtHeap(double share) {
        return new Recycling(age, share, jitter);
    }
}
