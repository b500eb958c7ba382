package dev.kiban.gateway;

/// Hears of each request when it is over: metrics, access log and spans are made of this.
///
/// Each event loop has its own, called by that loop only; it must not wait.
@FunctionalInterface
public interface RequestLog {

    void served(ServedRequest request);
}
