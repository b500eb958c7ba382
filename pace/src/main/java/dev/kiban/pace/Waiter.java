package dev.kiban.pace;

/// Somebody whose turn comes later. It is told once, by any thread, outside of the pacer's lock;
/// maybe before [Pacer#ask] has returned. It must not block.
@FunctionalInterface
public interface Waiter {

    /// Its turn has come, or it has been refused after all.
    void told(Answer.Last answer);
}
