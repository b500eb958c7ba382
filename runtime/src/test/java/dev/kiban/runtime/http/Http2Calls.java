package dev.kiban.runtime.http;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.net.ServerSocket;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.Supplier;

/// Calls of one origin that speaks HTTP/2, for tests; one connection at a time.
final class Http2Calls implements AutoCloseable {
    private final Transport transport = Transport.start(1);
    private final Loop loop = transport.loops().getFirst();
    private final Origin origin;

    private final ServerSocket port;

    private Http2Calls(ServerSocket port) {
        this.port = port;
        OriginSettings.Limits limits =
                new OriginSettings.Limits(1, 10, Duration.ofSeconds(2), Duration.ofSeconds(30));
        OriginSettings settings =
                new OriginSettings(
                        "127.0.0.1",
                        port.getLocalPort(),
                        HttpProtocol.HTTP_2,
                        Optional.empty(),
                        limits);
        this.origin = onLoop(() -> new Origin(loop, settings));
    }

    /// Calls of a peer that plays the script on each connection.
    static Http2Calls to(Http2Peer.Script script) throws IOException {
        ServerSocket port = Http2Peer.port();
        Http2Peer.play(port, script);
        return new Http2Calls(port);
    }

    /// Calls of a peer that says what it allows, hears of a call, and then says this on its stream.
    static Http2Calls answered(Reply reply) throws IOException {
        return to(
                peer -> {
                    peer.settings();
                    reply.with(peer, peer.next(Http2Peer.HEADERS).stream());
                    peer.awaitEnd();
                });
    }

    /// What an origin says on one stream.
    interface Reply {
        void with(Http2Peer peer, int stream) throws IOException;
    }

    RecordedCall get() {
        return call(Http2Calls::get);
    }

    /// A call whose reply's body is not wanted yet.
    RecordedCall getPaused() {
        return call(
                to -> {
                    to.pause();
                    get(to);
                });
    }

    RecordedCall post(String body) {
        byte[] bytes = body.getBytes(UTF_8);
        return call(
                to -> {
                    to.ask("POST", "/");
                    to.end(bytes, 0, bytes.length);
                });
    }

    void resume(RecordedCall call) {
        loop.execute(() -> call.call().resume());
    }

    int connections() {
        return onLoop(origin::connections);
    }

    @Override
    public void close() throws IOException {
        transport.close();
        port.close();
    }

    private static void get(Call call) {
        call.ask("GET", "/");
        call.end();
    }

    private RecordedCall call(Consumer<Call> send) {
        RecordedCall call = new RecordedCall(send);
        loop.execute(() -> origin.call(call));
        return call;
    }

    private <T> T onLoop(Supplier<T> task) {
        CompletableFuture<T> done = new CompletableFuture<>();
        loop.execute(() -> done.complete(task.get()));
        return done.orTimeout(20, TimeUnit.SECONDS).join();
    }
}
