package dev.kiban.fleamarket.push;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The push service with its real database, and a pace that lets all pass.
class PushServerTest {
    private static final long PATIENCE_NANOS = 60_000_000_000L;

    @TempDir private Path folder;
    private final HttpClient client = HttpClient.newHttpClient();
    private final AtomicInteger asks = new AtomicInteger();
    private HttpServer pace;
    private PushServer server;

    @BeforeEach
    void start() throws IOException {
        pace = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        pace.createContext(
                "/",
                exchange -> {
                    exchange.getResponseHeaders().set("kiban-permit", "p" + asks.incrementAndGet());
                    exchange.sendResponseHeaders(200, -1);
                    exchange.close();
                });
        pace.start();
        server = server();
    }

    @AfterEach
    void stop() {
        server.close();
        pace.stop(0);
        client.close();
    }

    @Test
    void sendsEachMessageOnceAlsoWhenItIsStoppedInBetween() throws Exception {
        assertThat(send("POST", "/reports?seconds=1").statusCode()).isEqualTo(409);
        assertThat(send("POST", "/campaigns?name=spring&messages=300").body())
                .contains("\"queued\":300");
        await("\"sent\":[1-9]");
        assertThat(send("POST", "/reports?seconds=1").statusCode()).isEqualTo(202);

        server.close();
        server = server();

        await("\"sent\":300,\"waiting\":0");
        assertThat(asks.get()).isGreaterThanOrEqualTo(300);
    }

    @Test
    void endsTheServerThatAKilledProgramLeftBehind() throws Exception {
        Path data = folder.resolve("left");
        PushDatabase left = PushDatabase.open(data);
        left.source().close(); // as the system does for a program that is gone
        String pid = Files.readAllLines(data.resolve("postmaster.pid")).getFirst().strip();
        ProcessHandle server = ProcessHandle.of(Long.parseLong(pid)).orElseThrow();

        PushDatabase.endServerOf(data);

        assertThat(server.isAlive()).isFalse();
        PushDatabase.endServerOf(data); // none is there
    }

    @Test
    void saysWhatItDoesNotUnderstand() throws Exception {
        assertThat(send("POST", "/campaigns?messages=3").statusCode()).isEqualTo(400);
        assertThat(send("POST", "/campaigns?name=a&messages=999999").statusCode()).isEqualTo(400);
        assertThat(send("POST", "/reports?seconds=999").statusCode()).isEqualTo(400);
        assertThat(send("GET", "/campaigns").statusCode()).isEqualTo(404);
        assertThat(send("GET", "/stats").body())
                .isEqualTo("{\"pushMillis\":0.0,\"sent\":0,\"waiting\":0}\n");
    }

    private PushServer server() throws IOException {
        return PushServer.start(
                new PushServer.Settings(
                        0,
                        folder.resolve("data"),
                        "http://127.0.0.1:%d/pace/push".formatted(pace.getAddress().getPort())),
                InstantSource.system());
    }

    private void await(String pattern) throws Exception {
        long end = System.nanoTime() + PATIENCE_NANOS;
        String stats = "";
        while (System.nanoTime() - end < 0) {
            stats = send("GET", "/stats").body();
            if (stats.matches("(?s).*" + pattern + ".*")) {
                return;
            }
        }
        assertThat(stats).containsPattern(pattern);
    }

    private HttpResponse<String> send(String method, String path) throws Exception {
        return client.send(
                HttpRequest.newBuilder(
                                URI.create("http://127.0.0.1:%d%s".formatted(server.port(), path)))
                        .method(method, BodyPublishers.noBody())
                        .build(),
                BodyHandlers.ofString());
    }
}
