package dev.kiban.runtime.http;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.kiban.runtime.http.CallFault.Kind;
import java.io.ByteArrayOutputStream;
import java.util.Arrays;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/// Origins that break a rule of HTTP/2.
class Http2FaultsTest {
    private static final int INITIAL_WINDOW_SIZE = 4;
    private static final int MAX_FRAME_SIZE = 5;

    /// What is wrong with one reply is wrong with no other.
    @ParameterizedTest(name = "{0}")
    @MethodSource("malformedReplies")
    void refusesAMalformedReplyAlone(String what, Http2Calls.Reply reply) throws Exception {
        try (Http2Calls calls =
                Http2Calls.to(
                        peer -> {
                            peer.settings();
                            int bad = peer.next(Http2Peer.HEADERS).stream();
                            int good = peer.next(Http2Peer.HEADERS).stream();
                            reply.with(peer, bad);
                            peer.answer(good, "well");
                            peer.awaitEnd();
                        })) {
            RecordedCall bad = calls.get();
            RecordedCall good = calls.get();

            assertThat(bad.fault().kind()).as(what).isEqualTo(Kind.PROTOCOL);
            assertThat(good.body()).isEqualTo("well");
        }
    }

    static Stream<Arguments> malformedReplies() {
        return Stream.of(
                Arguments.of("no status", head(new byte[0])),
                Arguments.of("two heads", head(new byte[] {(byte) 0x88, (byte) 0x88})),
                Arguments.of("a status of four digits", head(block(":status", "2000"))),
                Arguments.of("a request's field", head(block(":status", "200", ":path", "/"))),
                Arguments.of("a line feed", head(block(":status", "200", "x", "a\nb: c"))),
                Arguments.of("a name in capitals", head(block(":status", "200", "X", "y"))),
                Arguments.of(
                        "a connection's field", head(block(":status", "200", "connection", "x"))),
                Arguments.of("too many fields", head(repeated())),
                Arguments.of(
                        "a body before its head",
                        (Http2Calls.Reply)
                                (peer, stream) -> peer.frame(Http2Peer.DATA, 0, stream, (byte) 1)),
                Arguments.of(
                        "a shorter body than announced",
                        (Http2Calls.Reply)
                                (peer, stream) -> {
                                    head(block(":status", "200", "content-length", "9"))
                                            .with(peer, stream);
                                    peer.frame(
                                            Http2Peer.DATA, Http2Peer.END_STREAM, stream, (byte) 1);
                                }),
                Arguments.of(
                        "a second head that is none of trailers",
                        (Http2Calls.Reply)
                                (peer, stream) -> {
                                    head(block(":status", "200")).with(peer, stream);
                                    head(block("x", "y")).with(peer, stream);
                                }),
                Arguments.of(
                        "a window larger than there can be",
                        (Http2Calls.Reply)
                                (peer, stream) ->
                                        peer.number(
                                                Http2Peer.WINDOW_UPDATE,
                                                stream,
                                                Integer.MAX_VALUE)));
    }

    /// What makes it impossible to understand the rest ends the connection, with a word why.
    @ParameterizedTest(name = "{0}")
    @MethodSource("faultsOfConnections")
    void endsAConnectionThatCannotBeUnderstood(String what, Http2Calls.Reply fault)
            throws Exception {
        CompletableFuture<Http2Peer.Frame> said = new CompletableFuture<>();
        try (Http2Calls calls =
                Http2Calls.to(
                        peer -> {
                            peer.settings();
                            fault.with(peer, peer.next(Http2Peer.HEADERS).stream());
                            said.complete(peer.next(Http2Peer.GOAWAY));
                            peer.awaitEnd();
                        })) {

            RecordedCall call = calls.get();

            assertThat(call.fault().kind()).as(what).isEqualTo(Kind.PROTOCOL);
            assertThat(said.get(20, TimeUnit.SECONDS).payload()).hasSize(8);
        }
    }

