package dev.kiban.app.proof;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/// A plain HTTP upstream that writes down the target of each request that came to its end, and
/// answers with it, or, if it ends with `/large`, with 8 MiB.
final class LegacyServer implements AutoCloseable {

    /// More than windows and sockets on the way take.
    private static final int LARGE_PARTS = 1024;

    /// More connections than any test begins at once: of those that do not fit, the kernel forgets
    /// some that the client takes for made, and resets them when a request comes.
    private static final int BACKLOG = 1_024;

    private static final byte[] PART = new byte[8 * 1024];

    private final HttpServer server;
    private final ExecutorService workers = Executors.newVirtualThreadPerTaskExecutor();
    private final Queue<String> targets = new ConcurrentLinkedQueue<>();
    private final Set<String> headers = ConcurrentHashMap.newKeySet();

    LegacyServer() {
        try {
            this.server =
                    HttpServer.create(
                            new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), BACKLOG);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        server.createContext("/", this::answer);
        server.setExecutor(workers);
        server.start();
    }

    int port() {
        return server.getAddress().getPort();
    }

    /// Writes the definitions of a gateway before it, with `/legacy/` open to anyone.
    void define(Path directory) throws IOException {
        Files.writeString(
                directory.resolve("legacy.yaml"),
                """
                apiVersion: kiban.dev/v1
                kind: Team
                metadata: {name: proof}
                spec: {displayName: Proof}
                ---
                apiVersion: kiban.dev/v1
                kind: Service
                metadata: {name: legacy}
                spec:
                  owner: proof
                  tier: experimental
                  upstream: {protocol: http, addresses: ["127.0.0.1:%d"]}
                  gateway:
                    routes:
                      - http: {prefix: /legacy/, upstreamPrefix: /inner/}
                        access: anyone
                """
                        .formatted(port()));
    }

    List<String> targets() {
        return List.copyOf(targets);
    }

    /// The names of all headers of all requests, the first letter in upper case.
    Set<String> headers() {
        return Set.copyOf(headers);
    }

    @Override
    public void close() {
        server.stop(0);
        workers.close();
    }

    private void answer(HttpExchange exchange) throws IOException {
        try (exchange) {
            exchange.getRequestBody().readAllBytes();
            String target = exchange.getRequestURI().toString();
            targets.add(target);
            headers.addAll(exchange.getRequestHeaders().keySet());
            if (target.endsWith("/large")) {
                exchange.sendResponseHeaders(200, 0);
                for (int i = 0; i < LARGE_PARTS; i++) {
                    exchange.getResponseBody().write(PART);
                }
                return;
            }
            byte[] body = target.getBytes(UTF_8);
            exchange.sendResponseHeaders(200, body.length);
            exchange.getResponseBody().write(body);
        }
    }
}
