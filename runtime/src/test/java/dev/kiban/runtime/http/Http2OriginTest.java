package dev.kiban.runtime.http;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.kiban.runtime.http.CallFault.Kind;
import dev.kiban.testkit.Eventually;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.ServerSocket;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/// Origins that speak HTTP/2 in every way that is allowed, and in many that are not.
class Http2OriginTest {
    private static final int INITIAL_WINDOW_SIZE = 4;
    private static final int MAX_CONCURRENT_STREAMS = 3;
    private static final int MAX_FRAME_SIZE = 5;

    private final Transport transport = Transport.start(1);
    private final Loop loop = transport.loops().getFirst();

    @AfterEach
    void close() {
        transport.close();
    }

    @Test
    void doesNotConnectToWhoDoesNotSayWhatItAllows() throws Exception {
        try (ServerSocket port = Http2Peer.port()) {
            Http2Peer.play(port, Http2Peer::awaitEnd);

            RecordedCall call = call(origin(port), Http2OriginTest::get);

            assertThat(call.fault().kind()).isEqualTo(Kind.NOT_CONNECTED);
            assertThat(call.fault().detail()).contains("does not say what it allows");
        }
    }

    @Test
    void answersPingsAndOverhearsEarlyHints() throws Exception {
        BlockingQueue<Http2Peer.Frame> pongs = new LinkedBlockingQueue<>();
        byte[] status103 = {0x08, 3, '1', '0', '3'};
        try (ServerSocket port = Http2Peer.port()) {
            Http2Peer.play(
                    port,
                    peer -> {
                        peer.settings();
                        peer.frame(Http2Peer.PING, 0, 0, "whatever".getBytes(UTF_8));
                        int stream = peer.next(Http2Peer.HEADERS).stream();
                        peer.frame(Http2Peer.HEADERS, Http2Peer.END_HEADERS, stream, status103);
                        peer.frame(99, 0, stream, (byte) 1);
                        peer.answer(stream, "hello");
                        peer.frame(Http2Peer.PING, 0, 0, "the last".getBytes(UTF_8));
                        peer.next(Http2Peer.PING);
                        pongs.add(peer.next(Http2Peer.PING));
                    });

            RecordedCall call = call(origin(port), Http2OriginTest::get);

            assertThat(call.status()).isEqualTo(200);
            assertThat(call.body()).isEqualTo("hello");
            Http2Peer.Frame pong = pongs.poll(20, TimeUnit.SECONDS);
            assertThat(pong).isNotNull();
            assertThat(pong.flags()).isEqualTo(Http2Peer.ACK);
            assertThat(pong.payload()).isEqualTo("the last".getBytes(UTF_8));
        }
    }

    @Test
    void sendsNoMoreThanTheWindowsAllow() throws Exception {
        CompletableFuture<List<Integer>> lengths = new CompletableFuture<>();
        try (ServerSocket port = Http2Peer.port()) {
            Http2Peer.play(
                    port,
                    peer -> {
                        peer.settings(INITIAL_WINDOW_SIZE, 3);
                        int stream = peer.next(Http2Peer.HEADERS).stream();
                        int first = peer.next(Http2Peer.DATA).payload().length;
                        peer.settings(INITIAL_WINDOW_SIZE, 1); // one byte is owed now
                        peer.number(Http2Peer.WINDOW_UPDATE, stream, 4);
                        int second = peer.next(Http2Peer.DATA).payload().length;
                        peer.settings(INITIAL_WINDOW_SIZE, 2);
                        Http2Peer.Frame third = peer.next(Http2Peer.DATA);
                        peer.number(Http2Peer.WINDOW_UPDATE, stream, 100);
                        Http2Peer.Frame last = peer.next(Http2Peer.DATA);
                        lengths.complete(
                                List.of(
                                        first,
                                        second,
                                        third.payload().length,
                                        last.payload().length,
                                        last.flags()));
                        peer.answer(stream, "took it");
                    });

            RecordedCall call = call(origin(port), to -> post(to, "0123456789"));

            assertThat(call.body()).isEqualTo("took it");
            assertThat(lengths.get()).containsExactly(3, 2, 1, 4, Http2Peer.END_STREAM);
        }
    }

