package dev.kiban.gateway.proxy;

import static dev.kiban.gateway.Snapshots.at;
import static dev.kiban.gateway.Snapshots.grpc;
import static dev.kiban.gateway.Snapshots.http;
import static dev.kiban.gateway.Snapshots.plan;
import static dev.kiban.gateway.Snapshots.prefix;
import static dev.kiban.gateway.Snapshots.shop;
import static dev.kiban.gateway.Snapshots.telling;
import static dev.kiban.gateway.Snapshots.under;
import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import dev.kiban.definition.AccessRule;
import dev.kiban.definition.AccessRule.Allowed;
import dev.kiban.definition.Cors;
import java.net.Socket;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// What browsers are told about pages of other origins.
class CrossOriginTest {
    private static final String PAGE = "https://shop.example";
    private static final AccessRule GUARDED = new Allowed(List.of("staff"), Map.of(), at(8));
    private static final Cors SHOP =
            new Cors(
                    List.of(PAGE, "https://other.example"),
                    List.of("authorization", "content-type"),
                    List.of("etag"),
                    true,
                    Duration.ofMinutes(10),
                    at(20));
    private static final Cors ANYBODY =
            new Cors(List.of("*"), List.of(), List.of(), false, Duration.ZERO, at(21));

    private HttpShop old;
    private GrpcShop shop;
    private TestGateway gateway;

    @BeforeEach
    void start() throws Exception {
        old =
                new HttpShop(
                        exchange -> {
                            exchange.getResponseHeaders().set("Access-Control-Allow-Origin", "*");
                            exchange.getResponseHeaders().set("Vary", "Accept");
                            exchange.sendResponseHeaders(200, -1);
                            exchange.close();
                        });
        shop = new GrpcShop();
        gateway =
                new TestGateway(
                        plan(
                                telling(SHOP),
                                grpc("shop", shop(), shop.port()),
                                http("old", prefix("/old/", "/", "GET", "PUT"), old.port()),
                                http("guarded", under(GUARDED, prefix("/guarded/", "/")), 1),
                                http("all", telling(ANYBODY, prefix("/all/", "/")), old.port()),
                                http(
                                        "own",
                                        telling(Cors.none(at(22)), prefix("/own/", "/")),
                                        old.port())));
    }

    @AfterEach
    void stop() {
        gateway.close();
        shop.close();
        old.close();
    }

    @Test
    void givesLeaveForMethodsThatTheRouteTakesWithoutAskingTheService() throws Exception {
        String answer = preflight("/old/a", PAGE, "PUT");

        assertThat(answer)
                .startsWith("HTTP/1.1 204 ")
                .contains(
                        "\r\naccess-control-allow-origin: https://shop.example\r\n",
                        "\r\naccess-control-allow-credentials: true\r\n",
                        "\r\naccess-control-allow-methods: PUT\r\n",
                        "\r\naccess-control-allow-headers: authorization, content-type\r\n",
                        "\r\naccess-control-max-age: 600\r\n",
                        "\r\nvary: origin\r\n")
                .doesNotContain("content-length", "transfer-encoding", "expose");
        assertThat(preflight("/v1/items/7", PAGE, "GET")).contains("allow-methods: GET\r\n");
        assertThat(old.asked()).isEmpty();
        assertThat(shop.calls()).isEmpty();
    }

    @Test
    void asksNobodyWhoCallsBeforeARequestIsSent() throws Exception {
        assertThat(preflight("/guarded/a", PAGE, "DELETE"))
                .startsWith("HTTP/1.1 204 ")
                .contains("allow-methods: DELETE\r\n");
    }

    @Test
    void namesTheMethodsThatThePathTakesIfAnotherIsAskedFor() throws Exception {
        assertThat(preflight("/old/a", PAGE, "PATCH"))
                .startsWith("HTTP/1.1 204 ")
                .contains("allow-methods: GET, HEAD, PUT\r\n");
        assertThat(preflight("/nowhere", PAGE, "GET")).startsWith("HTTP/1.1 404 ");
    }

    @Test
    void givesNoLeaveToPagesThatAreNotNamed() throws Exception {
        for (String page :
                List.of(
                        "https://evil.example",
                        "null",
                        "http://shop.example",
                        "https://shop.example.evil.example",
                        "https://SHOP.example",
                        "https://shop.example:444")) {
            assertThat(preflight("/old/a", page, "PUT"))
                    .as(page)
                    .startsWith("HTTP/1.1 403 ")
                    .contains("\r\nvary: origin\r\n")
                    .doesNotContain("access-control-");
        }
    }

