package dev.kiban.worker;

/// Does a job.
///
/// When the worker has to stop and the job takes longer than it may, its thread is interrupted.
/// [Trace#CURRENT] is the trace that it belongs to.
@FunctionalInterface
public interface Work<B> {
    /// Returns when the job is done.
    ///
    /// @throws Exception when it is not
    void run(Job<B> job) throws Exception;
}
