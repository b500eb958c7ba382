package dev.kiban.runtime.http;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kiban.testkit.Eventually;
import java.io.IOException;
import java.net.ServerSocket;
import java.util.Random;
import java.util.concurrent.atomic.AtomicBoolean;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.lifecycle.AfterContainer;

/// Whatever an origin says, each call ends, and the next connection works.
class Http2FuzzTest {
    private static final int CALLS = 3;
    private static final int[] STREAMS = {0, 1, 1, 1, 3, 3, 5, 2, 99};

    private static final Transport TRANSPORT = Transport.start(1);

    @AfterContainer
    static void stop() {
        TRANSPORT.close();
    }

    @Property(tries = 60)
    void everyCallEnds(@ForAll long seed) throws Exception {
        AtomicBoolean sane = new AtomicBoolean();
        try (ServerSocket port = Http2Peer.port()) {
            Http2Peer.play(
                    port,
                    peer -> {
                        peer.settings();
                        if (sane.get()) {
                            peer.answer(peer.next(Http2Peer.HEADERS).stream(), "sane");
                            peer.awaitEnd();
                        } else {
                            babble(peer, new Random(seed));
                        }
                    });
            Loop loop = TRANSPORT.loops().getFirst();
            Origin[] origin = new Origin[1];
            RecordedCall[] calls = new RecordedCall[CALLS];
            for (int i = 0; i < CALLS; i++) {
                boolean pausing = i == 1;
                RecordedCall call = new RecordedCall(to -> ask(to, pausing));
                calls[i] = call;
                loop.execute(
                        () -> {
                            if (origin[0] == null) {
                                origin[0] = new Origin(loop, settings(port));
                            }
                            origin[0].call(call);
                        });
            }

            for (RecordedCall call : calls) {
                assertThat(call.bodyOrFault()).isNotNull();
            }
            sane.set(true);
            Eventually.passes(() -> assertThat(answer(loop, origin[0])).isEqualTo("sane"));
            loop.execute(() -> origin[0].close());
        }
    }

    /// What a call is told, unless it met the old connection's end.
    private static String answer(Loop loop, Origin origin) {
        RecordedCall call = new RecordedCall(to -> ask(to, false));
        loop.execute(() -> origin.call(call));
        return call.bodyOrFault();
    }

    private static OriginSettings settings(ServerSocket port) {
        return OriginSettings.plain("127.0.0.1", port.getLocalPort(), HttpProtocol.HTTP_2);
    }

    private static void ask(Call call, boolean pausing) {
        byte[] body = new byte[1_000];
        call.ask("POST", "/");
        call.write(body, 0, body.length);
        if (pausing) {
            call.pause();
            call.resume();
        }
        call.end(body, 0, body.length);
    }

    /// Frames that are well made, more or less, in any order; then the end.
    private static void babble(Http2Peer peer, Random random) throws IOException {
        peer.next(Http2Peer.HEADERS);
        for (int i = random.nextInt(30); i > 0; i--) {
            int stream = STREAMS[random.nextInt(STREAMS.length)];
            int type = random.nextInt(11);
            int flags = random.nextInt(4) == 0 ? random.nextInt(256) : Http2Peer.END_HEADERS;
            peer.frame(type, flags, stream, payload(type, random));
        }
    }

    private static byte[] payload(int type, Random random) {
        byte[] payload =
                switch (type) {
                    case Http2Peer.HEADERS, Http2Peer.CONTINUATION ->
                            random.nextBoolean() ? Http2Peer.STATUS_200.clone() : new byte[0];
                    case Http2Peer.RST_STREAM, Http2Peer.WINDOW_UPDATE -> new byte[4];
                    case Http2Peer.PING, Http2Peer.GOAWAY -> new byte[8];
                    case Http2Peer.SETTINGS -> new byte[6 * random.nextInt(4)];
                    default -> new byte[random.nextInt(2_000)];
                };
        if (type != Http2Peer.HEADERS || random.nextInt(10) == 0) {
            random.nextBytes(payload);
        }
        return payload;
    }
}
