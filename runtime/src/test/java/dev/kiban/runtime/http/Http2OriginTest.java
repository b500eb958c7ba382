package dev.kiban.runtime.http;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.kiban.runtime.http.CallFault.Kind;
import dev.kiban.runtime.http.wire.Http2Fault;
import dev.kiban.testkit.Eventually;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/// Origins that use what HTTP/2 allows them.
class Http2OriginTest {
    private static final int INITIAL_WINDOW_SIZE = 4;
    private static final int MAX_CONCURRENT_STREAMS = 3;
    private static final int MAX_FRAME_SIZE = 5;

    @Test
    void doesNotConnectToWhoDoesNotSayWhatItAllows() throws Exception {
        try (Http2Calls calls = Http2Calls.to(Http2Peer::awaitEnd)) {

            RecordedCall call = calls.get();

            assertThat(call.fault().kind()).isEqualTo(Kind.NOT_CONNECTED);
            assertThat(call.fault().detail()).contains("does not say what it allows");
        }
    }

    @Test
    void answersPingsAndOverhearsEarlyHints() throws Exception {
        BlockingQueue<Http2Peer.Frame> pongs = new LinkedBlockingQueue<>();
        byte[] status103 = {0x08, 3, '1', '0', '3'};
        try (Http2Calls calls =
                Http2Calls.to(
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
                        })) {

            RecordedCall call = calls.get();

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
        try (Http2Calls calls =
                Http2Calls.to(
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
                        })) {

            RecordedCall call = calls.post("0123456789");

            assertThat(call.body()).isEqualTo("took it");
            assertThat(lengths.get()).containsExactly(3, 2, 1, 4, Http2Peer.END_STREAM);
        }
    }

    @Test
    void sharesTheConnectionsWindowByTurns() throws Exception {
        CompletableFuture<List<Integer>> streams = new CompletableFuture<>();
        try (Http2Calls calls =
                Http2Calls.to(
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
                        })) {
            String large = "x".repeat(200_000);

            calls.post(large);
            calls.post(large);

            assertThat(streams.get(20, TimeUnit.SECONDS)).containsExactly(1, 3, 1, 3);
        }
    }

    @Test
    void asksForOneFrameSizeAndHeedsAnother() throws Exception {
        CompletableFuture<Integer> length = new CompletableFuture<>();
        try (Http2Calls calls =
                Http2Calls.to(
                        peer -> {
                            peer.settings(MAX_FRAME_SIZE, 30_000);
                            length.complete(peer.next(Http2Peer.DATA).payload().length);
                        })) {

            calls.post("x".repeat(40_000));

            assertThat(length.get(20, TimeUnit.SECONDS)).isEqualTo(30_000);
        }
    }

    @Test
    void waitsForAStreamWhenNoneIsAllowed() throws Exception {
        CompletableFuture<Void> asked = new CompletableFuture<>();
        try (Http2Calls calls =
                Http2Calls.to(
                        peer -> {
                            peer.settings(MAX_CONCURRENT_STREAMS, 0);
                            asked.join();
                            peer.settings(MAX_CONCURRENT_STREAMS, 1);
                            peer.answer(peer.next(Http2Peer.HEADERS).stream(), "now");
                            peer.awaitEnd();
                        })) {

            RecordedCall call = calls.get();
            asked.complete(null);

            assertThat(call.body()).isEqualTo("now");
        }
    }

    @Test
    void keepsWhatAPausedCallIsSentAndAsksForNoMore() throws Exception {
        CompletableFuture<Http2Peer.Frame> update = new CompletableFuture<>();
        byte[] part = new byte[16 * 1024];
        try (Http2Calls calls =
                Http2Calls.answered(
                        (peer, stream) -> {
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
                        })) {
            RecordedCall call = calls.getPaused();
            assertThat(call.status()).isEqualTo(200);
            assertThat(call.received()).isZero();

            calls.resume(call);

            assertThat(update.get(20, TimeUnit.SECONDS).number()).isEqualTo(128 * 1024);
            assertThat(call.body()).hasSize(17 * part.length);
        }
    }

    @Test
    void refusesMoreThanTheWindowOfACall() throws Exception {
        try (Http2Calls calls =
                Http2Calls.answered(
                        (peer, stream) -> {
                            peer.frame(
                                    Http2Peer.HEADERS,
                                    Http2Peer.END_HEADERS,
                                    stream,
                                    Http2Peer.STATUS_200);
                            for (int i = 0; i < 17; i++) {
                                peer.frame(Http2Peer.DATA, 0, stream, new byte[16 * 1024]);
                            }
                        })) {

            RecordedCall call = calls.getPaused();

            assertThat(call.fault().kind()).isEqualTo(Kind.PROTOCOL);
            assertThat(call.fault().detail()).contains("more than its window allows");
        }
    }

    @Test
    void knowsWhichCallsAnOriginThatGoesAwayHasNotSeen() throws Exception {
        CompletableFuture<Void> bothAsked = new CompletableFuture<>();
        try (Http2Calls calls =
                Http2Calls.to(
                        peer -> {
                            peer.settings();
                            peer.next(Http2Peer.HEADERS);
                            peer.next(Http2Peer.HEADERS);
                            peer.goAway(1);
                            bothAsked.join();
                            peer.answer(1, "seen");
                            peer.awaitEnd();
                        })) {
            RecordedCall seen = calls.get();
            RecordedCall unseen = calls.get();

            assertThat(unseen.fault().kind()).isEqualTo(Kind.NOT_PROCESSED);
            bothAsked.complete(null);
            assertThat(seen.body()).isEqualTo("seen");
            Eventually.passes(() -> assertThat(calls.connections()).isZero());
        }
    }

    @Test
    void tellsARefusedStreamFromABrokenOne() throws Exception {
        try (Http2Calls calls =
                Http2Calls.to(
                        peer -> {
                            peer.settings();
                            int refused = peer.next(Http2Peer.HEADERS).stream();
                            peer.number(Http2Peer.RST_STREAM, refused, Http2Fault.REFUSED_STREAM);
                            int broken = peer.next(Http2Peer.HEADERS).stream();
                            peer.number(Http2Peer.RST_STREAM, broken, Http2Fault.CANCEL);
                            peer.awaitEnd();
                        })) {

            assertThat(calls.get().fault().kind()).isEqualTo(Kind.NOT_PROCESSED);
            assertThat(calls.get().fault().kind()).isEqualTo(Kind.BROKEN);
        }
    }

    @Test
    void readsAHeadInManyFrames() throws Exception {
        byte[] field = {0x00, 1, 'a', 1, 'b'};
        try (Http2Calls calls =
                Http2Calls.answered(
                        (peer, stream) -> {
                            byte[] padded = {1, (byte) 0x88, 0};
                            peer.frame(Http2Peer.HEADERS, Http2Peer.PADDED, stream, padded);
                            for (byte b : field) {
                                peer.frame(Http2Peer.CONTINUATION, 0, stream, b);
                            }
                            peer.frame(Http2Peer.CONTINUATION, Http2Peer.END_HEADERS, stream);
                            peer.frame(Http2Peer.DATA, Http2Peer.END_STREAM, stream);
                        })) {

            assertThat(calls.get().status()).isEqualTo(200);
        }
    }
}
