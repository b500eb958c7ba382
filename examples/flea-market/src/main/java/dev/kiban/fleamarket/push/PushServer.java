package dev.kiban.fleamarket.push;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.kiban.worker.Pace;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Locale;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// The push service over HTTP: campaigns are ordered here, and people see how it does.
///
/// ```
/// POST /campaigns?name=spring&messages=3000
/// POST /reports?seconds=20
/// GET /stats
/// ```
///
/// Its database is started with the first campaign, or at once if there was one before.
public final class PushServer implements AutoCloseable {
    private static final int MAX_MESSAGES = 100_000;
    private static final int MAX_SECONDS = 120;
    private static final Pattern CAMPAIGN =
            Pattern.compile("name=([a-z0-9]{1,32})&messages=(\\d{1,6})");
    private static final Pattern REPORT = Pattern.compile("seconds=(\\d{1,3})");

    private final Settings settings;
    private final InstantSource clock;
    private final HttpServer server;
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    private final Object opening = new Object();
    private Open open = new Open.Not();

    /// Where to serve, where its database is, and whom its worker asks.
    ///
    /// @param port 0 for any free one
    /// @param pace a URL
    public record Settings(int port, Path data, String pace) {}

    /// Its database and its worker.
    private sealed interface Open {
        record Not() implements Open {}

        record Now(PushDatabase database, PushWorker worker) implements Open {}

        record Closed() implements Open {}
    }

    /// What a request gets.
    private record Answer(int status, String json) {}

    private PushServer(Settings settings, InstantSource clock, HttpServer server) {
        this.settings = settings;
        this.clock = clock;
        this.server = server;
    }

    /// @throws IOException if the port is taken
    public static PushServer start(Settings settings, InstantSource clock) throws IOException {
        InetSocketAddress address =
                new InetSocketAddress(InetAddress.getLoopbackAddress(), settings.port());
        PushServer push = new PushServer(settings, clock, HttpServer.create(address, 0));
        push.server.setExecutor(push.threads);
        push.server.createContext("/", push::handle);
        push.server.start();
        if (Files.exists(settings.data())) {
            Thread.ofVirtual().start(push::open);
        }
        return push;
    }

    /// The port it listens on.
    public int port() {
        return server.getAddress().getPort();
    }

    private void handle(HttpExchange exchange) throws IOException {
        try (exchange) {
            Answer answer = answer(exchange);
            byte[] body = (answer.json() + "\n").getBytes(UTF_8);
            exchange.getResponseHeaders().set("Content-Type", "application/json");
            exchange.sendResponseHeaders(answer.status(), body.length);
            exchange.getResponseBody().write(body);
        }
    }

    private Answer answer(HttpExchange exchange) {
        String query = String.valueOf(exchange.getRequestURI().getQuery());
        String request = exchange.getRequestMethod() + " " + exchange.getRequestURI().getPath();
        return switch (request) {
            case "GET /stats" -> stats();
            case "POST /campaigns" -> order(CAMPAIGN.matcher(query));
            case "POST /reports" -> report(REPORT.matcher(query));
            default -> new Answer(404, "{\"error\":\"no such page\"}");
        };
    }

    private Answer order(Matcher query) {
        if (!query.matches() || Integer.parseInt(query.group(2)) > MAX_MESSAGES) {
            return new Answer(400, "{\"error\":\"say name=spring&messages=3000\"}");
        }
        return switch (open()) {
            case Open.Now now -> {
                now.worker().enqueue(query.group(1), Integer.parseInt(query.group(2)));
                yield new Answer(202, "{\"queued\":%s}".formatted(query.group(2)));
            }
            case Open.Not _, Open.Closed _ -> new Answer(503, "{\"error\":\"it ends\"}");
        };
    }

    /// Holds what pushes need, for a while.
    private Answer report(Matcher query) {
        if (!query.matches() || Integer.parseInt(query.group(1)) > MAX_SECONDS) {
            return new Answer(400, "{\"error\":\"say seconds=20\"}");
        }
        Duration length = Duration.ofSeconds(Integer.parseInt(query.group(1)));
        return switch (now()) {
            case Open.Now now -> {
                Thread.ofVirtual().start(() -> report(now.database(), length));
                yield new Answer(202, "{\"seconds\":%d}".formatted(length.toSeconds()));
            }
            case Open.Not _, Open.Closed _ -> new Answer(409, "{\"error\":\"no campaigns\"}");
        };
    }

    private void report(PushDatabase database, Duration length) {
        long end = System.nanoTime() + length.toNanos();
        while (System.nanoTime() - end < 0 && now() instanceof Open.Now) {
            database.report();
        }
    }

    private Answer stats() {
        return switch (now()) {
            case Open.Now(PushDatabase database, PushWorker worker) ->
                    stats(worker.millis(), database.sent(), database.waiting());
            case Open.Not _, Open.Closed _ -> stats(0, 0, 0);
        };
    }

    private static Answer stats(double millis, long sent, long waiting) {
        return new Answer(
                200,
                String.format(
                        Locale.ROOT,
                        "{\"pushMillis\":%.1f,\"sent\":%d,\"waiting\":%d}",
                        millis,
                        sent,
                        waiting));
    }

    private Open now() {
        synchronized (opening) {
            return open;
        }
    }

    private Open open() {
        synchronized (opening) {
            if (open instanceof Open.Not) {
                PushDatabase database = PushDatabase.open(settings.data());
                open =
                        new Open.Now(
                                database,
                                new PushWorker(database, Pace.at(settings.pace()), clock));
            }
            return open;
        }
    }

    /// The worker first, then what it needs.
    @Override
    public void close() {
        server.stop(0);
        synchronized (opening) {
            if (open instanceof Open.Now(PushDatabase database, PushWorker worker)) {
                worker.close();
                database.close();
            }
            open = new Open.Closed();
        }
        threads.shutdownNow();
    }
}
