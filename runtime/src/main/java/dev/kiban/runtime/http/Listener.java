package dev.kiban.runtime.http;

import java.time.Duration;

/// A port on which requests are taken.
public interface Listener extends AutoCloseable {

    int port();

    /// Stops taking connections and tells the open ones (HTTP/2 `GOAWAY`, HTTP/1.1 `Connection:
    /// close`), waits until what is under way has ended, then closes all that is left after
    /// `atMost`.
    ///
    /// @return whether everything ended in time
    boolean drain(Duration atMost);

    /// Closes everything now.
    @Override
    void close();
}
