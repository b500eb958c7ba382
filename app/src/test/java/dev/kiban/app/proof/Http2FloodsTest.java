package dev.kiban.app.proof;

import static dev.kiban.app.proof.FrameSocket.CONTINUATION;
import static dev.kiban.app.proof.FrameSocket.DATA;
import static dev.kiban.app.proof.FrameSocket.END_HEADERS;
import static dev.kiban.app.proof.FrameSocket.END_STREAM;
import static dev.kiban.app.proof.FrameSocket.ENHANCE_YOUR_CALM;
import static dev.kiban.app.proof.FrameSocket.FLOW_CONTROL_ERROR;
import static dev.kiban.app.proof.FrameSocket.FRAME_SIZE_ERROR;
import static dev.kiban.app.proof.FrameSocket.HEADERS;
import static dev.kiban.app.proof.FrameSocket.INITIAL_WINDOW_SIZE;
import static dev.kiban.app.proof.FrameSocket.PING;
import static dev.kiban.app.proof.FrameSocket.PRIORITY;
import static dev.kiban.app.proof.FrameSocket.PROTOCOL_ERROR;
import static dev.kiban.app.proof.FrameSocket.RST_STREAM;
import static dev.kiban.app.proof.FrameSocket.SETTINGS;
import static dev.kiban.app.proof.FrameSocket.WINDOW_UPDATE;
import static dev.kiban.app.proof.FrameSocket.frame;
import static dev.kiban.app.proof.FrameSocket.joined;
import static dev.kiban.app.proof.FrameSocket.repeated;
import static dev.kiban.app.proof.FrameSocket.request;
import static org.assertj.core.api.Assertions.assertThat;

import dev.kiban.app.proof.FrameSocket.Frame;
import dev.kiban.testkit.Eventually;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/// Clients of HTTP/2 that keep a real gateway process busy with frames instead of asking for
/// something: their connection ends, and nobody else feels it. What is promised is in
/// docs/reference/http.md.
final class Http2FloodsTest {

    private static final String PATH = "/legacy/ok/a";
    private static final byte[] GET = FieldBlock.get(PATH).bytes();

    /// More than any limit of frames.
    private static final int MANY = 25_000;

    private static final int ATTACKERS = 40;
    private static final int WAITERS = 4;
    private static final long HEAP_SLACK_BYTES = 8L * 1024 * 1024;
    private static final long MEMORY_SLACK_BYTES = 64L * 1024 * 1024;
    /// The heap takes more room when more is thrown away.
    private static final long HEAP_GROWTH_BYTES = 192L * 1024 * 1024;

    private static final int FILE_SLACK = 8;

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