    static Stream<Arguments> faultsOfConnections() {
        return Stream.of(
                fault("a push", (peer, stream) -> peer.number(Http2Peer.PUSH_PROMISE, stream, 2)),
                fault(
                        "a frame that is too long",
                        (peer, stream) ->
                                peer.frame(Http2Peer.DATA, 0, stream, new byte[16 * 1024 + 1])),
                fault("a body of no stream", (peer, _) -> peer.frame(Http2Peer.DATA, 0, 0)),
                fault("a stream of tomorrow", (peer, _) -> peer.answer(99, "x")),
                fault("a stream of its own", (peer, _) -> peer.answer(2, "x")),
                fault(
                        "padding beyond its frame",
                        (peer, stream) ->
                                peer.frame(Http2Peer.DATA, Http2Peer.PADDED, stream, (byte) 9)),
                fault(
                        "an odd SETTINGS frame",
                        (peer, _) -> peer.frame(Http2Peer.SETTINGS, 0, 0, (byte) 1)),
                fault("SETTINGS of a stream", (peer, s) -> peer.frame(Http2Peer.SETTINGS, 0, s)),
                fault("a short PING", (peer, _) -> peer.frame(Http2Peer.PING, 0, 0, (byte) 1)),
                fault("an empty RST", (peer, s) -> peer.frame(Http2Peer.RST_STREAM, 0, s)),
                fault(
                        "a window of nothing",
                        (peer, _) -> peer.number(Http2Peer.WINDOW_UPDATE, 0, 0)),
                fault(
                        "a head that is too long",
                        (peer, stream) ->
                                head(block(":status", "200", "x", "y".repeat(70_000)))
                                        .with(peer, stream)),
                fault(
                        "a window too large",
                        (peer, _) -> peer.number(Http2Peer.WINDOW_UPDATE, 0, Integer.MAX_VALUE)),
                fault(
                        "a first window too large",
                        (peer, _) -> peer.settings(INITIAL_WINDOW_SIZE, -1)),
                fault("a frame size too small", (peer, _) -> peer.settings(MAX_FRAME_SIZE, 100)),
                fault(
                        "a continuation of nothing",
                        (peer, s) -> peer.frame(Http2Peer.CONTINUATION, 0, s)),
                fault(
                        "something within a head",
                        (peer, stream) -> {
                            peer.frame(Http2Peer.HEADERS, 0, stream, Http2Peer.STATUS_200);
                            peer.frame(Http2Peer.DATA, 0, stream);
                        }),
                fault(
                        "a head without end",
                        (peer, stream) -> {
                            peer.frame(Http2Peer.HEADERS, 0, stream, Http2Peer.STATUS_200);
                            for (int i = 0; i < 40; i++) {
                                peer.frame(Http2Peer.CONTINUATION, 0, stream);
                            }
                        }),
                fault(
                        "an index that the table has not",
                        (peer, stream) ->
                                peer.frame(
                                        Http2Peer.HEADERS,
                                        Http2Peer.END_HEADERS,
                                        stream,
                                        (byte) 0xff,
                                        (byte) 0x7f)));
    }

    private static Arguments fault(String what, Http2Calls.Reply script) {
        return Arguments.of(what, script);
    }

    private static Http2Calls.Reply head(byte[] block) {
        return (peer, stream) -> {
            int most = 16 * 1024;
            for (int at = 0; at == 0 || at < block.length; at += most) {
                int to = Math.min(block.length, at + most);
                peer.frame(
                        at == 0 ? Http2Peer.HEADERS : Http2Peer.CONTINUATION,
                        to == block.length ? Http2Peer.END_HEADERS : 0,
                        stream,
                        Arrays.copyOfRange(block, at, to));
            }
        };
    }

    /// Names and values in turn, as literals that nobody keeps.
    private static byte[] block(String... fields) {
        ByteArrayOutputStream block = new ByteArrayOutputStream();
        for (int i = 0; i < fields.length; i++) {
            if (i % 2 == 0) {
                block.write(0);
            }
            byte[] text = fields[i].getBytes(UTF_8);
            int rest = text.length - 0x7f;
            block.write(Math.min(text.length, 0x7f));
            for (; text.length >= 0x7f && rest >= 0x80; rest >>= 7) {
                block.write(rest | 0x80);
            }
            if (text.length >= 0x7f) {
                block.write(rest);
            }
            block.writeBytes(text);
        }
        return block.toByteArray();
    }

    /// A field of 4,000 bytes that is kept, and said once more in a byte each, twenty times.
    private static byte[] repeated() {
        ByteArrayOutputStream block = new ByteArrayOutputStream();
        block.writeBytes(Http2Peer.STATUS_200);
        byte[] literal = block("x", "y".repeat(4_000));
        literal[0] = 0x40;
        block.writeBytes(literal);
        block.writeBytes(new byte[20]);
        byte[] bytes = block.toByteArray();
        Arrays.fill(bytes, bytes.length - 20, bytes.length, (byte) 0xbe);
        return bytes;
    }
}
