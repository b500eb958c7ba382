package dev.kiban.ledger;

/// The end of the chain: which event is the last, and its hash. Before the first event it is
/// [#START].
public record Head(long sequence, Hash hash) {
    /// Of a ledger without events.
    public static final Head START = new Head(0, Hash.ZERO);
}
