package dev.kiban.console.web;

import com.sun.net.httpserver.Headers;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpHandler;
import com.sun.net.httpserver.HttpServer;
import dev.kiban.console.Acts;
import dev.kiban.console.Board;
import dev.kiban.console.Chronicle;
import dev.kiban.console.LookBacks;
import dev.kiban.console.MadeUp;
import dev.kiban.console.Paces;
import dev.kiban.console.Profiles;
import dev.kiban.console.Reception;
import dev.kiban.console.Routes;
import dev.kiban.console.Runs;
import dev.kiban.runtime.admin.BoundedServer;
import dev.kiban.runtime.telemetry.log.Log;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.stream.Stream;

/// Serves the console: pages to who may read them, forms of those pages to who may change things.
/// Requests by a name that is not ours are refused. Programs, which say who they are, can be given
/// an API beside them.
///
/// ```java
/// ConsoleServer console = ConsoleServer.start(Listening.here(8081), ports, entrance, log);
/// console.serve("/api/", api);
/// ```
public final class ConsoleServer implements AutoCloseable {
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
    private final FrontDoor door;
    private final Site site;
    private final Log log;

    private ConsoleServer(HttpServer server, FrontDoor door, Site site, Log log) {
        this.server = server;
        this.door = door;
        this.site = site;
        this.log = log;
    }

    /// What the pages show.
    public record Ports(
            Board board,
            Profiles profiles,
            LookBacks lookBacks,
            Chronicle chronicle,
            Routes routes,
            Paces paces,
            Runs runs,
            MadeUp madeUp,
            InstantSource clock) {}

    /// Who may look, and what they can do.
    public record Entrance(Reception reception, Acts acts) {}

    /// Starts to serve.
    ///
    /// @throws UncheckedIOException if the address cannot be had
    /// @throws IllegalArgumentException if the files for TLS cannot be used
    public static ConsoleServer start(
            Listening listening, Ports ports, Entrance entrance, Log log) {
        Site site = listening.site();
        FrontDoor door =
                new FrontDoor(
                        site,
                        new Pages(ports, entrance.acts()),
                        new Gatehouse(entrance.reception(), site),
                        new Deeds(entrance.acts(), ports.clock()));
        try {
            InetSocketAddress address = new InetSocketAddress(listening.host(), listening.port());
            HttpServer server = BoundedServer.at(address, listening.tls());
            ConsoleServer console = new ConsoleServer(server, door, site, log);
            server.setExecutor(console.threads);
            server.createContext("/", console::answer);
            server.start();
            return console;
        } catch (IOException e) {
            throw new UncheckedIOException(
                    "the console cannot listen on %s port %d: %s"
                            .formatted(listening.host(), listening.port(), e.getMessage()),
                    e);
        }
    }

    /// Serves more than pages: all below a path is its handler's, who lets in whom it knows.
    public void serve(String path, HttpHandler handler) {
        server.createContext(path, handler);
    }

    /// Where forms are sent to: all that can be changed from pages. `{service}` is the name of one.
    public static List<String> forms() {
        return Stream.of(FormPlace.values()).map(FormPlace::template).toList();
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
            if (site.isSecure() && site.isAlone()) {
                headers.set("Strict-Transport-Security", "max-age=31536000");
            }
            headers.putAll(reply.headers());
            exchange.sendResponseHeaders(reply.status(), hasBody ? reply.body().length : -1);
            if (hasBody) {
                exchange.getResponseBody().write(reply.body());
            }
        }
    }

    private Reply replyTo(HttpExchange exchange) throws IOException {
        try {
            return door.answer(exchange);
        } catch (RuntimeException e) {
            log.fault("Console page failed", e);
            return Reply.text(500, "This page failed; the log says why.\n");
        }
    }
}
