package dev.kiban.app.proof;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kiban.testkit.Forgery;
import dev.kiban.testkit.OpenIdProvider;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/// Which calls of a gRPC client get through a real gateway process, over HTTP/2, and what the
/// service is told about who calls.
final class NativeTokensEndToEndTest {
    private static final String UNAUTHENTICATED = "16";
    private static final String PERMISSION_DENIED = "7";
    private static final String OK = "0";

    @TempDir private static Path directory;

    private static OpenIdProvider provider;
    private static RecordingBackend backend;
    private static GatewayProcess gateway;

    @BeforeAll
    static void start() throws IOException {
        provider = new OpenIdProvider(InstantSource.system());
        backend = new RecordingBackend();
        Files.writeString(
                directory.resolve("all.yaml"),
                """
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
                    default: {allow: [customers], scopes: {"*": [read]}}
                ---
                apiVersion: kiban.dev/v1
                kind: Service
                metadata: {name: shop}
                spec:
                  owner: proof
                  schema: {reflection: {}}
                  upstream: {protocol: grpc, addresses: ["127.0.0.1:%d"]}
                  gateway:
                    routes:
                      - grpc: {service: shop.Guarded}
                      - grpc: {service: shop.Open}
                        access: anyone
                """
                        .formatted(provider.issuer(), backend.port()));
        gateway = GatewayProcess.start(directory);
    }

    @AfterAll
    static void stop() {
        gateway.close();
        backend.close();
        provider.close();
    }

    @BeforeEach
    void begin() {
        backend.play(Script.DEFAULT);
    }

    @AfterEach
    void behave() {
        provider.forge(Forgery.NONE);
    }

    @Test
    void tellsTheServiceWhoCalls() {
        assertThat(status(call("/shop.Guarded/Get", bearer("read")))).isEqualTo(OK);

        RecordedCall call = guarded();
        assertThat(call.metadata("x-kiban-caller")).contains("customers");
        assertThat(call.metadata("x-kiban-subject")).contains("user-7");
        assertThat(call.metadata("x-kiban-scopes")).contains("read");
    }

    @ParameterizedTest
    @EnumSource(
            names = {
                "EXPIRED",
                "OTHER_AUDIENCE",
                "UNSIGNED",
                "MAC_WITH_THE_PUBLIC_KEY",
                "OTHER_KEY",
                "KEY_IN_THE_HEADER",
                "CHANGED_AFTERWARDS"
            })
    void refusesAForgedToken(Forgery forgery) {
        provider.forge(forgery);

        Answer answer = call("/shop.Guarded/Get", bearer("read"));

        assertThat(status(answer)).isEqualTo(UNAUTHENTICATED);
        assertThat(answer.header("grpc-message").orElseThrow()).contains("not accepted");
        assertThat(calls("/shop.Guarded/Get")).isEmpty();
    }

    @Test
    void refusesACallThatShowsNothingOrTooMuchOrTooLittle() {
        Header token = bearer("read");

        assertThat(status(call("/shop.Guarded/Get"))).isEqualTo(UNAUTHENTICATED);
        assertThat(status(call("/shop.Guarded/Get", token, token))).isEqualTo(UNAUTHENTICATED);
        assertThat(status(call("/shop.Guarded/Get", bearer("write")))).isEqualTo(PERMISSION_DENIED);
        assertThat(calls("/shop.Guarded/Get")).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "x-kiban-subject",
                "x_kiban_subject",
                "x.kiban.subject",
                "x-kiban_caller",
                "x-kiban-scopes"
            })
    void takesForgedIdentitiesOffEveryCall(String name) {
        Header forged = new Header(name, "admin");

        assertThat(status(call("/shop.Open/Get", forged, forged))).isEqualTo(OK);
        assertThat(status(call("/shop.Guarded/Get", forged, bearer("read")))).isEqualTo(OK);

        assertThat(calls("/shop.Open/Get").getFirst().metadata().keys())
                .noneMatch(key -> key.contains("kiban"));
        assertThat(guarded().metadata().keys().stream().filter(key -> key.contains("kiban")))
                .containsExactlyInAnyOrder("x-kiban-caller", "x-kiban-subject", "x-kiban-scopes");
        assertThat(guarded().metadata("x-kiban-subject")).contains("user-7");
        assertThat(guarded().metadata("x-kiban-caller")).contains("customers");
    }

    private static RecordedCall guarded() {
        return calls("/shop.Guarded/Get").getFirst();
    }

    /// Beside these, the gateway asks for the schema.
    private static List<RecordedCall> calls(String path) {
        return backend.calls().stream().filter(call -> path.equals("/" + call.rpc())).toList();
    }

    private static Answer call(String path, Header... headers) {
        Request request = Request.post(path, "");
        for (Header header : headers) {
            request = request.with(header.name(), header.value());
        }
        return NativeCall.exchange(gateway.port(), request);
    }

    private static String status(Answer answer) {
        return answer.header("grpc-status").orElse("none");
    }

    private static Header bearer(String scope) {
        return new Header(
                "authorization",
                "Bearer " + provider.accessToken("shop", Map.of("sub", "user-7", "scope", scope)));
    }
}
