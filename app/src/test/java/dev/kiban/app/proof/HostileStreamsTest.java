package dev.kiban.app.proof;

import static dev.kiban.app.proof.FrameSocket.DATA;
import static dev.kiban.app.proof.FrameSocket.END_HEADERS;
import static dev.kiban.app.proof.FrameSocket.END_STREAM;
import static dev.kiban.app.proof.FrameSocket.HEADERS;
import static dev.kiban.app.proof.FrameSocket.RST_STREAM;
import static dev.kiban.app.proof.FrameSocket.frame;
import static dev.kiban.app.proof.FrameSocket.request;
import static org.assertj.core.api.Assertions.assertThat;

import dev.kiban.app.proof.FrameSocket.Frame;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/// Requests of HTTP/2 that an upstream of HTTP/1.1 would read as something else, sent to a real
/// gateway process. The answers are promised in docs/reference/http.md.
final class HostileStreamsTest {

    private static final String PATH = "/legacy/ok/a";

    @TempDir private static Path directory;

    private static LegacyServer legacy;
    private static GatewayProcess gateway;

    @BeforeAll
    static void start() throws IOException {
        legacy = new LegacyServer();
        legacy.define(directory);
        gateway = GatewayProcess.start(directory);
    }

    @AfterAll
    static void stop() {
        gateway.close();
        legacy.close();
    }

    static List<Named> hostile() {
        return List.of(
                header("a line break in a value", "x", "a\r\nx-injected: b"),
                header("a line feed in a value", "x", "a\nx-injected: b"),
                header("a carriage return in a value", "x", "a\rb"),
                header("a NUL in a value", "x", "a\0b"),
                header("a line break in a name", "x\r\nx-injected", "b"),
                header("a space in a name", "x injected", "b"),
                header("a colon in a name", "x:injected", "b"),
                header("a name in upper case", "X-Injected", "b"),
                header("no name", "", "b"),
                header("chunks", "transfer-encoding", "chunked"),
                header("a connection header", "connection", "x-kiban-subject"),
                header("keep-alive", "keep-alive", "timeout=5"),
                header("a proxy's connection", "proxy-connection", "close"),
                header("an upgrade", "upgrade", "h2c"),
                header("another TE", "te", "chunked"),
                header("a body that is missing", "content-length", "5"),
                header("a length below nothing", "content-length", "-1"),
                header("a length with a sign", "content-length", "+0"),
                header("an unknown pseudo-header", ":injected", "b"),
                header("a status", ":status", "200"),
                header("a second path", ":path", "/legacy/injected"),
                header("a second method", ":method", "DELETE"),
                header("another host", "host", "b"),
                whole("a line break in the path", "GET", "/legacy/a HTTP/1.1\r\nx-injected: b"),
                whole("a space in the path", "GET", "/legacy/a b"),
                whole("a fragment in the path", "GET", "/legacy/a#b"),
                whole("a path beyond ASCII", "GET", "/legacy/\u00e9"),
                whole("an empty path", "GET", ""),
                whole("a path out of its prefix", "GET", "/legacy/../x"),
                whole("a line break in the method", "GET /legacy/a HTTP/1.1\r\nx:", PATH),
                whole("a space in the method", "GET x", PATH),
                whole("an empty method", "", PATH),
                new Named(
                        "a pseudo-header after another",
                        new FieldBlock()
                                .with(":method", "GET")
                                .with("x", "y")
                                .with(":scheme", "http")
                                .with(":path", PATH)),
                new Named(
                        "no method", new FieldBlock().with(":scheme", "http").with(":path", PATH)),
                new Named(
                        "no path", new FieldBlock().with(":method", "GET").with(":scheme", "http")),
                new Named(
                        "a line break in the authority",
                        new FieldBlock()
                                .with(":method", "GET")
                                .with(":scheme", "http")
                                .with(":authority", "a\r\nx-injected: b")
                                .with(":path", PATH)),
                new Named(
                        "a user in the authority",
                        new FieldBlock()
                                .with(":method", "GET")
                                .with(":scheme", "http")
                                .with(":authority", "a@b")
                                .with(":path", PATH)));
    }

    /// A request, and what is wrong with it.
    record Named(String what, FieldBlock fields) {
        @Override
        public String toString() {
            return what;
        }
    }

    @ParameterizedTest
    @MethodSource("hostile")
    void refusesWhatIsNoRequest(Named hostile) {
        int before = legacy.targets().size();
        try (FrameSocket client = FrameSocket.connect(gateway.port())) {
            client.send(request(1, hostile.fields()));

            Optional<Frame> refused = client.next();

            assertThat(refused.map(HostileStreamsTest::isRefusal).orElse(true))
                    .as("%s", refused)
                    .isTrue();
        }
        assertThat(legacy.targets()).hasSize(before);
        assertThat(legacy.headers()).doesNotContain("X-injected");
    }

    @ParameterizedTest
    @ValueSource(strings = {"x-kiban-subject", "x_kiban_subject", "x.kiban.caller", "x-kiban-"})
    void takesForgedIdentitiesOff(String name) {
        try (FrameSocket client = FrameSocket.connect(gateway.port())) {
            client.send(request(1, FieldBlock.get(PATH).with(name, "admin").with("x-own", "b")));

            assertThat(client.next().orElseThrow().status()).isEqualTo(200);
        }
        assertThat(legacy.headers())
                .contains("X-own")
                .noneMatch(header -> header.toLowerCase(Locale.ROOT).contains("kiban"));
    }

    @Test
    void refusesABodyThatIsLongerThanItsLengthAndServesOn() {
        try (FrameSocket client = FrameSocket.connect(gateway.port())) {
            FieldBlock post = FieldBlock.request("POST", PATH).with("content-length", "3");
            client.send(
                    frame(HEADERS, END_HEADERS, 1, post.bytes()),
                    frame(DATA, END_STREAM, 1, new byte[10]));

            assertThat(client.next())
                    .hasValueSatisfying(one -> assertThat(isRefusal(one)).isTrue());

            client.send(request(3, FieldBlock.get(PATH)));
            assertThat(client.next().orElseThrow().status()).isEqualTo(200);
        }
    }

    private static boolean isRefusal(Frame frame) {
        return frame.type() == RST_STREAM
                || (frame.type() == HEADERS && frame.status() >= 400 && frame.status() < 500);
    }

    private static Named header(String what, String name, String value) {
        return new Named(what, FieldBlock.get(PATH).with(name, value));
    }

    private static Named whole(String what, String method, String path) {
        return new Named(what, FieldBlock.request(method, path));
    }
}
