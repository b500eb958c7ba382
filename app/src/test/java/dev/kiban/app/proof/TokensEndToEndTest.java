package dev.kiban.app.proof;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import dev.kiban.testkit.Forgery;
import dev.kiban.testkit.KeyKind;
import dev.kiban.testkit.OpenIdProvider;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/// Who gets through a real gateway process to a service that believes what it is told about them,
/// and who does not. The answers are promised in docs/reference/access.md.
final class TokensEndToEndTest {
    @TempDir private static Path directory;

    /// `printf old | sha256sum`
    private static final String KEY_HASH =
            "cba06b5736faf67e54b07b561eae94395e774c517a7d910a54369e1263ccfbd4";

    private static final AtomicInteger ASKED = new AtomicInteger();
    private static OpenIdProvider provider;
    private static HttpServer service;
    private static GatewayProcess gateway;

    @BeforeAll
    static void start() throws IOException {
        provider = new OpenIdProvider(InstantSource.system());
        service = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        service.createContext(
                "/",
                exchange -> {
                    ASKED.incrementAndGet();
                    Map<String, String> told = new TreeMap<>();
                    exchange.getRequestHeaders()
                            .forEach((name, values) -> told.put(name, values.toString()));
                    told.keySet().removeIf(name -> !name.matches("(?i).*(kiban|api-key).*"));
                    byte[] body = told.toString().getBytes(UTF_8);
                    exchange.sendResponseHeaders(200, body.length);
                    exchange.getResponseBody().write(body);
                    exchange.close();
                });
        service.start();
        Files.writeString(directory.resolve("all.yaml"), definitions(provider));
        gateway = GatewayProcess.start(directory);
    }

    private static String definitions(OpenIdProvider issuer) {
        return """
               apiVersion: kiban.dev/v1
               kind: Team
               metadata: {name: proof}
               spec: {}
               ---
               apiVersion: kiban.dev/v1
               kind: Gateway
               metadata: {name: public}
               spec:
                 access:
                   issuers:
                     - {name: customers, issuer: "%s", audience: [shop]}
                   partners:
                     - {name: acme, keys: ["sha256:%s"], scopes: [read]}
                   default: {allow: [customers, acme], scopes: {"*": [read]}}
               ---
               apiVersion: kiban.dev/v1
               kind: Service
               metadata: {name: shop}
               spec:
                 owner: proof
                 upstream: {protocol: http, addresses: ["127.0.0.1:%d"]}
                 gateway:
                   routes:
                     - http: {prefix: /guarded/}
                     - http: {prefix: /open/}
                       access: anyone
                     - http: {prefix: /closed/}
                       access: nobody
               """
                .formatted(issuer.issuer(), KEY_HASH, service.getAddress().getPort());
    }

    @AfterAll
    static void stop() {
        gateway.close();
        service.stop(0);
        provider.close();
    }

    @BeforeEach
    void begin() {
        ASKED.set(0);
    }

    @AfterEach
    void behave() {
        provider.forge(Forgery.NONE);
    }

    @Test
    void letsACallerInAndSaysWhoItIs() {
        Answer answer = get("/guarded/a", "Authorization: Bearer " + token());

        assertThat(answer.status()).as(answer.toString()).isEqualTo(200);
        assertThat(answer.text())
                .isEqualTo(
                        "{X-kiban-caller=[customers], X-kiban-scopes=[read], X-kiban-subject=[user-7]}");
    }

    @Test
    void letsAPartnerInByItsKeyAndTellsNobodyTheKey() {
        Answer answer = get("/guarded/a", "X-Api-Key: old");

        assertThat(answer.status()).as(answer.toString()).isEqualTo(200);
        assertThat(answer.text())
                .isEqualTo(
                        "{X-kiban-caller=[acme], X-kiban-scopes=[read], X-kiban-subject=[acme]}");
        assertThat(get("/guarded/a", "X-Api-Key: older").status()).isEqualTo(401);
        assertThat(get("/guarded/a", "X-Api-Key: old\r\nX-Api-Key: old").status()).isEqualTo(401);
    }

