package dev.kiban.runtime.http;

import static java.nio.charset.StandardCharsets.UTF_8;

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

    Http2Calls(ServerSocket port) {
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
    public void close() {
        transport.close();
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
