package dev.kiban.worker;

import java.time.Duration;
import java.util.Optional;

/// A queue, as a worker sees it. It is asked by many threads at once.
public interface JobQueue<B> extends AutoCloseable {
    /// Waits for a job.
    ///
    /// It is never interrupted while it waits, so it should not take much longer than it is told.
    ///
    /// @param atMost how long
    /// @return empty if there was none
    Optional<Taken<B>> take(Duration atMost);

    /// No more jobs are taken. What was fetched ahead goes back, and who waits for a job is told
    /// that there is none.
    default void stopTaking() {}

    /// No job is in hand any more.
    @Override
    default void close() {}
}
