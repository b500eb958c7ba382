package dev.kiban.app.proof;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import dev.kiban.testkit.Eventually;
import io.vertx.core.MultiMap;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.ServerWebSocket;
import java.io.ByteArrayOutputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.WebSocket;
import java.net.http.WebSocketHandshakeException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// WebSockets of a real client to a real server, through a real gateway process.
final class WebSocketsEndToEndTest {
    private static final int LARGE_BYTES = 4 * 1024 * 1024;

    @TempDir private static Path directory;

    private static Vertx vertx;
    private static HttpServer backend;
    private static GatewayProcess gateway;
    private static AdminPort admin;
    private static final List<Opened> OPENED = new CopyOnWriteArrayList<>();
    private static final List<MultiMap> PLAIN = new CopyOnWriteArrayList<>();

    private final HttpClient client = HttpClient.newHttpClient();

    /// What the backend saw of one that was opened.
    private record Opened(String path, MultiMap headers, CompletableFuture<Boolean> closed) {}

    @BeforeAll
    static void start() throws Exception {
        vertx = Vertx.vertx();
        backend =
                vertx.createHttpServer()
                        .webSocketHandshakeHandler(
                                asked -> {
                                    if (asked.path().endsWith("/refused")) {
                                        asked.reject(403);
                                    } else {
                                        asked.accept();
                                    }
                                })
                        .webSocketHandler(WebSocketsEndToEndTest::echo)
                        .requestHandler(
                                request -> {
                                    PLAIN.add(request.headers());
                                    request.response().end("plain");
                                })
                        .listen(0, "127.0.0.1")
                        .toCompletionStage()
                        .toCompletableFuture()
                        .get(20, TimeUnit.SECONDS);
        Files.writeString(directory.resolve("all.yaml"), definitions(backend.actualPort()));
        gateway = GatewayProcess.start(directory);
        admin = new AdminPort(gateway.adminPort());
    }

    private static String definitions(int port) {
        return """
        apiVersion: kiban.dev/v1
        kind: Team
        metadata: {name: proof}
        spec: {displayName: Proof}
        ---
        apiVersion: kiban.dev/v1
        kind: Gateway
        metadata: {name: public}
        spec:
          access:
            partners:
              - name: acme
                keys: ["sha256:9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08"]
        ---
        apiVersion: kiban.dev/v1
        kind: Service
        metadata: {name: chat}
        spec:
          owner: proof
          tier: experimental
          upstream: {protocol: http, addresses: ["127.0.0.1:%d"]}
          gateway:
            routes:
              - http: {prefix: /chat/, upstreamPrefix: /inner/}
                access: anyone
                websocket: {}
              - http: {prefix: /few/}
                access: anyone
                websocket: {atMost: 2}
              - http: {prefix: /quiet/}
                access: anyone
                websocket: {idleTimeout: 1s}
              - http: {prefix: /guarded/}
                access: {allow: [acme]}
                websocket: {}
              - http: {prefix: /plain/}
                access: anyone
        """
                .formatted(port);
    }

    private static void echo(ServerWebSocket socket) {
        CompletableFuture<Boolean> closed = new CompletableFuture<>();
        OPENED.add(new Opened(socket.path(), socket.headers(), closed));
        socket.closeHandler(_ -> closed.complete(true));
        socket.textMessageHandler(
                text -> {
                    if (text.equals("leave")) {
                        socket.close();
                    } else {
                        socket.writeTextMessage(text);
                    }
                });
        socket.binaryMessageHandler(socket::writeBinaryMessage);
    }

    @AfterAll
    static void stop() throws Exception {
        gateway.close();
        vertx.close().toCompletionStage().toCompletableFuture().get(20, TimeUnit.SECONDS);
    }

    @AfterEach
    void nothingIsOpen() {
        client.shutdownNow();
        admin.awaitNothingUnderWay();
        assertThat(admin.metric("kiban_gateway_websockets_open")).isZero();
        OPENED.clear();
        PLAIN.clear();
    }

