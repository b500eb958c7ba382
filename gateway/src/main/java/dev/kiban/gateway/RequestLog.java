package dev.kiban.gateway;

import dev.kiban.kernel.ServiceName;

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

    /// What became of a copy of a request for a mirror.
    enum Copied {
        /// The mirror has answered, whatever it said.
        SENT,
        /// The mirror did not answer.
        FAILED,
        /// Too many copies were under way.
        DROPPED
    }

    /// A copy of a request is over.
    ///
    /// @param backend that got it, or should have
    default void copied(ServiceName service, String backend, Copied result) {}

    /// A WebSocket is open from here on. Its request is over when it is closed.
    default void tunnelOpened(Target target) {}

    /// One that was open is closed.
    default void tunnelClosed(Target target) {}

    /// Tells another of the same loop after this one.
    default RequestLog andThen(RequestLog next) {
        RequestLog first = this;
        return new RequestLog() {
            @Override
            public void began() {
                first.began();
                next.began();
            }

            @Override
            public void served(ServedRequest request) {
                first.served(request);
                next.served(request);
            }

            @Override
            public void tunnelOpened(Target target) {
                first.tunnelOpened(target);
                next.tunnelOpened(target);
            }

            @Override
            public void tunnelClosed(Target target) {
                first.tunnelClosed(target);
                next.tunnelClosed(target);
            }

            @Override
            public void copied(ServiceName service, String backend, Copied result) {
                first.copied(service, backend, result);
                next.copied(service, backend, result);
            }
        };
    }
}
