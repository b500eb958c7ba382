package dev.kiban.gateway.proxy;

import static dev.kiban.gateway.Snapshots.buffering;
import static dev.kiban.gateway.Snapshots.grpc;
import static dev.kiban.gateway.Snapshots.http;
import static dev.kiban.gateway.Snapshots.prefix;
import static dev.kiban.gateway.Snapshots.shop;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpExchange;
import dev.kiban.definition.Capacity;
import dev.kiban.definition.ConnectionLimits;
import dev.kiban.definition.Service;
import dev.kiban.gateway.Snapshots;
import dev.kiban.testkit.Eventually;
import java.io.IOException;
import java.net.Socket;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/// Routes that read bodies before they call anybody.
class BufferedBodyTest {
    private static final int KEPT = 1_000;

    @Test
    void callsTheUpstreamWhenTheBodyIsWhole() throws Exception {
        try (HttpShop shop = new HttpShop(BufferedBodyTest::echo);
                TestGateway gateway = new TestGateway(buffered(shop));
                Socket client = gateway.connect(head("Content-Length: 10") + "01234")) {
            Eventually.passes(() -> assertThat(gateway.gateway().bufferedBytes()).isEqualTo(5));
            assertThat(shop.asked()).isEmpty();

            send(client, "56789");

            assertThat(answer(client)).startsWith("HTTP/1.1 200 ").endsWith("0123456789");
            assertThat(gateway.firstServed().answer().requestBytes()).isEqualTo(10);
            assertThat(gateway.gateway().bufferedBytes()).isZero();
        }
    }

    @Test
    void passesOnWhatIsLargerThanTheRouteKeeps() throws Exception {
        String large = "x".repeat(200_000);
        try (HttpShop shop = new HttpShop(BufferedBodyTest::echo);
                TestGateway gateway = new TestGateway(buffered(shop));
                Socket client =
                        gateway.connect(head("Content-Length: 200000") + "x".repeat(KEPT))) {
            Eventually.passes(() -> assertThat(shop.asked()).hasSize(1));

            send(client, "x".repeat(200_000 - KEPT));

            assertThat(answer(client)).startsWith("HTTP/1.1 200 ").endsWith(large);
        }
    }

    @Test
    void tellsAClientOnceThatItsBodyIsAwaited() throws Exception {
        try (HttpShop shop = new HttpShop(BufferedBodyTest::echo);
                TestGateway gateway = new TestGateway(buffered(shop));
                Socket client =
                        gateway.connect(head("Content-Length: 2\r\nExpect: 100-continue"))) {
            byte[] go =
                    client.getInputStream().readNBytes("HTTP/1.1 100 Continue\r\n\r\n".length());
            assertThat(new String(go, UTF_8)).startsWith("HTTP/1.1 100 ");

            send(client, "ab");

            assertThat(answer(client)).startsWith("HTTP/1.1 200 ").endsWith("ab");
        }
    }

    @Test
    void servesRequestsWithoutABody() throws Exception {
        try (HttpShop shop = new HttpShop(HttpShop.text(200, "ok"));
                TestGateway gateway = new TestGateway(buffered(shop))) {
            assertThat(gateway.get("/a").body()).isEqualTo("ok");
        }
    }

    @Test
    void callsNobodyForAClientThatLeaves() throws Exception {
        try (HttpShop shop = new HttpShop(BufferedBodyTest::echo);
                TestGateway gateway = new TestGateway(buffered(shop))) {
            Socket client = gateway.connect(head("Content-Length: 10") + "01234");
            Eventually.passes(() -> assertThat(gateway.gateway().bufferedBytes()).isEqualTo(5));

            client.close();

            assertThat(gateway.firstServed().answer().status()).isEqualTo(499);
            assertThat(gateway.gateway().bufferedBytes()).isZero();
            assertThat(shop.asked()).isEmpty();
        }
    }

    @Test
    void refusesWhatHasNoRoomInTheProcess() throws Exception {
        try (HttpShop shop = new HttpShop(BufferedBodyTest::echo);
                TestGateway gateway = having(6, buffered(shop));
                Socket _ = gateway.connect(head("Content-Length: 10") + "01234")) {
            Eventually.passes(() -> assertThat(gateway.gateway().bufferedBytes()).isEqualTo(5));

            try (Socket second = gateway.connect(head("Content-Length: 10") + "01234")) {
                assertThat(answer(second))
                        .startsWith("HTTP/1.1 503 ")
                        .contains("retry-after: 1", "\"code\":14");
            }
            assertThat(gateway.firstServed().answer().status()).isEqualTo(503);
            assertThat(gateway.gateway().bufferedBytes()).isEqualTo(5);
        }
    }

    @Test
    void countsBodiesOfTranscodedRequestsThatComeInPieces() throws Exception {
        try (GrpcShop shop = new GrpcShop();
                TestGateway gateway = having(6, grpc("shop", shop(), shop.port()));
                Socket _ = gateway.connect(post("{\"na"))) {
            Eventually.passes(() -> assertThat(gateway.gateway().bufferedBytes()).isEqualTo(4));

            try (Socket second = gateway.connect(post("{\"na"))) {
                assertThat(answer(second))
                        .startsWith("HTTP/1.1 503 ")
                        .contains("retry-after: 1", "\"code\":14");
            }
        }
    }

    private static TestGateway having(int bytes, Service service) {
        Capacity capacity =
                new Capacity(ConnectionLimits.DEFAULT, bytes, Optional.empty(), Optional.empty());
        return new TestGateway(Snapshots.plan(Snapshots.taking(capacity), service));
    }

    private static Service buffered(HttpShop shop) {
        return http("old", buffering(KEPT, prefix("/", "/")), shop.port());
    }

    private static void echo(HttpExchange exchange) throws IOException {
        byte[] body = exchange.getRequestBody().readAllBytes();
        exchange.sendResponseHeaders(200, body.length);
        exchange.getResponseBody().write(body);
        exchange.close();
    }

    private static String head(String fields) {
        return "POST /a HTTP/1.1\r\nHost: a\r\nConnection: close\r\n" + fields + "\r\n\r\n";
    }

    private static String post(String body) {
        return "POST /v1/items HTTP/1.1\r\nHost: a\r\nContent-Type: application/json\r\nContent-Length: 20\r\n\r\n"
                + body;
    }

    private static void send(Socket client, String text) throws IOException {
        client.getOutputStream().write(text.getBytes(UTF_8));
    }

    private static String answer(Socket client) throws IOException {
        return new String(client.getInputStream().readAllBytes(), UTF_8);
    }
}