    @ParameterizedTest
    @EnumSource(
            names = {
                "OTHER_ISSUER",
                "OTHER_AUDIENCE",
                "NO_AUDIENCE",
                "EXPIRED",
                "NO_EXPIRY",
                "ISSUED_IN_THE_FUTURE",
                "NO_SUBJECT",
                "UNSIGNED",
                "MAC_WITH_THE_PUBLIC_KEY",
                "OTHER_KEY",
                "UNKNOWN_KEY",
                "KEY_IN_THE_HEADER",
                "CHANGED_AFTERWARDS"
            })
    void refusesAForgedToken(Forgery forgery) {
        provider.forge(forgery);

        Answer answer = get("/guarded/a", "Authorization: Bearer " + token());

        assertThat(answer.status()).as(answer.toString()).isEqualTo(401);
        assertThat(answer.text()).contains("\"code\":16", "the token is not accepted");
        assertThat(answer.header("www-authenticate").orElseThrow()).contains("invalid_token");
        assertThat(ASKED).hasValue(0);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "X-Other: a",
                "Authorization:",
                "Authorization: Bearer",
                "Authorization: Basic dXNlcjpwYXNz",
                "Authorization: Bearer a.b.c",
                "Authorization: Bearer ..",
                "Authorization: Bearer e30.e30.",
                "Authorization: Bearer eyJhbGciOiJub25lIn0.e30."
            })
    void refusesWhatIsNoToken(String header) {
        assertThat(get("/guarded/a", header).status()).isEqualTo(401);
        assertThat(ASKED).hasValue(0);
    }

    @Test
    void refusesTwoTokensOfWhichEachWouldDo() {
        String header = "Authorization: Bearer " + token();

        assertThat(get("/guarded/a", header + "\r\n" + header).status()).isEqualTo(401);
        assertThat(ASKED).hasValue(0);
    }

    @Test
    void refusesAHugeTokenAndServesOthers() {
        String huge = "Authorization: Bearer " + "e30.".repeat(2_500);
        String tooHuge = "Authorization: Bearer " + "e30.".repeat(30_000);

        assertThat(get("/guarded/a", huge).status()).isEqualTo(401);
        assertThat(get("/guarded/a", tooHuge).status()).isEqualTo(431);
        assertThat(get("/guarded/a", "Authorization: Bearer " + token()).status()).isEqualTo(200);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "X-Kiban-Subject: admin",
                "x-kiban-subject: admin",
                "X_KIBAN_SUBJECT: admin",
                "X-Kiban_Scopes: all",
                "x.kiban.caller: staff",
                "X-Kiban-Subject-Bin: YWRtaW4=",
                "X-Kiban-Subject: a\r\nX-Kiban-Subject: b",
                "Connection: x-kiban-subject\r\nX-Kiban-Subject: admin"
            })
    void takesForgedIdentitiesOffEveryRoute(String forged) {
        assertThat(get("/open/a", forged).text()).isEqualTo("{}");
        assertThat(get("/guarded/a", forged + "\r\nAuthorization: Bearer " + token()).text())
                .isEqualTo(
                        "{X-kiban-caller=[customers], X-kiban-scopes=[read], X-kiban-subject=[user-7]}");
        assertThat(get("/closed/a", forged).status()).isEqualTo(403);
    }

    @Test
    void asksForTheScope() {
        String narrow = provider.accessToken("shop", Map.of("sub", "user-7", "scope", "write"));

        Answer answer = get("/guarded/a", "Authorization: Bearer " + narrow);

        assertThat(answer.status()).isEqualTo(403);
        assertThat(answer.toString()).contains("insufficient_scope");
        assertThat(ASKED).hasValue(0);
    }

    @Test
    void servesOnWhenKeysChangeUnderLoadAndWhenTheProviderIsGone(@TempDir Path other)
            throws IOException {
        try (OpenIdProvider changing = new OpenIdProvider(InstantSource.system())) {
            Files.writeString(other.resolve("all.yaml"), definitions(changing));
            try (GatewayProcess process = GatewayProcess.start(other);
                    SteadyLoad load =
                            SteadyLoad.start(process.port(), authorized(token(changing)), 4)) {
                load.awaitMore(200);
                changing.changeKeys(KeyKind.P256);
                Request next = authorized(token(changing));

                assertThat(HttpSocket.exchange(process.port(), next).status()).isEqualTo(200);
                changing.fail(true);
                load.awaitMore(200);

                assertThat(HttpSocket.exchange(process.port(), next).status()).isEqualTo(200);
                assertThat(load.failures()).isEmpty();
            }
        }
    }

    private static Answer get(String path, String headers) {
        try (HttpSocket connection = HttpSocket.connect(gateway.port())) {
            return connection
                    .send("GET " + path + " HTTP/1.1\r\nHost: a\r\n" + headers + "\r\n\r\n")
                    .answer();
        }
    }

    private static Request authorized(String token) {
        return Request.get("/guarded/a").with("authorization", "Bearer " + token);
    }

    private static String token() {
        return token(provider);
    }

    private static String token(OpenIdProvider issuer) {
        return issuer.accessToken("shop", Map.of("sub", "user-7", "scope", "read"));
    }
}
