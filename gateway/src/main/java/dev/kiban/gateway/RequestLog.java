package dev.kiban.gateway;

/// Hears of each request when it begins and when it is over: metrics, access log and spans are made
/// of this.
///
/// Each event loop has its own, called by that loop only; it must not wait.
@FunctionalInterface
public interface RequestLog {

    /// The head of a request has arrived.
    default void began() {}

    /// The request is over. Comes once for each that began.
    void served(ServedRequest request);
}
