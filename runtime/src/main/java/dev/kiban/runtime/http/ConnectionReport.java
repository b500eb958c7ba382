package dev.kiban.runtime.http;

/// Hears of the connections of a listener, on any thread.
public interface ConnectionReport {
    /// Nobody listens.
    ConnectionReport NONE =
            new ConnectionReport() {
                @Override
                public void opened() {}

                @Override
                public void ended() {}

                @Override
                public void closed(Reason reason) {}
            };

    /// Why a listener closed a connection of its own accord.
    enum Reason {
        /// Too many were open; this one was not begun.
        CONNECTIONS,
        /// Its address had too many; this one was not begun.
        ADDRESS,
        /// It did not say anything, or its head did not end, in time.
        HEAD,
        /// There was no request for too long.
        IDLE,
        /// Its client did not take its answer.
        STALLED,
        /// Its client reset too many requests.
        RESETS
    }

    /// One was begun.
    void opened();

    /// One of those has ended, whoever closed it.
    void ended();

    void closed(Reason reason);
}
