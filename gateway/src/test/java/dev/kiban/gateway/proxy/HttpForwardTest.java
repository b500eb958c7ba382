package dev.kiban.gateway.proxy;

import static dev.kiban.gateway.Snapshots.http;
import static dev.kiban.gateway.Snapshots.prefix;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.kiban.definition.RouteLimits;
import dev.kiban.gateway.ServedRequest;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;

class HttpForwardTest {

    @Test
    void replacesThePrefixAndKeepsTheRestOfTheTarget() throws Exception {
        try (HttpShop shop = new HttpShop(HttpShop.text(200, "user 7"));
                TestGateway gateway =
                        new TestGateway(http("old", prefix("/legacy/", "/app/"), shop.port()))) {
            HttpResponse<String> response = gateway.get("/legacy/users/7%2F8?q=a%20b&q=c");

            assertThat(response.statusCode()).isEqualTo(200);
            assertThat(response.body()).isEqualTo("user 7");
            assertThat(shop.asked().getFirst().target()).isEqualTo("/app/users/7%2F8?q=a%20b&q=c");
        }
    }

    @Test
    void saysWhoAskedAndKeepsHeadersOfTheConnectionBack() throws Exception {
        try (HttpShop shop = new HttpShop(HttpShop.text(200, ""));
                TestGateway gateway = new TestGateway(http("old", prefix("/", "/"), shop.port()));
                Socket socket =
                        gateway.connect(
                                """
                                GET /a HTTP/1.1\r
                                Host: shop.example.com\r
                                X-Forwarded-For: 10.1.1.1\r
                                X-Forwarded-Host: evil.example.com\r
                                Connection: X-Hop, close\r
                                X-Hop: no\r
                                Keep-Alive: timeout=5\r
                                Cookie: a=1\r
                                \r
                                """)) {
            assertThat(socket.getInputStream().readAllBytes()).isNotEmpty();

            HttpShop.Asked asked = shop.asked().getFirst();
            assertThat(asked.header("Host")).isEqualTo("shop.example.com");
            assertThat(asked.header("Cookie")).isEqualTo("a=1");
            assertThat(asked.header("X-Forwarded-For")).isEqualTo("10.1.1.1, 127.0.0.1");
            assertThat(asked.header("X-Forwarded-Host")).isEqualTo("shop.example.com");
            assertThat(asked.header("X-Forwarded-Proto")).isEqualTo("http");
            assertThat(asked.header("Forwarded"))
                    .isEqualTo("for=127.0.0.1;host=\"shop.example.com\";proto=http");
            assertThat(asked.header("X-Hop")).isEmpty();
            assertThat(asked.header("Keep-Alive")).isEmpty();
        }
    }

    @Test
    void joinsTracesThatComeByB3AndCarriesThemOnInBothWays() throws Exception {
        String trace = "80f198ee56343ba864fe8b2a57d3eff7";
        String span = "e457b5a2e4d86bd1";
        try (HttpShop shop = new HttpShop(HttpShop.text(200, "ok"));
                TestGateway gateway = new TestGateway(http("old", prefix("/", "/"), shop.port()))) {
            gateway.get("/a", "b3", trace + "-" + span + "-1-05e3ac9a4f6e3b90");
            gateway.get(
                    "/b",
                    "X-B3-TraceId",
                    trace,
                    "X-B3-SpanId",
                    span,
                    "X-B3-Sampled",
                    "0",
                    "X-B3-ParentSpanId",
                    "05e3ac9a4f6e3b90");

            HttpShop.Asked single = shop.asked().getFirst();
            assertThat(single.header("traceparent")).isEqualTo("00-" + trace + "-" + span + "-01");
            assertThat(single.header("b3")).isEqualTo(trace + "-" + span + "-1");
            HttpShop.Asked several = shop.asked().getLast();
            assertThat(several.header("traceparent")).isEqualTo("00-" + trace + "-" + span + "-00");
            assertThat(several.header("X-B3-SpanId")).isEqualTo(span);
            assertThat(several.header("X-B3-ParentSpanId")).isEmpty();
        }
    }

