package dev.kiban.console.web;

import com.sun.net.httpserver.Headers;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpHandler;
import com.sun.net.httpserver.HttpServer;
import dev.kiban.console.Board;
import dev.kiban.console.Profiles;
import dev.kiban.runtime.telemetry.log.Log;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Semaphore;

/// Serves the console on this machine only. As nobody signs in, its pages change nothing, and
/// requests that a foreign page sends by a name of its own are refused. Programs, which say who
/// they are, can be given an API beside them.
///
/// ```java
/// ConsoleServer console = ConsoleServer.start(8081, ports, log);
/// console.serve("/api/", api);
/// ```
public final class ConsoleServer implements AutoCloseable {
    /// Readers at a time; the next ones are told to come back.
    static final int MAX_READERS = 32;

    private static final int BACKLOG = 64;
    private static final Set<String> OUR_NAMES = Set.of("localhost", "127.0.0.1", "[::1]");

    private static final Map<String, String> HEADERS =
            Map.of(
                    "Content-Security-Policy",
                            "default-src 'none'; style-src 'self'; script-src 'self'; img-src 'self';"
                                    + " connect-src 'self'; form-action 'self'; base-uri 'none';"
                                    + " frame-ancestors 'none'",
                    "X-Content-Type-Options", "nosniff",
                    "Referrer-Policy", "no-referrer",
                    "Cross-Origin-Resource-Policy", "same-origin",
                    "Cross-Origin-Opener-Policy", "same-origin");

    private final HttpServer server;
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    private final Semaphore readers = new Semaphore(MAX_READERS);
    private final Pages pages;
    private final Log log;

    private ConsoleServer(HttpServer server, Pages pages, Log log) {
        this.server = server;
        this.pages = pages;
        this.log = log;
    }

    /// What the pages show.
    public record Ports(Board board, Profiles profiles, InstantSource clock) {}

    /// Starts to serve on loopback.
    ///
    /// @param port 0 takes a free one
    /// @throws UncheckedIOException if the port cannot be had
    public static ConsoleServer start(int port, Ports ports, Log log) {
        try {
            InetAddress loopback = InetAddress.ofLiteral("127.0.0.1");
            HttpServer server = HttpServer.create(new InetSocketAddress(loopback, port), BACKLOG);
            ConsoleServer console = new ConsoleServer(server, pages(ports), log);
            server.setExecutor(console.threads);
            server.createContext("/", console::answer);
            server.start();
            return console;
        } catch (IOException e) {
            throw new UncheckedIOException(
                    "the console cannot listen on port %d: %s".formatted(port, e.getMessage()), e);
        }
    }

    /// Serves more than pages: all below a path is its handler's, who lets in whom it knows.
    public void serve(String path, HttpHandler handler) {
        server.createContext(path, handler);
    }

    private static Pages pages(Ports ports) {
        return new Pages(ports.board(), ports.profiles(), ports.clock());
    }

    /// The port that it listens on.
    public int port() {
        return server.getAddress().getPort();
    }

    /// Stops at once.
    @Override
    public void close() {
        server.stop(0);
        threads.shutdownNow();
    }

    private void answer(HttpExchange exchange) throws IOException {
        try (exchange) {
            Reply reply = replyTo(exchange);
            boolean hasBody =
                    reply.body().length > 0 && !exchange.getRequestMethod().equals("HEAD");
            Headers headers = exchange.getResponseHeaders();
            HEADERS.forEach(headers::set);
            headers.putAll(reply.headers());
            exchange.sendResponseHeaders(reply.status(), hasBody ? reply.body().length : -1);
            if (hasBody) {
                exchange.getResponseBody().write(reply.body());
            }
        }
    }

    private Reply replyTo(HttpExchange exchange) {
        String method = exchange.getRequestMethod();
        if (!method.equals("GET") && !method.equals("HEAD")) {
            exchange.getResponseHeaders().set("Allow", "GET, HEAD");
            return Reply.text(405, "The console can only be read.\n");
        }
        if (!OUR_NAMES.contains(hostOf(exchange))) {
            return Reply.text(421, "The console is at localhost only.\n");
        }
        if (!readers.tryAcquire()) {
            exchange.getResponseHeaders().set("Retry-After", "1");
            return Reply.text(503, "Too many readers.\n");
        }
        try {
            return pages.answer(asked(exchange));
        } catch (RuntimeException e) {
            log.fault("Console page failed", e);
            return Reply.text(500, "This page failed; the log says why.\n");
        } finally {
            readers.release();
        }
    }

    private static Asked asked(HttpExchange exchange) {
        URI address = exchange.getRequestURI();
        return Asked.of(
                address.getPath(),
                Objects.requireNonNullElse(address.getRawQuery(), ""),
                header(exchange, "Cookie", "; "),
                header(exchange, "Accept-Language", ","));
    }

    private static String hostOf(HttpExchange exchange) {
        return header(exchange, "Host", ",").replaceFirst(":[0-9]*$", "");
    }

    private static String header(HttpExchange exchange, String name, String between) {
        List<String> values = exchange.getRequestHeaders().get(name);
        return values == null ? "" : String.join(between, values);
    }
}