    @Test
    void letsPagesReadAnswersOfServicesInOurWordsOnly() throws Exception {
        HttpResponse<String> answer = gateway.get("/old/a", "Origin", PAGE);

        assertThat(answer.headers().allValues("access-control-allow-origin")).containsExactly(PAGE);
        assertThat(answer.headers().allValues("access-control-allow-credentials"))
                .containsExactly("true");
        assertThat(answer.headers().allValues("access-control-expose-headers"))
                .containsExactly("etag");
        assertThat(answer.headers().allValues("vary")).containsExactly("origin", "Accept");
        assertThat(gateway.get("/v1/items/7", "Origin", PAGE).headers().map())
                .containsEntry("access-control-allow-origin", List.of(PAGE));
    }

    @Test
    void letsPagesReadRefusals() throws Exception {
        for (String target :
                List.of("/guarded/a", "/nowhere", "/v1/items/%zz", "/old/a?%7f=\u007f")) {
            try (Socket socket =
                    gateway.connect(
                            "GET %s HTTP/1.1\r\nHost: a\r\nOrigin: %s\r\nConnection: close\r\n\r\n"
                                    .formatted(target, PAGE))) {
                assertThat(text(socket))
                        .as(target)
                        .startsWith("HTTP/1.1 4")
                        .contains("\r\naccess-control-allow-origin: https://shop.example\r\n");
            }
        }
        assertThat(gateway.post("/old/a", "x", "Origin", PAGE).headers().map())
                .containsEntry("access-control-allow-origin", List.of(PAGE))
                .containsEntry("allow", List.of("GET, HEAD, PUT"));
    }

    @Test
    void servesPagesThatAreNotNamedWithoutLettingThemRead() throws Exception {
        HttpResponse<String> answer = gateway.get("/old/a", "Origin", "https://evil.example");

        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.headers().map()).doesNotContainKey("access-control-allow-origin");
        assertThat(gateway.get("/old/a").headers().allValues("vary"))
                .containsExactly("origin", "Accept");
    }

    @Test
    void tellsEveryPageTheSameIfAnyMayCall() throws Exception {
        HttpResponse<String> answer = gateway.get("/all/a", "Origin", "null");

        assertThat(answer.headers().allValues("access-control-allow-origin")).containsExactly("*");
        assertThat(answer.headers().allValues("vary")).containsExactly("Accept");
        assertThat(preflight("/all/a", "null", "PUT"))
                .contains("access-control-allow-origin: *\r\n", "max-age: 0\r\n")
                .doesNotContain("vary", "credentials");
    }

    @Test
    void leavesItToTheServiceIfTheRouteSaysSo() throws Exception {
        assertThat(preflight("/own/a", PAGE, "PUT")).startsWith("HTTP/1.1 200 ");
        assertThat(old.asked().getFirst().exchange().getRequestMethod()).isEqualTo("OPTIONS");
        assertThat(gateway.get("/own/a", "Origin", PAGE).headers().map())
                .containsEntry("access-control-allow-origin", List.of("*"));
    }

    @Test
    void takesOptionsWithoutAPageForAnyOtherRequest() throws Exception {
        try (Socket socket =
                gateway.connect(
                        "OPTIONS /all/a HTTP/1.1\r\nHost: a\r\nAccess-Control-Request-Method: PUT\r\nConnection: close\r\n\r\n")) {
            assertThat(text(socket)).startsWith("HTTP/1.1 200 ");
        }
        assertThat(old.asked()).hasSize(1);
    }

    private String preflight(String target, String page, String method) throws Exception {
        try (Socket socket =
                gateway.connect(
                        """
                        OPTIONS %s HTTP/1.1\r
                        Host: a\r
                        Origin: %s\r
                        Access-Control-Request-Method: %s\r
                        Access-Control-Request-Headers: authorization\r
                        Connection: close\r
                        \r
                        """
                                .formatted(target, page, method))) {
            return text(socket);
        }
    }

    private static String text(Socket socket) throws Exception {
        return new String(socket.getInputStream().readAllBytes(), US_ASCII);
    }
}
