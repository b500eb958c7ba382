package dev.kiban.api;

import dev.kiban.runtime.http.EdgeLimits;
import dev.kiban.runtime.http.ListenSettings;
import dev.kiban.runtime.http.Listener;
import dev.kiban.runtime.http.ServerTls;
import dev.kiban.runtime.http.Transport;
import java.time.Duration;
import java.util.Optional;

/// A port for the API over gRPC, with a loop of its own: what programs tell does not hold up
/// requests that a gateway serves.
///
/// ```java
/// try (GrpcServer server = GrpcServer.start(api, "127.0.0.1", 8082, Optional.empty())) { ... }
/// ```
public final class GrpcServer implements AutoCloseable {
    /// What is taken before it is known what is called. Calls that wait for their message, all
    /// together, take 64 MiB.
    private static final EdgeLimits LIMITS =
            new EdgeLimits(
                    64, 16, 8 * 1024, 8 * 1024, 200, Duration.ofMinutes(5), Duration.ofSeconds(10));

    /// For calls under way, when it closes.
    private static final Duration GRACE = Duration.ofSeconds(3);

    private final Transport transport;
    private final Listener listener;

    private GrpcServer(Transport transport, Listener listener) {
        this.transport = transport;
        this.listener = listener;
    }

    /// @param port 0 takes a free one
    /// @param tls absent for plain text
    /// @throws dev.kiban.runtime.http.TransportFault if the port cannot be had, or the files for
    ///     TLS cannot be used
    public static GrpcServer start(Api api, String host, int port, Optional<ServerTls> tls) {
        Transport transport = Transport.start(1);
        boolean started = false;
        try {
            Listener listener =
                    transport.listen(
                            new ListenSettings(host, port, tls, LIMITS),
                            loop -> new ApiOverGrpc(api, loop));
            started = true;
            return new GrpcServer(transport, listener);
        } finally {
            if (!started) {
                transport.close();
            }
        }
    }

    /// The port that it listens on.
    public int port() {
        return listener.port();
    }

    @Override
    public void close() {
        boolean _ = listener.drain(GRACE);
        transport.close();
    }
}