    @Test
    void sendsABodyBothWays() throws Exception {
        String large = "x".repeat(1_000_000);
        try (HttpShop shop =
                        new HttpShop(
                                exchange -> {
                                    byte[] body = exchange.getRequestBody().readAllBytes();
                                    exchange.sendResponseHeaders(201, 0);
                                    try (OutputStream out = exchange.getResponseBody()) {
                                        out.write(body);
                                    }
                                });
                TestGateway gateway = new TestGateway(http("old", prefix("/", "/"), shop.port()))) {
            HttpResponse<String> response = gateway.post("/things", large);

            assertThat(response.statusCode()).isEqualTo(201);
            assertThat(response.body()).isEqualTo(large);
            ServedRequest served = gateway.firstServed();
            assertThat(served.answer().requestBytes()).isEqualTo(1_000_000);
            assertThat(served.answer().responseBytes()).isEqualTo(1_000_000);
            assertThat(served.call().orElseThrow().address()).isEqualTo("127.0.0.1:" + shop.port());
            assertThat(served.target().orElseThrow().label()).isEqualTo("/");
        }
    }

    @Test
    void passesOnWhatHasComeWithoutWaitingForTheRest() throws Exception {
        CountDownLatch firstSeen = new CountDownLatch(1);
        try (HttpShop shop =
                        new HttpShop(
                                exchange -> {
                                    exchange.sendResponseHeaders(200, 0);
                                    OutputStream out = exchange.getResponseBody();
                                    out.write("first ".getBytes(UTF_8));
                                    out.flush();
                                    await(firstSeen);
                                    out.write("second".getBytes(UTF_8));
                                    exchange.close();
                                });
                TestGateway gateway = new TestGateway(http("old", prefix("/", "/"), shop.port()));
                Socket socket =
                        gateway.connect(
                                "GET /a HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n")) {
            String seen = "";
            while (!seen.contains("first ")) {
                seen += (char) socket.getInputStream().read();
            }
            firstSeen.countDown();

            assertThat(new String(socket.getInputStream().readAllBytes(), UTF_8))
                    .contains("second");
        }
    }

    @Test
    void usesOneConnectionAgainAndAgain() throws Exception {
        try (HttpShop shop = new HttpShop(HttpShop.text(200, "x"));
                TestGateway gateway = new TestGateway(http("old", prefix("/", "/"), shop.port()))) {
            for (int i = 0; i < 5; i++) {
                assertThat(gateway.get("/a").statusCode()).isEqualTo(200);
            }

            assertThat(shop.asked().stream().map(HttpShop.Asked::clientPort).distinct()).hasSize(1);
        }
    }

    @Test
    void answersHeadWithTheLengthOnly() throws Exception {
        try (HttpShop shop =
                        new HttpShop(
                                exchange -> {
                                    exchange.getResponseHeaders().set("Content-Length", "42");
                                    exchange.sendResponseHeaders(200, -1);
                                    exchange.close();
                                });
                TestGateway gateway =
                        new TestGateway(http("old", prefix("/", "/", "GET"), shop.port()))) {
            HttpResponse<String> response = gateway.send("/a", request -> request.HEAD());

            assertThat(response.statusCode()).isEqualTo(200);
            assertThat(response.headers().firstValue("content-length")).contains("42");
        }
    }

    @Test
    void refusesMethodsThatTheRouteDoesNotTake() throws Exception {
        try (HttpShop shop = new HttpShop(HttpShop.text(200, "x"));
                TestGateway gateway =
                        new TestGateway(http("old", prefix("/", "/", "GET", "PUT"), shop.port()))) {
            HttpResponse<String> response = gateway.post("/a", "");

            assertThat(response.statusCode()).isEqualTo(405);
            assertThat(response.headers().firstValue("allow")).contains("GET, HEAD, PUT");
            assertThat(response.body()).contains("\"code\":12");
            assertThat(shop.asked()).isEmpty();
        }
    }

