package dev.kiban.gateway.proxy;

import static dev.kiban.gateway.Snapshots.grpc;
import static dev.kiban.gateway.Snapshots.http;
import static dev.kiban.gateway.Snapshots.plan;
import static dev.kiban.gateway.Snapshots.prefix;
import static dev.kiban.gateway.Snapshots.shop;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpExchange;
import dev.kiban.definition.Compression;
import dev.kiban.gateway.GatewayDraft;
import dev.kiban.gateway.ServedRequest;
import dev.kiban.gateway.shop.Item;
import io.airlift.compress.v3.zstd.ZstdJavaDecompressor;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Answers that are compressed on the way to clients that take it.
class CompressionTest {
    private static final String TEXT = "{\"name\":\"Wool coat, worn twice\"},".repeat(200);

    private final CountDownLatch eventSeen = new CountDownLatch(1);
    private final HttpClient client = HttpClient.newHttpClient();
    private HttpShop old;
    private GrpcShop shop;
    private TestGateway gateway;

    @BeforeEach
    void start() throws Exception {
        old = new HttpShop(this::answer);
        shop = new GrpcShop();
        gateway =
                new TestGateway(
                        plan(
                                GatewayDraft.gateway(
                                        all ->
                                                all.compression =
                                                        Optional.of(new Compression.From(1_024))),
                                grpc("shop", shop(), shop.port()),
                                http("old", prefix("/", "/"), old.port())));
    }

    @AfterEach
    void stop() {
        client.close();
        gateway.close();
        shop.close();
        old.close();
    }

    @Test
    void compressesWhatPassesByAndSaysSo() throws Exception {
        HttpResponse<byte[]> answer = get("/text", "gzip, deflate, br");

        assertThat(header(answer, "content-encoding")).isEqualTo("gzip");
        assertThat(header(answer, "vary")).isEqualTo("accept-encoding");
        assertThat(header(answer, "content-length")).isEmpty();
        assertThat(answer.body().length).isLessThan(TEXT.length() / 10);
        assertThat(new String(gunzip(answer.body()), UTF_8)).isEqualTo(TEXT);
        ServedRequest served = gateway.firstServed();
        assertThat(served.answer().responseBytes()).isEqualTo(answer.body().length);
    }

    @Test
    void tellsCachesThatAnswersDifferAlsoWhoGetsThePlainOne() throws Exception {
        HttpResponse<byte[]> answer = get("/text", "identity");

        assertThat(header(answer, "content-encoding")).isEmpty();
        assertThat(header(answer, "vary")).isEqualTo("accept-encoding");
        assertThat(new String(answer.body(), UTF_8)).isEqualTo(TEXT);
    }

    @ParameterizedTest
    @CsvSource({"zstd, zstd", "'gzip, zstd', zstd", "gzip, gzip"})
    void compressesMessagesInOnePiece(String takes, String gets) throws Exception {
        shop.getItem =
                (_, reply) -> {
                    reply.onNext(Item.newBuilder().setName(TEXT).build());
                    reply.onCompleted();
                };

        HttpResponse<byte[]> answer = get("/v1/items/m1", takes);

        assertThat(header(answer, "content-encoding")).isEqualTo(gets);
        assertThat(header(answer, "content-length"))
                .isEqualTo(Integer.toString(answer.body().length));
        byte[] plain = gets.equals("zstd") ? unzstd(answer.body()) : gunzip(answer.body());
        assertThat(new String(plain, UTF_8))
                .contains("Wool coat, worn twice")
                .hasSizeGreaterThan(6_000);
    }

    @ParameterizedTest
    @CsvSource({"/small", "/image", "/tagged", "/as-it-is", "/compressed", "/part"})
    void leavesAloneWhatIsSmallOrMustNotChange(String path) throws Exception {
        HttpResponse<byte[]> plain = get(path, "identity");
        HttpResponse<byte[]> answer = get(path, "gzip");

        assertThat(answer.body()).isEqualTo(plain.body());
        assertThat(header(answer, "content-length")).isEqualTo(header(plain, "content-length"));
        assertThat(header(answer, "etag")).isEqualTo(header(plain, "etag"));
        assertThat(header(answer, "content-encoding")).isEqualTo(header(plain, "content-encoding"));
    }

    @Test
    void keepsAWeakTag() throws Exception {
        HttpResponse<byte[]> answer = get("/weakly-tagged", "gzip");

        assertThat(header(answer, "etag")).isEqualTo("W/\"7\"");
        assertThat(header(answer, "content-encoding")).isEqualTo("gzip");
    }

    /// Events must not wait for each other in a compressor.
    @Test
    void sendsEachEventWhenItComes() throws Exception {
        HttpRequest request =
                HttpRequest.newBuilder(gateway.uri("/events"))
                        .header("accept-encoding", "gzip")
                        .build();
        HttpResponse<InputStream> answer = client.send(request, BodyHandlers.ofInputStream());

        try (GZIPInputStream in = new GZIPInputStream(answer.body())) {
            assertThat(new String(in.readNBytes(9), UTF_8)).isEqualTo("data: 1\n\n");
            eventSeen.countDown();
            assertThat(new String(in.readAllBytes(), UTF_8)).isEqualTo("data: 2\n\n");
        }
    }

    private void answer(HttpExchange exchange) throws IOException {
        var headers = exchange.getResponseHeaders();
        headers.set("Content-Type", "application/json");
        String path = exchange.getRequestURI().getPath();
        byte[] body = (path.equals("/small") ? "{}" : TEXT).getBytes(UTF_8);
        switch (path) {
            case "/image" -> headers.set("Content-Type", "image/png");
            case "/tagged" -> headers.set("ETag", "\"7\"");
            case "/weakly-tagged" -> headers.set("ETag", "W/\"7\"");
            case "/as-it-is" -> headers.set("Cache-Control", "public, no-transform");
            case "/compressed" -> headers.set("Content-Encoding", "br");
            case "/events" -> headers.set("Content-Type", "text/event-stream");
            default -> {}
        }
        if (path.equals("/events")) {
            sendEvents(exchange);
            return;
        }
        exchange.sendResponseHeaders(path.equals("/part") ? 206 : 200, body.length);
        exchange.getResponseBody().write(body);
        exchange.close();
    }

    private void sendEvents(HttpExchange exchange) throws IOException {
        exchange.sendResponseHeaders(200, 0);
        try (OutputStream out = exchange.getResponseBody()) {
            out.write("data: 1\n\n".getBytes(UTF_8));
            out.flush();
            eventSeen.await();
            out.write("data: 2\n\n".getBytes(UTF_8));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        exchange.close();
    }

    private HttpResponse<byte[]> get(String target, String takes) throws Exception {
        HttpRequest request =
                HttpRequest.newBuilder(gateway.uri(target))
                        .header("accept-encoding", takes)
                        .build();
        return client.send(request, BodyHandlers.ofByteArray());
    }

    private static String header(HttpResponse<?> answer, String name) {
        return String.join("|", answer.headers().allValues(name));
    }

    private static byte[] gunzip(byte[] bytes) throws IOException {
        try (GZIPInputStream in = new GZIPInputStream(new ByteArrayInputStream(bytes))) {
            return in.readAllBytes();
        }
    }

    private static byte[] unzstd(byte[] bytes) {
        ZstdJavaDecompressor decompressor = new ZstdJavaDecompressor();
        byte[] plain = new byte[(int) decompressor.getDecompressedSize(bytes, 0, bytes.length)];
        decompressor.decompress(bytes, 0, bytes.length, plain, 0, plain.length);
        return plain;
    }
}