    /// What a client sends after its preface, and how that ends.
    enum Flood {
        /// CVE-2023-44487.
        RAPID_RESET(ENHANCE_YOUR_CALM) {
            @Override
            byte[] frames() {
                return streams(
                        300,
                        stream -> joined(request(stream, FieldBlock.get(PATH)), reset(stream)));
            }
        },
        /// CVE-2025-8671: the server is made to reset the streams itself.
        RESETS_BY_THE_SERVER(ENHANCE_YOUR_CALM) {
            @Override
            byte[] frames() {
                return streams(
                        1_200,
                        stream ->
                                joined(
                                        request(stream, FieldBlock.get(PATH)),
                                        frame(WINDOW_UPDATE, 0, stream, new byte[4])));
            }
        },
        /// CVE-2019-9512.
        PINGS(ENHANCE_YOUR_CALM) {
            @Override
            byte[] frames() {
                return repeated(frame(PING, 0, 0, new byte[8]), MANY);
            }
        },
        /// CVE-2019-9515.
        SETTINGS_AGAIN_AND_AGAIN(ENHANCE_YOUR_CALM) {
            @Override
            byte[] frames() {
                return repeated(frame(SETTINGS, 0, 0), MANY);
            }
        },
        /// CVE-2019-9518.
        EMPTY_DATA(ENHANCE_YOUR_CALM) {
            @Override
            byte[] frames() {
                return joined(open(1), repeated(frame(DATA, 0, 1), MANY));
            }
        },
        /// CVE-2019-9513.
        PRIORITIES(ENHANCE_YOUR_CALM) {
            @Override
            byte[] frames() {
                return joined(
                        open(1),
                        repeated(frame(PRIORITY, 0, 1, b(0), b(0), b(0), b(0), b(7)), MANY));
            }
        },
        WINDOW_UPDATES_OF_ONE_BYTE(ENHANCE_YOUR_CALM) {
            @Override
            byte[] frames() {
                return joined(
                        open(1),
                        repeated(frame(WINDOW_UPDATE, 0, 1, b(0), b(0), b(0), b(1)), MANY));
            }
        },
        UNKNOWN_FRAMES(ENHANCE_YOUR_CALM) {
            @Override
            byte[] frames() {
                return joined(open(1), repeated(frame(0x77, 0, 1), MANY));
            }
        },
        /// CVE-2024-27316 and its like, with nothing in the frames.
        EMPTY_CONTINUATIONS(ENHANCE_YOUR_CALM) {
            @Override
            byte[] frames() {
                return joined(begun(1), repeated(frame(CONTINUATION, 0, 1), MANY));
            }
        },
        CONTINUATIONS_OF_ONE_BYTE(ENHANCE_YOUR_CALM) {
            @Override
            byte[] frames() {
                return joined(begun(1), repeated(frame(CONTINUATION, 0, 1, b(0x82)), MANY));
            }
        },
        HEADERS_WITHOUT_END(PROTOCOL_ERROR) {
            @Override
            byte[] frames() {
                byte[] more = new FieldBlock().with("x", "y".repeat(4_000)).bytes();
                return joined(begun(1), repeated(frame(CONTINUATION, 0, 1, more), 1_000));
            }
        },
        WINDOW_BEYOND_ITS_END(FLOW_CONTROL_ERROR) {
            @Override
            byte[] frames() {
                return repeated(frame(WINDOW_UPDATE, 0, 0, b(0x7f), b(0xff), b(0xff), b(0xff)), 2);
            }
        },
        FRAME_THAT_IS_TOO_LARGE(FRAME_SIZE_ERROR) {
            @Override
            byte[] frames() {
                return frame(DATA, 0, 1, new byte[1024 * 1024]);
            }
        },
        STREAM_OF_THE_SERVER(PROTOCOL_ERROR) {
            @Override
            byte[] frames() {
                return request(2, FieldBlock.get(PATH));
            }
        },
        DATA_ON_THE_CONNECTION(PROTOCOL_ERROR) {
            @Override
            byte[] frames() {
                return frame(DATA, 0, 0, b(1));
            }
        };

        private final long error;

        Flood(long error) {
            this.error = error;
        }

        abstract byte[] frames();

        /// A request whose body is to come.
        private static byte[] open(int stream) {
            return frame(HEADERS, END_HEADERS, stream, FieldBlock.request("POST", PATH).bytes());
        }

        /// A request whose headers go on.
        private static byte[] begun(int stream) {
            return frame(HEADERS, END_STREAM, stream, GET);
        }
    }

    @ParameterizedTest
    @EnumSource(Flood.class)
    void endsTheConnectionAndServesOthers(Flood flood) {
        byte[] frames = flood.frames();
        try (SteadyLoad others = SteadyLoad.start(gateway.port(), Request.get(PATH), 2);
                FrameSocket attacker = FrameSocket.connect(gateway.port())) {
            others.awaitMore(2);
            Thread.ofVirtual().start(() -> attacker.send(frames));

            assertThat(attacker.end()).hasValue(flood.error);
            others.awaitMore(20);
            assertThat(others.failures()).isEmpty();
        }
    }

    @Test
    void forgetsAllOfIt() {
        everyFlood();
        ProcessState before = settled();
        long memoryBefore = ProcessState.residentBytes(gateway.pid());
        for (int i = 0; i < ATTACKERS / 2; i++) {
            everyFlood();
        }

        Eventually.passes(
                () -> {
                    ProcessState after = ProcessState.of(gateway.pid());
                    assertThat(after.openFiles()).isLessThan(before.openFiles() + FILE_SLACK);
                    assertThat(after.heapBytes()).isLessThan(before.heapBytes() + HEAP_SLACK_BYTES);
                    assertThat(after.grownSince(before, 200)).isEmpty();
                });
        assertThat(ProcessState.residentBytes(gateway.pid()))
                .isLessThan(memoryBefore + HEAP_GROWTH_BYTES);
        assertThat(HttpSocket.exchange(gateway.port(), Request.get(PATH)).status()).isEqualTo(200);
        assertThat(gateway.output()).noneMatch(line -> line.contains(" ERROR "));
    }