    @Test
    void sharesTheConnectionsWindowByTurns() throws Exception {
        CompletableFuture<List<Integer>> streams = new CompletableFuture<>();
        try (ServerSocket port = Http2Peer.port()) {
            Http2Peer.play(
                    port,
                    peer -> {
                        peer.settings(INITIAL_WINDOW_SIZE, 1 << 20);
                        int taken = 0;
                        while (taken < 65_535) {
                            taken += peer.next(Http2Peer.DATA).payload().length;
                        }
                        peer.number(Http2Peer.WINDOW_UPDATE, 0, 64 * 1024);
                        streams.complete(
                                List.of(
                                        peer.next(Http2Peer.DATA).stream(),
                                        peer.next(Http2Peer.DATA).stream(),
                                        peer.next(Http2Peer.DATA).stream(),
                                        peer.next(Http2Peer.DATA).stream()));
                    });
            Origin origin = origin(port);
            String large = "x".repeat(200_000);

            call(origin, to -> post(to, large));
            call(origin, to -> post(to, large));

            assertThat(streams.get(20, TimeUnit.SECONDS)).containsExactly(1, 3, 1, 3);
        }
    }

    @Test
    void asksForOneFrameSizeAndHeedsAnother() throws Exception {
        CompletableFuture<Integer> length = new CompletableFuture<>();
        try (ServerSocket port = Http2Peer.port()) {
            Http2Peer.play(
                    port,
                    peer -> {
                        peer.settings(MAX_FRAME_SIZE, 30_000);
                        length.complete(peer.next(Http2Peer.DATA).payload().length);
                    });

            call(origin(port), to -> post(to, "x".repeat(40_000)));

            assertThat(length.get(20, TimeUnit.SECONDS)).isEqualTo(30_000);
        }
    }

    @Test
    void waitsForAStreamWhenNoneIsAllowed() throws Exception {
        CompletableFuture<Void> asked = new CompletableFuture<>();
        try (ServerSocket port = Http2Peer.port()) {
            Http2Peer.play(
                    port,
                    peer -> {
                        peer.settings(MAX_CONCURRENT_STREAMS, 0);
                        asked.join();
                        peer.settings(MAX_CONCURRENT_STREAMS, 1);
                        peer.answer(peer.next(Http2Peer.HEADERS).stream(), "now");
                        peer.awaitEnd();
                    });

            RecordedCall call = call(origin(port), Http2OriginTest::get);
            asked.complete(null);

            assertThat(call.body()).isEqualTo("now");
        }
    }

    @Test
    void keepsWhatAPausedCallIsSentAndAsksForNoMore() throws Exception {
        CompletableFuture<Http2Peer.Frame> update = new CompletableFuture<>();
        byte[] part = new byte[16 * 1024];
        try (ServerSocket port = Http2Peer.port()) {
            Http2Peer.play(
                    port,
                    peer -> {
                        peer.settings();
                        int stream = peer.next(Http2Peer.HEADERS).stream();
                        peer.frame(
                                Http2Peer.HEADERS,
                                Http2Peer.END_HEADERS,
                                stream,
                                Http2Peer.STATUS_200);
                        for (int i = 0; i < 16; i++) {
                            peer.frame(Http2Peer.DATA, 0, stream, part);
                        }
                        update.complete(peer.next(type -> type == Http2Peer.WINDOW_UPDATE));
                        peer.frame(Http2Peer.DATA, Http2Peer.END_STREAM, stream, part);
                        peer.awaitEnd();
                    });
            RecordedCall call =
                    call(
                            origin(port),
                            to -> {
                                to.pause();
                                get(to);
                            });
            assertThat(call.status()).isEqualTo(200);
            assertThat(call.received()).isZero();

            loop.execute(() -> call.call().resume());

            assertThat(update.get(20, TimeUnit.SECONDS).number()).isEqualTo(128 * 1024);
            assertThat(call.body()).hasSize(17 * part.length);
        }
    }

