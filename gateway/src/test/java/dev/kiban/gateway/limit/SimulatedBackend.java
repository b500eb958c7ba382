package dev.kiban.gateway.limit;

import dev.kiban.definition.Concurrency;
import java.util.ArrayDeque;
import java.util.Comparator;
import java.util.Deque;
import java.util.Optional;
import java.util.PriorityQueue;
import java.util.SplittableRandom;

/// A backend that serves so many calls at a time, and lets others wait in the order in which they
/// come; and clients that send requests to it through a limit, at random moments.
final class SimulatedBackend {
    private static final double NANOS = 1e9;

    private final SplittableRandom random;
    private final CallLimit limit;
    private final CallLimit.Seen seen = new CallLimit.Seen();
    private final PriorityQueue<Served> served =
            new PriorityQueue<>(Comparator.comparingLong(Served::endNanos));
    private final Deque<Long> queue = new ArrayDeque<>();
    private final double serviceNanos;
    private int capacity;
    private long nowNanos;
    private long refused;
    private long answered;
    private double latencyNanos;

    private record Served(long beganNanos, long endNanos) {}

    /// What came of a while.
    ///
    /// @param perSecond answers
    /// @param refused part of all requests
    /// @param latencyMillis mean
    record Outcome(double perSecond, double refused, double latencyMillis, int limit) {}

    SimulatedBackend(long seed, int capacity, double serviceMillis, Concurrency rule) {
        this.random = new SplittableRandom(seed);
        this.capacity = capacity;
        this.serviceNanos = serviceMillis * 1e6;
        this.limit = new CallLimit(rule);
    }

    static Concurrency adaptive(int atLeast, int atMost) {
        return new Concurrency(atMost, 0, Optional.of(atLeast));
    }

    /// How many it can serve at a time from here on.
    void serves(int calls) {
        capacity = calls;
    }

    /// Requests come for so long.
    Outcome run(double seconds, double requestsPerSecond) {
        refused = 0;
        answered = 0;
        latencyNanos = 0;
        long end = nowNanos + (long) (seconds * NANOS);
        long next = nowNanos + gap(requestsPerSecond);
        long requests = 0;
        while (next < end || (!served.isEmpty() && served.peek().endNanos() < end)) {
            if (!served.isEmpty() && served.peek().endNanos() <= next) {
                end(served.remove());
            } else {
                nowNanos = next;
                arrive();
                requests++;
                next += gap(requestsPerSecond);
            }
        }
        nowNanos = end;
        return new Outcome(
                answered / seconds,
                requests == 0 ? 0 : (double) refused / requests,
                answered == 0 ? 0 : latencyNanos / answered / 1e6,
                limit.limit());
    }

    private void arrive() {
        if (!limit.enter(seen)) {
            refused++;
        } else if (served.size() < capacity) {
            serve(nowNanos);
        } else {
            queue.add(nowNanos);
        }
    }

    private void serve(long beganNanos) {
        served.add(new Served(beganNanos, nowNanos + service()));
    }

    private void end(Served call) {
        nowNanos = call.endNanos();
        answered++;
        latencyNanos += nowNanos - call.beganNanos();
        limit.answered();
        limit.took(seen, call.beganNanos(), nowNanos);
        limit.leave();
        while (!queue.isEmpty() && served.size() < capacity) {
            serve(queue.remove());
        }
    }

    /// As varied as it gets: exponential.
    private long service() {
        return (long) (-Math.log(1 - random.nextDouble()) * serviceNanos);
    }

    private long gap(double requestsPerSecond) {
        return (long) (-Math.log(1 - random.nextDouble()) * NANOS / requestsPerSecond);
    }
}
