package dev.kiban.app;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.Map;

/// Goes through `kiban run` once for nothing, beside an API and a pace that say yes to everything,
/// so that the JVM notes what that needs and starts faster from then on (JEP 514).
///
/// ```
/// java -XX:AOTCacheOutput=run.aot -cp kiban.jar dev.kiban.app.Rehearsal
/// ```
public final class Rehearsal {
    private static final String YES =
            """
            {"answer": "HELD", "held": true, "run": {"fence": "1", "slot": "2026-11-21T03:00:00Z"}}\
            """;
    private static final int OK = 200;

    private Rehearsal() {}

    /// @throws IOException if no port can be had
    public static void main(String[] args) throws IOException {
        HttpServer server =
                HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", Rehearsal::agree);
        server.start();
        String url = "http://localhost:" + server.getAddress().getPort();
        System.exit(
                Main.run(
                        Map.of("KIBAN_TOKEN", "rehearsal"),
                        "--api",
                        url,
                        "--pace-at",
                        url,
                        "--pace",
                        "rehearsal",
                        "--lock",
                        "rehearsal",
                        "--slot",
                        "2026-11-21T03:00Z",
                        "--",
                        "true"));
    }

    private static void agree(HttpExchange exchange) throws IOException {
        byte[] body = YES.getBytes(UTF_8);
        exchange.getRequestBody().readAllBytes();
        exchange.getResponseHeaders().add("Kiban-Permit", "rehearsal");
        exchange.sendResponseHeaders(OK, body.length);
        exchange.getResponseBody().write(body);
        exchange.close();
    }
}
