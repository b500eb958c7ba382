package dev.kiban.worker.rabbitmq;

/// What becomes of a message whose job failed.
public enum WhenFailed {
    /// It goes back to the queue, and is tried again, for ever: unless it is a quorum queue with a
    /// delivery limit, a job that never succeeds never ends.
    TRY_AGAIN,

    /// It goes where the queue's dead letters go. A queue that has no such place drops it.
    DEAD_LETTER
}