    /// The answers to their frames would fill memory if nobody minded.
    @ParameterizedTest
    @EnumSource(names = {"PINGS", "SETTINGS_AGAIN_AND_AGAIN"})
    void holdsNothingForClientsThatDoNotRead(Flood flood) {
        byte[] frames = repeated(flood.frames(), 20);
        long memoryBefore = ProcessState.residentBytes(gateway.pid());
        List<FrameSocket> attackers = new ArrayList<>();
        try {
            for (int i = 0; i < ATTACKERS; i++) {
                attackers.add(FrameSocket.connect(gateway.port()));
            }
            List<Thread> senders =
                    attackers.stream()
                            .map(one -> Thread.ofPlatform().start(() -> one.send(frames)))
                            .toList();
            for (Thread sender : senders) {
                join(sender);
            }

            assertThat(ProcessState.residentBytes(gateway.pid()))
                    .isLessThan(memoryBefore + MEMORY_SLACK_BYTES);
            assertThat(attackers).allSatisfy(one -> assertThat(one.end()).isNotNull());
        } finally {
            attackers.forEach(FrameSocket::close);
        }
    }

    /// Few bytes that become many.
    @Test
    void refusesHeadersThatUnfoldToTooManyAndServesOn() {
        FieldBlock bomb = FieldBlock.get(PATH).kept("x", "y".repeat(4_000));
        for (int i = 0; i < 10_000; i++) {
            bomb.again();
        }
        try (FrameSocket client = FrameSocket.connect(gateway.port())) {
            client.send(request(1, bomb), request(3, FieldBlock.get(PATH)));

            assertThat(client.next().orElseThrow().status()).isEqualTo(431);
            Optional<Frame> next = client.next();
            while (next.isPresent() && next.get().stream() == 1) {
                next = client.next();
            }
            assertThat(next.orElseThrow().status()).isEqualTo(200);
        }
    }

    @Test
    void servesNoMoreStreamsAtATimeThanItSaid() {
        try (FrameSocket client = FrameSocket.connect(gateway.port())) {
            byte[] opened = streams(101, stream -> Flood.open(stream));
            client.send(opened);

            Frame refused = client.next().orElseThrow();

            assertThat(refused.type()).isEqualTo(RST_STREAM);
            assertThat(refused.stream()).isEqualTo(201);
        }
    }

    /// Whoever opens no window gets no answer, and holds nobody up.
    @Test
    void waitsForAWindowWithoutHoldingMore() {
        List<FrameSocket> clients = new ArrayList<>();
        try (SteadyLoad others = SteadyLoad.start(gateway.port(), Request.get(PATH), 2)) {
            long memoryBefore = ProcessState.residentBytes(gateway.pid());
            for (int i = 0; i < WAITERS; i++) {
                FrameSocket client = FrameSocket.connect(gateway.port(), INITIAL_WINDOW_SIZE, 0);
                clients.add(client);
                client.send(
                        streams(50, stream -> request(stream, FieldBlock.get("/legacy/large"))));
            }
            for (FrameSocket client : clients) {
                assertThat(client.next()).isPresent();
            }
            others.awaitMore(50);

            assertThat(others.failures()).isEmpty();
            assertThat(ProcessState.residentBytes(gateway.pid()))
                    .isLessThan(memoryBefore + 2 * MEMORY_SLACK_BYTES);
        } finally {
            clients.forEach(FrameSocket::close);
        }
        new AdminPort(gateway.adminPort()).awaitNothingUnderWay();
    }

    private static void everyFlood() {
        for (Flood flood : Flood.values()) {
            try (FrameSocket attacker = FrameSocket.connect(gateway.port())) {
                byte[] frames = flood.frames();
                Thread.ofVirtual().start(() -> attacker.send(frames));
                assertThat(attacker.end()).isPresent();
            }
        }
    }

    private static ProcessState settled() {
        new AdminPort(gateway.adminPort()).awaitNothingUnderWay();
        return ProcessState.of(gateway.pid());
    }

    private static byte[] reset(int stream) {
        return frame(RST_STREAM, 0, stream, b(0), b(0), b(0), b(8));
    }

    private interface OfStream {
        byte[] frames(int stream);
    }

    private static byte[] streams(int count, OfStream each) {
        return joined(
                IntStream.range(0, count)
                        .mapToObj(i -> each.frames(2 * i + 1))
                        .toArray(byte[][]::new));
    }

    private static byte b(int value) {
        return (byte) value;
    }

    private static void join(Thread thread) {
        try {
            thread.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }
}