    @Test
    void passesMessagesOnBothWays() throws Exception {
        Heard heard = new Heard();
        WebSocket socket = open("/chat/room?a=%20b", heard, Map.of("X-Kiban-Subject", "admin"));

        for (int i = 0; i < 200; i++) {
            socket.sendText("message " + i, true).join();
            assertThat(heard.nextText()).isEqualTo("message " + i);
        }
        assertThat(admin.metric("kiban_gateway_websockets_open")).isEqualTo(1);
        Opened opened = OPENED.getFirst();
        assertThat(opened.path()).isEqualTo("/inner/room");
        assertThat(opened.headers().get("x-forwarded-for")).isEqualTo("127.0.0.1");
        assertThat(opened.headers().names())
                .noneMatch(name -> name.toLowerCase(Locale.ROOT).contains("kiban"));

        socket.sendClose(WebSocket.NORMAL_CLOSURE, "").join();
        assertThat(heard.closed.get(20, TimeUnit.SECONDS)).isEqualTo(WebSocket.NORMAL_CLOSURE);
        JsonObject line = logged("/chat/room");
        assertThat(line.get("status").getAsInt()).isEqualTo(101);
        assertThat(line.get("request_bytes").getAsLong()).isGreaterThan(2_000);
        assertThat(line.get("response_bytes").getAsLong()).isGreaterThan(2_000);
    }

    @Test
    void passesLargeMessagesOn() {
        Heard heard = new Heard();
        WebSocket socket = open("/chat/large", heard, Map.of());
        byte[] large = new byte[LARGE_BYTES];
        Arrays.fill(large, (byte) 7);

        for (int from = 0; from < LARGE_BYTES; from += 32 * 1024) {
            socket.sendBinary(ByteBuffer.wrap(large, from, 32 * 1024), true).join();
        }

        Eventually.passes(() -> assertThat(heard.bytes()).isEqualTo(LARGE_BYTES));
        socket.abort();
    }

    @Test
    void eachSideHearsThatTheOtherOneLeaves() throws Exception {
        Heard heard = new Heard();
        WebSocket one = open("/chat/one", heard, Map.of());
        one.sendText("leave", true).join();
        assertThat(heard.closed.get(20, TimeUnit.SECONDS)).isPositive();

        WebSocket other = open("/chat/other", new Heard(), Map.of());
        Eventually.passes(() -> assertThat(OPENED).hasSize(2));
        other.abort();
        assertThat(OPENED.getLast().closed().get(20, TimeUnit.SECONDS)).isTrue();
    }

    @Test
    void closesWhatIsQuietForTooLong() throws Exception {
        Heard heard = new Heard();
        open("/quiet/a", heard, Map.of());

        assertThat(heard.closed.get(20, TimeUnit.SECONDS)).isNotNull();
        assertThat(OPENED.getFirst().closed().get(20, TimeUnit.SECONDS)).isTrue();
    }

    @Test
    void letsNoMoreInThanItMay() {
        WebSocket first = open("/few/a", new Heard(), Map.of());
        WebSocket second = open("/few/b", new Heard(), Map.of());
        assertRefused("/few/c", Map.of(), 503);

        first.abort();
        Eventually.passes(
                () -> assertThat(admin.metric("kiban_gateway_websockets_open")).isEqualTo(1));
        open("/few/d", new Heard(), Map.of()).abort();
        second.abort();
    }

    @Test
    void asksWhoCallsFirst() {
        assertRefused("/guarded/a", Map.of(), 401);
        assertThat(OPENED).isEmpty();

        open("/guarded/a", new Heard(), Map.of("X-Api-Key", "test")).abort();
        Eventually.passes(() -> assertThat(OPENED).hasSize(1));
        assertThat(OPENED.getFirst().headers().get("x-kiban-caller")).isEqualTo("acme");
        assertThat(OPENED.getFirst().headers().contains("x-api-key")).isFalse();
    }

