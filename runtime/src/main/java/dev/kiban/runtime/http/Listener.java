package dev.kiban.runtime.http;

import java.security.cert.X509Certificate;
import java.time.Duration;
import java.util.List;

/// A port on which requests are taken.
public interface Listener extends AutoCloseable {

    int port();

    /// From here on, clients that begin a connection of TLS are asked for a certificate of these
    /// authorities, and whoever shows one of others is turned away; empty to ask for none. The
    /// listener's own certificate and key are read again. Nothing without TLS.
    ///
    /// @throws TransportFault if that cannot be done; then it is as before
    void ask(List<X509Certificate> authorities);

    /// Goes by other limits. Times hold for all connections from here on, and what is counted or
    /// measured on one connection (header bytes, streams, resets) for those that begin from here
    /// on.
    void limit(EdgeLimits limits);

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
