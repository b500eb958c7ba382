package dev.kiban.worker;

import java.time.Duration;
import java.util.Optional;

/// How a worker works.
///
/// ```java
/// WorkerTerms.usual()
///         .paced(Pace.at("http://localhost:8090/pace/push"))
///         .concurrency(8)
///         .recycled(Recycling.after(Duration.ofHours(6)).orAtHeap(0.8))
/// ```
///
/// @param pace whom it asks; empty if nobody
/// @param concurrency how many jobs it has in hand at once, those that wait for their turn included
/// @param grace how long jobs in hand may take when it is told to stop; less than what the platform
///     waits before it kills, by four seconds or more
/// @param patience how long a job stays in hand without its turn; then it goes back
/// @param lagSignal of the pace, which is told the lag each five seconds; empty if none is
public record WorkerTerms(
        Optional<Pace> pace,
        int concurrency,
        Duration grace,
        Duration patience,
        Recycling recycling,
        Optional<String> lagSignal) {
    /// Kubernetes kills after 30 s.
    private static final Duration USUAL_GRACE = Duration.ofSeconds(25);

    private static final Duration USUAL_PATIENCE = Duration.ofMinutes(5);
    private static final int MAX_CONCURRENCY = 10_000;

    public WorkerTerms {
        if (concurrency < 1 || concurrency > MAX_CONCURRENCY) {
            throw new IllegalArgumentException(
                    "%d jobs at once: from 1 to %d can be".formatted(concurrency, MAX_CONCURRENCY));
        }
        if (lagSignal.isPresent() && pace.isEmpty()) {
            throw new IllegalArgumentException(
                    "the lag is told to signal '%s' of no pace: say .paced(…)"
                            .formatted(lagSignal.get()));
        }
    }

    /// One job at a time, without asking anybody.
    public static WorkerTerms usual() {
        return new WorkerTerms(
                Optional.empty(),
                1,
                USUAL_GRACE,
                USUAL_PATIENCE,
                Recycling.never(),
                Optional.empty());
    }

    /// Asks before each job.
    public WorkerTerms paced(Pace by) {
        return new WorkerTerms(Optional.of(by), concurrency, grace, patience, recycling, lagSignal);
    }

    /// Has so many jobs in hand at once.
    public WorkerTerms concurrency(int jobs) {
        return new WorkerTerms(pace, jobs, grace, patience, recycling, lagSignal);
    }

    /// Waits so long for its jobs when it is told to stop.
    public WorkerTerms grace(Duration time) {
        return new WorkerTerms(pace, concurrency, time, patience, recycling, lagSignal);
    }

    /// Keeps a job so long in hand without its turn.
    public WorkerTerms patience(Duration time) {
        return new WorkerTerms(pace, concurrency, grace, time, recycling, lagSignal);
    }

    /// Ends to be replaced.
    public WorkerTerms recycled(Recycling when) {
        return new WorkerTerms(pace, concurrency, grace, patience, when, lagSignal);
    }

    /// Tells a signal of its pace, one that is `pushed`, how far behind it is.
    public WorkerTerms tellingLagAs(String signal) {
        return new WorkerTerms(pace, concurrency, grace, patience, recycling, Optional.of(signal));
    }
}
