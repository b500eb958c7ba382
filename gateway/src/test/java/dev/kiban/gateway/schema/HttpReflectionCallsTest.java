package dev.kiban.gateway.schema;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import dev.kiban.definition.Address;
import dev.kiban.definition.UpstreamTls;
import dev.kiban.gateway.schema.ReflectionCalls.Call;
import dev.kiban.gateway.schema.ReflectionCalls.Outcome;
import dev.kiban.runtime.http.Transport;
import dev.kiban.transcode.http.GrpcCode;
import io.grpc.protobuf.services.HealthStatusManager;
import io.grpc.protobuf.services.ProtoReflectionServiceV1;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class HttpReflectionCallsTest {
    private static final Duration LONG = Duration.ofSeconds(20);
    private static final int ENOUGH = 1 << 20;

    private final Transport transport = Transport.start(1);
    private final HttpReflectionCalls calls = new HttpReflectionCalls(transport.loops().getFirst());

    @AfterEach
    void close() {
        transport.close();
    }

    @Test
    void answersEachRequestInOrder() throws IOException {
        try (ReflectingServer server = health()) {
            Outcome outcome = calls.call(call(server.port(), ENOUGH, LONG));

            assertThat(outcome).isInstanceOf(Outcome.Replies.class);
            List<byte[]> messages = ((Outcome.Replies) outcome).messages();
            assertThat(messages).hasSize(2);
            assertThat(ReflectionMessages.reply(messages.getFirst()).services())
                    .contains("grpc.health.v1.Health");
            assertThat(ReflectionMessages.reply(messages.getLast()).files()).isNotEmpty();
        }
    }

    @Test
    void passesOnTheStatusOfTheServer() {
        try (ReflectingServer server =
                ReflectingServer.on(0, new HealthStatusManager().getHealthService())) {
            assertFailed(
                    calls.call(call(server.port(), ENOUGH, LONG)),
                    GrpcCode.UNIMPLEMENTED,
                    "Method not found");
        }
    }

    @Test
    void saysThatNobodyListens() throws IOException {
        int port;
        try (ServerSocket socket = silent()) {
            port = socket.getLocalPort();
        }

        assertFailed(calls.call(call(port, ENOUGH, LONG)), GrpcCode.UNAVAILABLE, "cannot connect");
    }

    @Test
    void givesUpOnAServerThatDoesNotAnswer() throws IOException {
        try (ServerSocket socket = silent()) {
            Call call = call(socket.getLocalPort(), ENOUGH, Duration.ofMillis(100));

            assertFailed(calls.call(call), GrpcCode.DEADLINE_EXCEEDED, "no answer within");
        }
    }

    @Test
    void refusesMoreThanItWants() {
        try (ReflectingServer server = health()) {
            assertFailed(
                    calls.call(call(server.port(), 10, LONG)),
                    GrpcCode.RESOURCE_EXHAUSTED,
                    "more than 10 bytes");
        }
    }

    @Test
    void refusesAServerThatSpeaksNoHttp2() throws IOException {
        HttpServer server =
                HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.start();
        try {
            assertThat(calls.call(call(server.getAddress().getPort(), ENOUGH, LONG)))
                    .isInstanceOfSatisfying(
                            Outcome.Failed.class,
                            failed -> assertThat(failed.code()).isEqualTo(GrpcCode.UNAVAILABLE));
        } finally {
            server.stop(0);
        }
    }

    @Test
    void saysThatATrustFileCannotBeRead() {
        UpstreamTls tls = new UpstreamTls(Optional.of(Path.of("none.pem")), Optional.empty());
        Call plain = call(9, ENOUGH, LONG);
        Call secure =
                new Call(
                        plain.address(),
                        Optional.of(tls),
                        plain.method(),
                        plain.requests(),
                        ENOUGH,
                        LONG);

        assertFailed(calls.call(secure), GrpcCode.UNAVAILABLE, "none.pem");
    }

    private static void assertFailed(Outcome outcome, GrpcCode code, String reason) {
        assertThat(outcome)
                .isInstanceOfSatisfying(
                        Outcome.Failed.class,
                        failed -> {
                            assertThat(failed.code()).isEqualTo(code);
                            assertThat(failed.reason()).contains(reason);
                        });
    }

    private static Call call(int port, int maxReplyBytes, Duration timeout) {
        return new Call(
                new Address("127.0.0.1", port),
                Optional.empty(),
                "/grpc.reflection.v1.ServerReflection/ServerReflectionInfo",
                List.of(
                        ReflectionMessages.listServices(),
                        ReflectionMessages.fileContaining("grpc.health.v1.Health")),
                maxReplyBytes,
                timeout);
    }

    private static ReflectingServer health() {
        return ReflectingServer.on(
                0,
                new HealthStatusManager().getHealthService(),
                ProtoReflectionServiceV1.newInstance());
    }

    private static ServerSocket silent() throws IOException {
        return new ServerSocket(0, 10, InetAddress.getLoopbackAddress());
    }
}