    @Test
    void answersAPathThatNobodyHasWithAStatus() throws Exception {
        try (HttpShop shop = new HttpShop(HttpShop.text(200, "x"));
                TestGateway gateway =
                        new TestGateway(http("old", prefix("/a/", "/"), shop.port()))) {
            HttpResponse<String> response = gateway.get("/b");

            assertThat(response.statusCode()).isEqualTo(404);
            assertThat(response.headers().firstValue("content-type")).contains("application/json");
            assertThat(response.body())
                    .isEqualTo(
                            "{\"code\":5,\"message\":\"no route has the path /b\",\"details\":[]}");
        }
    }

    @Test
    void refusesPathsThatLeadOutOfThePrefix() throws Exception {
        try (HttpShop shop = new HttpShop(HttpShop.text(200, "x"));
                TestGateway gateway =
                        new TestGateway(http("old", prefix("/a/", "/"), shop.port()));
                Socket socket =
                        gateway.connect(
                                "GET /a/../secret HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n")) {
            assertThat(new String(socket.getInputStream().readAllBytes(), UTF_8))
                    .startsWith("HTTP/1.1 400 ");
            assertThat(shop.asked()).isEmpty();
        }
    }

    @Test
    void refusesABodyOverTheLimitBeforeAndWhileItComes() throws Exception {
        RouteLimits limits = new RouteLimits(1_000, 1_000, 10);
        try (HttpShop shop = new HttpShop(HttpShop.text(200, "x"));
                TestGateway gateway =
                        new TestGateway(
                                http(
                                        "old",
                                        prefix("/", "/", Duration.ofSeconds(5), limits),
                                        shop.port()))) {
            HttpResponse<String> announced = gateway.post("/a", "x".repeat(1_001));
            HttpResponse<String> chunked =
                    gateway.send(
                            "/a",
                            request ->
                                    request.POST(
                                            HttpRequest.BodyPublishers.fromPublisher(
                                                    HttpRequest.BodyPublishers.ofString(
                                                            "x".repeat(100_000)))));

            assertThat(announced.statusCode()).isEqualTo(413);
            assertThat(announced.body()).contains("larger than 1000 bytes");
            assertThat(chunked.statusCode()).isEqualTo(413);
        }
    }

    @Test
    void answers502WhenNobodyListensAndSaysNoAddress() throws Exception {
        int nobody = freePort();
        try (TestGateway gateway = new TestGateway(http("old", prefix("/", "/"), nobody))) {
            HttpResponse<String> response = gateway.get("/a");

            assertThat(response.statusCode()).isEqualTo(502);
            assertThat(response.body())
                    .contains("\"code\":14", "the upstream cannot be reached")
                    .doesNotContain(String.valueOf(nobody));
            assertThat(gateway.firstServed().answer().fault()).contains("127.0.0.1:" + nobody);
        }
    }

    @Test
    void goesToTheNextAddressWhenOneCannotBeReached() throws Exception {
        try (HttpShop shop = new HttpShop(HttpShop.text(200, "x"));
                TestGateway gateway =
                        new TestGateway(http("old", prefix("/", "/"), freePort(), shop.port()))) {
            for (int i = 0; i < 4; i++) {
                assertThat(gateway.get("/a").statusCode()).isEqualTo(200);
            }
        }
    }

    @Test
    void spreadsRequestsOverTheAddresses() throws Exception {
        try (HttpShop one = new HttpShop(HttpShop.text(200, "x"));
                HttpShop two = new HttpShop(HttpShop.text(200, "x"));
                TestGateway gateway =
                        new TestGateway(http("old", prefix("/", "/"), one.port(), two.port()))) {
            for (int i = 0; i < 40; i++) {
                assertThat(gateway.get("/a").statusCode()).isEqualTo(200);
            }

            assertThat(one.asked()).isNotEmpty();
            assertThat(two.asked()).isNotEmpty();
        }
    }