    @Test
    void handsOnWhatTheBackendAnswersInstead() {
        assertRefused("/chat/refused", Map.of(), 403);
    }

    @Test
    void letsNoneThroughWhereTheRouteDoesNotSaySo() {
        assertRefused("/plain/a", Map.of(), 200);
        assertThat(PLAIN).hasSize(1);
        assertThat(PLAIN.getFirst().contains("upgrade")).isFalse();
        assertThat(PLAIN.getFirst().get("connection")).isNotEqualToIgnoringCase("upgrade");
    }

    /// What ends where could be read in two ways.
    @Test
    void opensNoneForARequestWithABody() {
        try (HttpSocket socket = HttpSocket.connect(gateway.port())) {
            Answer answer =
                    socket.send(
                                    """
                                    GET /chat/smuggled HTTP/1.1\r
                                    Host: a\r
                                    Connection: Upgrade\r
                                    Upgrade: websocket\r
                                    Sec-WebSocket-Version: 13\r
                                    Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r
                                    Content-Length: 5\r
                                    \r
                                    abcde\
                                    """)
                            .answer();

            assertThat(answer.text()).isEqualTo("plain");
        }
        assertThat(OPENED).isEmpty();
    }

    private WebSocket open(String path, Heard heard, Map<String, String> headers) {
        WebSocket.Builder builder = client.newWebSocketBuilder();
        headers.forEach(builder::header);
        return builder.buildAsync(
                        URI.create("ws://127.0.0.1:%d%s".formatted(gateway.port(), path)), heard)
                .orTimeout(20, TimeUnit.SECONDS)
                .join();
    }

    private void assertRefused(String path, Map<String, String> headers, int status) {
        assertThatThrownBy(() -> open(path, new Heard(), headers))
                .isInstanceOf(CompletionException.class)
                .cause()
                .isInstanceOfSatisfying(
                        WebSocketHandshakeException.class,
                        refused ->
                                assertThat(refused.getResponse().statusCode()).isEqualTo(status));
    }

    /// Its line of the access log.
    private static JsonObject logged(String path) {
        Eventually.passes(() -> assertThat(gateway.output()).anyMatch(line -> line.contains(path)));
        return gateway.output().stream()
                .filter(line -> line.startsWith("{") && line.contains(path))
                .map(line -> JsonParser.parseString(line).getAsJsonObject())
                .findFirst()
                .orElseThrow();
    }

    /// What a client hears.
    private static final class Heard implements WebSocket.Listener {
        private final CompletableFuture<Integer> closed = new CompletableFuture<>();
        private final BlockingQueue<String> texts = new LinkedBlockingQueue<>();
        private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        private final StringBuilder text = new StringBuilder();

        String nextText() throws InterruptedException {
            return String.valueOf(texts.poll(20, TimeUnit.SECONDS));
        }

        synchronized int bytes() {
            return bytes.size();
        }

        @Override
        public CompletionStage<?> onText(WebSocket socket, CharSequence data, boolean last) {
            text.append(data);
            if (last) {
                texts.add(text.toString());
                text.setLength(0);
            }
            socket.request(1);
            return CompletableFuture.completedStage(null);
        }

        @Override
        public synchronized CompletionStage<?> onBinary(
                WebSocket socket, ByteBuffer data, boolean last) {
            byte[] part = new byte[data.remaining()];
            data.get(part);
            bytes.writeBytes(part);
            socket.request(1);
            return CompletableFuture.completedStage(null);
        }

        @Override
        public CompletionStage<?> onClose(WebSocket socket, int code, String reason) {
            closed.complete(code);
            return CompletableFuture.completedStage(null);
        }

        @Override
        public void onError(WebSocket socket, Throwable error) {
            closed.complete(-1);
        }
    }
}
