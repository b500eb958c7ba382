package dev.kiban.worker;

/// A job that is in this worker's hand: nobody else has it until one of these is called, once.
///
/// They are called by any thread. Where the queue cannot be told, they throw: what then becomes of
/// the job is the queue's promise, most often that another worker gets it.
public interface Taken<B> {
    /// What is to be done.
    Job<B> job();

    /// It is done, and nobody gets it again.
    void done();

    /// It was not done, through no fault of its own: the next worker gets it.
    void giveBack();

    /// It was tried. Whether somebody tries again is the queue's rule.
    default void failed(Throwable cause) {
        giveBack();
    }
}
