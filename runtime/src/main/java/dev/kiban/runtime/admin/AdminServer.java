package dev.kiban.runtime.admin;

import com.sun.net.httpserver.Headers;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.kiban.runtime.admin.AdminPage.Answer;
import dev.kiban.runtime.telemetry.log.Log;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Semaphore;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/// Serves pages to read and questions to ask, by exact path. `/` lists the pages; they take GET and
/// HEAD, questions POST. On loopback, whoever asks for another host is refused.
///
/// ```java
/// AdminContent content = AdminContent.of(Map.of("/metrics", metricsPage));
/// AdminServer admin = AdminServer.start("127.0.0.1", 9090, content, log);
/// ```
public final class AdminServer implements AutoCloseable {
    /// Readers at a time; the next ones are told to come back.
    static final int MAX_READERS = 32;

    /// Of a question.
    static final int MAX_BYTES = 256 * 1024;

    private static final Set<String> LOOPBACK_NAMES = Set.of("localhost", "127.0.0.1", "[::1]");
    private static final Pattern PORT = Pattern.compile(":[0-9]*$");

    private final HttpServer server;
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    private final Semaphore readers = new Semaphore(MAX_READERS);
    private final Map<String, AdminPage> pages;
    private final Map<String, AdminQuestion> questions;
    private final Log log;

    private AdminServer(HttpServer server, AdminContent content, Log log) {
        this.server = server;
        this.pages = new TreeMap<>(content.pages());
        this.questions = content.questions();
        this.log = log;
    }

    /// Starts to serve.
    ///
    /// @param port 0 takes a free one
    /// @throws UncheckedIOException if the address cannot be had
    public static AdminServer start(String host, int port, AdminContent content, Log log) {
        try {
            HttpServer server =
                    BoundedServer.at(new InetSocketAddress(host, port), Optional.empty());
            AdminServer admin = new AdminServer(server, content, log);
            server.setExecutor(admin.threads);
            server.createContext("/", admin::answer);
            server.start();
            return admin;
        } catch (IOException e) {
            String where = "cannot listen on %s port %d: %s".formatted(host, port, e.getMessage());
            throw new UncheckedIOException(where, e);
        }
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
            Answer answer = answerTo(exchange);
            boolean head = exchange.getRequestMethod().equals("HEAD");
            Headers headers = exchange.getResponseHeaders();
            headers.set("Content-Type", answer.contentType());
            headers.set("Cache-Control", "no-store");
            headers.set("X-Content-Type-Options", "nosniff");
            exchange.sendResponseHeaders(answer.status(), head ? -1 : answer.body().length);
            if (!head) {
                exchange.getResponseBody().write(answer.body());
            }
        }
    }

    private Answer answerTo(HttpExchange exchange) {
        if (isForeign(exchange)) {
            return Answer.text(421, "These pages are for this machine, by its own name.\n");
        }
        String method = exchange.getRequestMethod();
        AdminQuestion question = questions.get(exchange.getRequestURI().getPath());
        if (question != null && !method.equals("POST")) {
            exchange.getResponseHeaders().set("Allow", "POST");
            return Answer.text(405, "This is asked by POST.\n");
        }
        if (question == null && !method.equals("GET") && !method.equals("HEAD")) {
            exchange.getResponseHeaders().set("Allow", "GET, HEAD");
            return Answer.text(405, "These pages can only be read.\n");
        }
        if (!readers.tryAcquire()) {
            exchange.getResponseHeaders().set("Retry-After", "1");
            return Answer.text(503, "Too many readers.\n");
        }
        try {
            return question == null
                    ? page(exchange.getRequestURI().getPath(), accept(exchange))
                    : answer(question, exchange);
        } catch (IOException | RuntimeException e) {
            log.fault("Admin page failed", e);
            return Answer.text(500, "This page failed; the log says why.\n");
        } finally {
            readers.release();
        }
    }

    /// Only JSON: what the page of a stranger could send without being asked is something else.
    private static Answer answer(AdminQuestion question, HttpExchange exchange) throws IOException {
        if (!"application/json".equals(exchange.getRequestHeaders().getFirst("Content-Type"))) {
            return Answer.text(415, "This is asked in application/json.\n");
        }
        byte[] json = exchange.getRequestBody().readNBytes(MAX_BYTES + 1);
        return json.length > MAX_BYTES
                ? Answer.text(413, "That is more than a question.\n")
                : question.answer(new String(json, StandardCharsets.UTF_8));
    }

    private Answer page(String path, String accept) {
        AdminPage page = pages.get(path);
        if (page != null) {
            return page.read(accept);
        }
        return path.equals("/")
                ? Answer.text(200, list())
                : Answer.text(404, "There is no such page. These are:\n" + list());
    }

    private String list() {
        return pages.keySet().stream().map(path -> path + "\n").collect(Collectors.joining());
    }

    /// Whether a browser here was led to us by a name that somebody else resolves: its page could
    /// read what is not for it (DNS rebinding).
    private static boolean isForeign(HttpExchange exchange) {
        String host = exchange.getRequestHeaders().getFirst("Host");
        return exchange.getLocalAddress().getAddress().isLoopbackAddress()
                && host != null
                && !LOOPBACK_NAMES.contains(PORT.matcher(host).replaceFirst(""));
    }

    private static String accept(HttpExchange exchange) {
        List<String> values = exchange.getRequestHeaders().get("Accept");
        return values == null ? "" : String.join(",", values);
    }
}
