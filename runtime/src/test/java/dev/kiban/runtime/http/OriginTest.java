package dev.kiban.runtime.http;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.kiban.testkit.Eventually;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class OriginTest {
    private static final byte[] HELLO = "hello".getBytes(UTF_8);

    @ParameterizedTest
    @EnumSource(HttpProtocol.class)
    void callsAgainOnTheSameConnection(HttpProtocol protocol) throws Exception {
        Set<Object> loops = ConcurrentHashMap.newKeySet();
        try (LoopbackServer server =
                new LoopbackServer(
                        exchange -> {
                            loops.add(Thread.currentThread());
                            exchange.end(HELLO, 0, HELLO.length);
                        })) {
            Origin origin = origin(server, protocol);

            assertThat(call(server, origin, OriginTest::get).body()).isEqualTo("hello");
            assertThat(call(server, origin, OriginTest::get).body()).isEqualTo("hello");
            assertThat(call(server, origin, OriginTest::get).status()).isEqualTo(200);

            assertThat(loops).hasSize(1);
            assertThat(onLoop(server, origin::connections)).isEqualTo(1);
        }
    }

    @ParameterizedTest
    @EnumSource(HttpProtocol.class)
    void sendsABodyOfUnknownLength(HttpProtocol protocol) throws Exception {
        AtomicReference<RecordedExchange> seen = new AtomicReference<>();
        try (LoopbackServer server =
                new LoopbackServer(
                        exchange -> {
                            RecordedExchange recorded =
                                    new RecordedExchange(
                                            () -> exchange.end(HELLO, 0, HELLO.length));
                            seen.set(recorded);
                            exchange.listen(recorded);
                        })) {
            RecordedCall call =
                    call(
                            server,
                            origin(server, protocol),
                            to -> {
                                to.ask("POST", "/");
                                to.write(HELLO, 0, 2);
                                to.end(HELLO, 2, 5);
                            });

            assertThat(call.body()).isEqualTo("hello");
            assertThat(seen.get().body()).isEqualTo("hello");
        }
    }

    @ParameterizedTest
    @EnumSource(HttpProtocol.class)
    void saysThatNobodyListens(HttpProtocol protocol) throws Exception {
        int nobody;
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            nobody = socket.getLocalPort();
        }
        try (LoopbackServer server = new LoopbackServer(_ -> {})) {
            Origin origin =
                    onLoop(
                            server,
                            () ->
                                    new Origin(
                                            server.loop(),
                                            OriginSettings.plain("127.0.0.1", nobody, protocol)));

            CallFault fault = call(server, origin, OriginTest::get).fault();

            assertThat(fault.kind()).isEqualTo(CallFault.Kind.NOT_CONNECTED);
            assertThat(fault.detail()).contains("127.0.0.1:" + nobody, "refused");
        }
    }

    @ParameterizedTest
    @EnumSource(HttpProtocol.class)
    void tellsTheOriginThatACallIsCancelled(HttpProtocol protocol) throws Exception {
        AtomicReference<RecordedExchange> seen = new AtomicReference<>();
        try (LoopbackServer server =
                new LoopbackServer(
                        exchange -> {
                            RecordedExchange recorded = new RecordedExchange(() -> {});
                            exchange.listen(recorded);
                            seen.set(recorded);
                        })) {
            RecordedCall call = call(server, origin(server, protocol), OriginTest::get);
            Eventually.passes(() -> assertThat(seen.get()).isNotNull());

            server.loop().execute(() -> call.call().cancel());

            Eventually.passes(() -> assertThat(seen.get().isGone()).isTrue());
        }
    }

    @ParameterizedTest
    @EnumSource(HttpProtocol.class)
    void saysThatAReplyBrokeOff(HttpProtocol protocol) throws Exception {
        try (LoopbackServer server =
                new LoopbackServer(
                        exchange -> {
                            exchange.write(HELLO, 0, HELLO.length);
                            exchange.abort();
                        })) {
            RecordedCall call = call(server, origin(server, protocol), OriginTest::get);

            assertThat(call.fault().kind()).isEqualTo(CallFault.Kind.BROKEN);
        }
    }

    /// Whoever tries again would find one after the other closed.
    @Test
    void trustsNoConnectionThatWasIdleForLongerThanOneThatWasClosed() throws Exception {
        List<Exchange> held = Collections.synchronizedList(new ArrayList<>());
        AtomicBoolean holds = new AtomicBoolean(true);
        Set<Object> ends = ConcurrentHashMap.newKeySet();
        try (LoopbackServer server =
                new LoopbackServer(
                        exchange -> {
                            if (holds.get()) {
                                held.add(exchange);
                            } else if (ends.isEmpty()) {
                                ends.add(exchange);
                                exchange.abort();
                            } else {
                                exchange.end(HELLO, 0, HELLO.length);
                            }
                        })) {
            Origin origin = origin(server, HttpProtocol.HTTP_1_1);
            List<RecordedCall> calls = new ArrayList<>();
            for (int i = 0; i < 3; i++) {
                calls.add(call(server, origin, OriginTest::get));
            }
            Eventually.passes(() -> assertThat(held).hasSize(3));
            holds.set(false);
            held.forEach(one -> server.loop().execute(() -> one.end(HELLO, 0, HELLO.length)));
            for (RecordedCall call : calls) {
                assertThat(call.body()).isEqualTo("hello");
            }
            assertThat(onLoop(server, origin::connections)).isEqualTo(3);

            CallFault fault = call(server, origin, OriginTest::get).fault();

            assertThat(fault.kind()).isEqualTo(CallFault.Kind.STALE_CONNECTION);
            assertThat(onLoop(server, origin::connections)).isZero();
            assertThat(call(server, origin, OriginTest::get).body()).isEqualTo("hello");
        }
    }

    @Test
    void saysThatWhatCameBackIsNoHttp() throws Exception {
        try (ServerSocket babbler = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
                LoopbackServer server = new LoopbackServer(_ -> {})) {
            Thread.ofVirtual().start(() -> babble(babbler));
            Origin origin =
                    onLoop(
                            server,
                            () ->
                                    new Origin(
                                            server.loop(),
                                            OriginSettings.plain(
                                                    "127.0.0.1",
                                                    babbler.getLocalPort(),
                                                    HttpProtocol.HTTP_1_1)));

            RecordedCall call = call(server, origin, OriginTest::get);

            assertThat(call.fault().kind()).isEqualTo(CallFault.Kind.PROTOCOL);
        }
    }

    @ParameterizedTest
    @EnumSource(HttpProtocol.class)
    void letsCallsWaitWithinItsLimits(HttpProtocol protocol) throws Exception {
        List<Runnable> answers = new ArrayList<>();
        EdgeLimits oneStream =
                new EdgeLimits(
                        100, 1, 8_192, 8_192, 100, Duration.ofSeconds(9), Duration.ofSeconds(9));
        ListenSettings settings = new ListenSettings("127.0.0.1", 0, Optional.empty(), oneStream);
        try (LoopbackServer server =
                new LoopbackServer(
                        settings,
                        (loop, exchange) -> {
                            synchronized (answers) {
                                answers.add(() -> loop.execute(() -> exchange.end(HELLO, 0, 5)));
                            }
                        })) {
            OriginSettings.Limits limits =
                    new OriginSettings.Limits(1, 1, Duration.ofSeconds(2), Duration.ofSeconds(30));
            Origin origin =
                    onLoop(
                            server,
                            () ->
                                    new Origin(
                                            server.loop(),
                                            new OriginSettings(
                                                    "127.0.0.1",
                                                    server.port(),
                                                    protocol,
                                                    Optional.empty(),
                                                    limits)));
            RecordedCall first = call(server, origin, OriginTest::get);
            Eventually.passes(() -> assertThat(size(answers)).isEqualTo(1));
            RecordedCall second = call(server, origin, OriginTest::get);
            RecordedCall third = call(server, origin, OriginTest::get);

            assertThat(third.fault().kind()).isEqualTo(CallFault.Kind.OVERLOADED);
            answers.getFirst().run();
            assertThat(first.body()).isEqualTo("hello");
            Eventually.passes(() -> assertThat(size(answers)).isEqualTo(2));
            answers.getLast().run();
            assertThat(second.body()).isEqualTo("hello");
        }
    }

    @ParameterizedTest
    @EnumSource(HttpProtocol.class)
    void trustsOnlyTheNamedAuthority(HttpProtocol protocol) throws Exception {
        ServerTls tls = new ServerTls(resource("localhost.pem"), resource("localhost.key"));
        ListenSettings settings =
                new ListenSettings("127.0.0.1", 0, Optional.of(tls), EdgeLimits.DEFAULT);
        try (LoopbackServer server =
                new LoopbackServer(settings, exchange -> exchange.end(HELLO, 0, 5))) {
            ClientTls trusting =
                    new ClientTls(Optional.of(resource("localhost.pem")), Optional.of("localhost"));
            ClientTls strict = new ClientTls(Optional.empty(), Optional.of("localhost"));
            ClientTls otherName =
                    new ClientTls(
                            Optional.of(resource("localhost.pem")), Optional.of("example.com"));

            assertThat(call(server, secure(server, protocol, trusting), OriginTest::get).body())
                    .isEqualTo("hello");
            assertThat(call(server, secure(server, protocol, strict), OriginTest::get).fault())
                    .extracting(CallFault::kind)
                    .isEqualTo(CallFault.Kind.NOT_CONNECTED);
            assertThat(call(server, secure(server, protocol, otherName), OriginTest::get).fault())
                    .extracting(CallFault::kind)
                    .isEqualTo(CallFault.Kind.NOT_CONNECTED);
        }
    }

    /// The library remembers that it could not read the file, and refuses the second connection
    /// while it is being asked for.
    @ParameterizedTest
    @EnumSource(HttpProtocol.class)
    void goesOnWhenAConnectionFailsAtOnce(HttpProtocol protocol) throws Exception {
        ClientTls unreadable = new ClientTls(Optional.of(Path.of("none.pem")), Optional.empty());
        try (LoopbackServer server = new LoopbackServer(_ -> {})) {
            Origin origin = secure(server, protocol, unreadable);

            for (int i = 0; i < 2; i++) {
                assertThat(call(server, origin, OriginTest::get).fault().detail())
                        .contains("none.pem");
            }
        }
    }

    private static void get(Call call) {
        call.ask("GET", "/");
        call.end();
    }

    private static Origin origin(LoopbackServer server, HttpProtocol protocol) throws Exception {
        return onLoop(
                server,
                () ->
                        new Origin(
                                server.loop(),
                                OriginSettings.plain("127.0.0.1", server.port(), protocol)));
    }

    private static Origin secure(LoopbackServer server, HttpProtocol protocol, ClientTls tls)
            throws Exception {
        return onLoop(
                server,
                () ->
                        new Origin(
                                server.loop(),
                                new OriginSettings(
                                        "127.0.0.1",
                                        server.port(),
                                        protocol,
                                        Optional.of(tls),
                                        OriginSettings.Limits.HTTP_2)));
    }

    private static RecordedCall call(LoopbackServer server, Origin origin, Consumer<Call> send) {
        RecordedCall call = new RecordedCall(send);
        server.loop().execute(() -> origin.call(call));
        return call;
    }

    private static <T> T onLoop(LoopbackServer server, java.util.function.Supplier<T> task)
            throws Exception {
        CompletableFuture<T> done = new CompletableFuture<>();
        server.loop().execute(() -> done.complete(task.get()));
        return done.get(20, TimeUnit.SECONDS);
    }

    private static int size(List<Runnable> answers) {
        synchronized (answers) {
            return answers.size();
        }
    }

    private static Path resource(String name) throws Exception {
        return Path.of(OriginTest.class.getResource(name).toURI());
    }

    private static void babble(ServerSocket babbler) {
        try (Socket socket = babbler.accept()) {
            socket.getInputStream().read();
            socket.getOutputStream().write("220 mail.example.com ESMTP\r\n\r\n".getBytes(UTF_8));
            socket.getInputStream().read();
        } catch (java.io.IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }
}