    @Test
    void answers504WhenTheUpstreamIsSilentForTooLong() throws Exception {
        CountDownLatch over = new CountDownLatch(1);
        try (HttpShop shop = new HttpShop(_ -> await(over));
                TestGateway gateway =
                        new TestGateway(
                                http(
                                        "old",
                                        prefix(
                                                "/",
                                                "/",
                                                Duration.ofMillis(50),
                                                RouteLimits.DEFAULT),
                                        shop.port()))) {
            HttpResponse<String> response = gateway.get("/a");
            over.countDown();

            assertThat(response.statusCode()).isEqualTo(504);
            assertThat(response.body()).contains("\"code\":4");
        }
    }

    @Test
    void cutsTheAnswerOffWhenTheUpstreamBreaksOff() throws Exception {
        try (ServerSocket upstream = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
                TestGateway gateway =
                        new TestGateway(http("old", prefix("/", "/"), upstream.getLocalPort()));
                Socket socket = gateway.connect("GET /a HTTP/1.1\r\nHost: a\r\n\r\n")) {
            try (Socket accepted = upstream.accept()) {
                accepted.getInputStream().read();
                accepted.getOutputStream()
                        .write(
                                "HTTP/1.1 200 OK\r\nContent-Length: 10\r\n\r\n12345"
                                        .getBytes(UTF_8));
            }

            assertThat(new String(socket.getInputStream().readAllBytes(), UTF_8)).endsWith("12345");
            assertThat(gateway.firstServed().answer().fault()).contains("lost the connection");
        }
    }

    @Test
    void sendsARequestAgainThatMetAClosedConnection() throws Exception {
        try (ServerSocket upstream = new ServerSocket(0, 5, InetAddress.getLoopbackAddress());
                TestGateway gateway =
                        new TestGateway(http("old", prefix("/", "/"), upstream.getLocalPort()))) {
            Thread.ofVirtual().start(() -> answerOncePerConnection(upstream));

            // The one client connection keeps to one loop, and that to one upstream connection.
            assertThat(gateway.get("/a").body()).isEqualTo("once");
            assertThat(gateway.get("/a").body()).isEqualTo("once");
        }
    }

    @Test
    void leavesTheUpstreamWhenTheClientLeaves() throws Exception {
        try (ServerSocket upstream = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
                TestGateway gateway =
                        new TestGateway(http("old", prefix("/", "/"), upstream.getLocalPort()))) {
            Socket client = gateway.connect("GET /a HTTP/1.1\r\nHost: a\r\n\r\n");
            Socket accepted = upstream.accept();
            accepted.setSoTimeout(20_000);
            while (accepted.getInputStream().read() != '\n') {
                assertThat(accepted.isClosed()).isFalse();
            }

            client.close();

            assertThat(accepted.getInputStream().readAllBytes()).isNotNull();
            assertThat(gateway.firstServed().answer().status()).isEqualTo(499);
        }
    }

    @Test
    void letsAClientSendItsBodyWhenItAsksFirst() throws Exception {
        try (HttpShop shop = new HttpShop(HttpShop.text(200, "thanks"));
                TestGateway gateway = new TestGateway(http("old", prefix("/", "/"), shop.port()))) {
            HttpResponse<String> response =
                    gateway.send(
                            "/a",
                            request ->
                                    request.expectContinue(true)
                                            .POST(HttpRequest.BodyPublishers.ofString("body")));

            assertThat(response.body()).isEqualTo("thanks");
        }
    }

    private static void answerOncePerConnection(ServerSocket upstream) {
        while (!upstream.isClosed()) {
            try (Socket accepted = upstream.accept()) {
                StringBuilder head = new StringBuilder();
                while (!head.toString().endsWith("\r\n\r\n")) {
                    head.append((char) accepted.getInputStream().read());
                }
                accepted.getOutputStream()
                        .write("HTTP/1.1 200 OK\r\nContent-Length: 4\r\n\r\nonce".getBytes(UTF_8));
                // Closes only when the next request is there: the gateway cannot know before it
                // sends.
                accepted.getInputStream().read();
            } catch (java.io.IOException e) {
                return;
            }
        }
    }

    static int freePort() throws Exception {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }

    private static void await(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
