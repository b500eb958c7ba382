package dev.kiban.gateway.count;

/// Where counts go: a store, which is wired in from outside.
///
/// The same minute of the same instance may come again, as often as an answer was lost; it is to
/// be stored once. It comes with the same rows each time. Called by one thread; may block.
@FunctionalInterface
public interface CountsOut {

    /// Stores them, or says why not now. A fault is as good as [Later].
    Outcome take(MinuteCounts counts);

    /// What became of a minute.
    sealed interface Outcome {}

    /// It is stored, now or before; the gateway forgets it.
    record Taken() implements Outcome {}

    /// It is not stored; the gateway keeps it and comes again.
    ///
    /// @param why for people
    record Later(String why) implements Outcome {}
}