    @Test
    void refusesMoreThanTheWindowOfACall() throws Exception {
        try (ServerSocket port = Http2Peer.port()) {
            Http2Peer.play(
                    port,
                    peer -> {
                        peer.settings();
                        int stream = peer.next(Http2Peer.HEADERS).stream();
                        peer.frame(
                                Http2Peer.HEADERS,
                                Http2Peer.END_HEADERS,
                                stream,
                                Http2Peer.STATUS_200);
                        for (int i = 0; i < 17; i++) {
                            peer.frame(Http2Peer.DATA, 0, stream, new byte[16 * 1024]);
                        }
                        peer.awaitEnd();
                    });

            RecordedCall call =
                    call(
                            origin(port),
                            to -> {
                                to.pause();
                                get(to);
                            });

            assertThat(call.fault().kind()).isEqualTo(Kind.PROTOCOL);
            assertThat(call.fault().detail()).contains("more than its window allows");
        }
    }

    @Test
    void knowsWhichCallsAnOriginThatGoesAwayHasNotSeen() throws Exception {
        CompletableFuture<Void> bothAsked = new CompletableFuture<>();
        try (ServerSocket port = Http2Peer.port()) {
            Http2Peer.play(
                    port,
                    peer -> {
                        peer.settings();
                        peer.next(Http2Peer.HEADERS);
                        peer.next(Http2Peer.HEADERS);
                        peer.goAway(1);
                        bothAsked.join();
                        peer.answer(1, "seen");
                        peer.awaitEnd();
                    });
            Origin origin = origin(port);
            RecordedCall seen = call(origin, Http2OriginTest::get);
            RecordedCall unseen = call(origin, Http2OriginTest::get);

            assertThat(unseen.fault().kind()).isEqualTo(Kind.NOT_PROCESSED);
            bothAsked.complete(null);
            assertThat(seen.body()).isEqualTo("seen");
            Eventually.passes(() -> assertThat(connections(origin)).isZero());
        }
    }

    @Test
    void tellsARefusedStreamFromABrokenOne() throws Exception {
        try (ServerSocket port = Http2Peer.port()) {
            Http2Peer.play(
                    port,
                    peer -> {
                        peer.settings();
                        int refused = peer.next(Http2Peer.HEADERS).stream();
                        peer.number(Http2Peer.RST_STREAM, refused, Http2Fault.REFUSED_STREAM);
                        int broken = peer.next(Http2Peer.HEADERS).stream();
                        peer.number(Http2Peer.RST_STREAM, broken, Http2Fault.CANCEL);
                        peer.awaitEnd();
                    });
            Origin origin = origin(port);

            assertThat(call(origin, Http2OriginTest::get).fault().kind())
                    .isEqualTo(Kind.NOT_PROCESSED);
            assertThat(call(origin, Http2OriginTest::get).fault().kind()).isEqualTo(Kind.BROKEN);
        }
    }

    @Test
    void readsAHeadInManyFrames() throws Exception {
        byte[] field = {0x00, 1, 'a', 1, 'b'};
        try (ServerSocket port = Http2Peer.port()) {
            Http2Peer.play(
                    port,
                    peer -> {
                        peer.settings();
                        int stream = peer.next(Http2Peer.HEADERS).stream();
                        byte[] padded = {1, (byte) 0x88, 0};
                        peer.frame(Http2Peer.HEADERS, Http2Peer.PADDED, stream, padded);
                        for (byte b : field) {
                            peer.frame(Http2Peer.CONTINUATION, 0, stream, b);
                        }
                        peer.frame(Http2Peer.CONTINUATION, Http2Peer.END_HEADERS, stream);
                        peer.frame(Http2Peer.DATA, Http2Peer.END_STREAM, stream);
                        peer.awaitEnd();
                    });

            assertThat(call(origin(port), Http2OriginTest::get).status()).isEqualTo(200);
        }
    }

    /// What is wrong with one reply is wrong with no other.
    @ParameterizedTest(name = "{0}")
    @MethodSource("malformedReplies")
    void refusesAMalformedReplyAlone(String what, ReplyScript reply) throws Exception {
        try (ServerSocket port = Http2Peer.port()) {
            Http2Peer.play(
                    port,
                    peer -> {
                        peer.settings();
                        int bad = peer.next(Http2Peer.HEADERS).stream();
                        int good = peer.next(Http2Peer.HEADERS).stream();
                        reply.with(peer, bad);
                        peer.answer(good, "well");
                        peer.awaitEnd();
                    });
            Origin origin = origin(port);
            RecordedCall bad = call(origin, Http2OriginTest::get);
            RecordedCall good = call(origin, Http2OriginTest::get);

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
                        (ReplyScript)
                                (peer, stream) -> peer.frame(Http2Peer.DATA, 0, stream, (byte) 1)),
                Arguments.of(
                        "a shorter body than announced",
                        (ReplyScript)
                                (peer, stream) -> {
                                    head(block(":status", "200", "content-length", "9"))
                                            .with(peer, stream);
                                    peer.frame(
                                            Http2Peer.DATA, Http2Peer.END_STREAM, stream, (byte) 1);
                                }),
                Arguments.of(
                        "a second head that is none of trailers",
                        (ReplyScript)
                                (peer, stream) -> {
                                    head(block(":status", "200")).with(peer, stream);
                                    head(block("x", "y")).with(peer, stream);
                                }),
                Arguments.of(
                        "a window larger than there can be",
                        (ReplyScript)
                                (peer, stream) ->
                                        peer.number(
                                                Http2Peer.WINDOW_UPDATE,
                                                stream,
                                                Integer.MAX_VALUE)));
    }

    /// What makes it impossible to understand the rest ends the connection, with a word why.
    @ParameterizedTest(name = "{0}")
    @MethodSource("faultsOfConnections")
    void endsAConnectionThatCannotBeUnderstood(String what, ReplyScript fault) throws Exception {
        CompletableFuture<Http2Peer.Frame> said = new CompletableFuture<>();
        try (ServerSocket port = Http2Peer.port()) {
            Http2Peer.play(
                    port,
                    peer -> {
                        peer.settings();
                        fault.with(peer, peer.next(Http2Peer.HEADERS).stream());
                        said.complete(peer.next(Http2Peer.GOAWAY));
                        peer.awaitEnd();
                    });

            RecordedCall call = call(origin(port), Http2OriginTest::get);

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

    private static Arguments fault(String what, ReplyScript script) {
        return Arguments.of(what, script);
    }

    /// What an origin says on one stream.
    interface ReplyScript {
        void with(Http2Peer peer, int stream) throws IOException;
    }

    private static ReplyScript head(byte[] block) {
        return (peer, stream) -> {
            int most = 16 * 1024;
            for (int at = 0; at == 0 || at < block.length; at += most) {
                int to = Math.min(block.length, at + most);
                peer.frame(
                        at == 0 ? Http2Peer.HEADERS : Http2Peer.CONTINUATION,
                        to == block.length ? Http2Peer.END_HEADERS : 0,
                        stream,
                        java.util.Arrays.copyOfRange(block, at, to));
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
        java.util.Arrays.fill(bytes, bytes.length - 20, bytes.length, (byte) 0xbe);
        return bytes;
    }

    private static void get(Call call) {
        call.ask("GET", "/");
        call.end();
    }

    private static void post(Call call, String body) {
        byte[] bytes = body.getBytes(UTF_8);
        call.ask("POST", "/");
        call.end(bytes, 0, bytes.length);
    }

    private Origin origin(ServerSocket port) throws Exception {
        OriginSettings.Limits limits =
                new OriginSettings.Limits(1, 10, Duration.ofSeconds(2), Duration.ofSeconds(30));
        return onLoop(
                () ->
                        new Origin(
                                loop,
                                new OriginSettings(
                                        "127.0.0.1",
                                        port.getLocalPort(),
                                        HttpProtocol.HTTP_2,
                                        Optional.empty(),
                                        limits)));
    }

    private int connections(Origin origin) {
        try {
            return onLoop(origin::connections);
        } catch (Exception e) {
            throw new AssertionError(e);
        }
    }

    private RecordedCall call(Origin origin, Consumer<Call> send) {
        RecordedCall call = new RecordedCall(send);
        loop.execute(() -> origin.call(call));
        return call;
    }

    private <T> T onLoop(java.util.function.Supplier<T> task) throws Exception {
        CompletableFuture<T> done = new CompletableFuture<>();
        loop.execute(() -> done.complete(task.get()));
        return done.get(20, TimeUnit.SECONDS);
    }
}
