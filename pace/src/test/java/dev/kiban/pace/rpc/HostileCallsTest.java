package dev.kiban.pace.rpc;

import static dev.kiban.pace.rpc.RpcClient.refusal;
import static org.assertj.core.api.Assertions.assertThat;

import com.google.rpc.Status;
import dev.kiban.pace.cruise.Logbook;
import dev.kiban.pace.door.PaceServer;
import dev.kiban.pace.plan.WrittenPaces;
import dev.kiban.protos.pace.v1.AskRequest;
import dev.kiban.protos.pace.v1.Permit;
import dev.kiban.runtime.http.ListenSettings;
import dev.kiban.runtime.http.Transport;
import dev.kiban.runtime.telemetry.log.Log;
import dev.kiban.testkit.Eventually;
import io.grpc.StatusRuntimeException;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClientAgent;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.http.HttpClientRequest;
import io.vertx.core.http.HttpClientResponse;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpVersion;
import io.vertx.core.http.PoolOptions;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// What no gRPC client would send is refused, and takes nothing from others.
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class HostileCallsTest {
    private static final String ASK = "/kiban.pace.v1.AskService/Ask";
    private static final int PART = 64 << 10;
    private static final long CANCEL = 8;
    private static final Map<String, String> GRPC = Map.of("content-type", "application/grpc");

    /// An ask for `push`.
    private static final String GOOD = "00 00000006 0a04 70757368";

    private final Transport transport = Transport.start(1);
    private final Vertx vertx = Vertx.vertx();
    private final HttpClientAgent http2 =
            vertx.createHttpClient(
                    new HttpClientOptions()
                            .setProtocolVersion(HttpVersion.HTTP_2)
                            .setHttp2ClearTextUpgrade(false),
                    new PoolOptions().setHttp2MaxSize(10));
    private PaceServer server;
    private RpcClient client;

    @BeforeAll
    void start(@TempDir Path directory) {
        server =
                PaceServer.start(
                        transport,
                        ListenSettings.plain("127.0.0.1", 0),
                        new WrittenPaces(directory).forAnyone("limits: [{rate: 100000/s}]"),
                        new PaceServer.Parts(
                                System::nanoTime,
                                InstantSource.system(),
                                new SecureRandom(),
                                Logbook.NONE,
                                Log.to(_ -> {})));
        client = RpcClient.plain(server.port());
    }

    @AfterAll
    void close() {
        client.close();
        await(http2.close());
        await(vertx.close());
        server.close();
        transport.close();
    }

    @Test
    void answersWhatIsAsItShouldBe() {
        assertThat(post(ASK, GRPC, GOOD).status()).isEqualTo("0");
        assertThat(post(ASK, Map.of("content-type", "application/grpc+proto"), GOOD).status())
                .isEqualTo("0");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "00",
                "00 000000",
                "00 00000006 0a04 7075",
                "00 00000006 0a04 70757368 00",
                "00 00000006 0a04 70757368 00 00000006 0a04 70757368",
                "01 00000006 0a04 70757368",
                "ff 00000006 0a04 70757368",
                "00 ffffffff 0a04 70757368",
                "00 7fffffff 0a04 70757368",
                "00 00000003 0a04 70",
                "00 00000003 0a01 ff",
                "00 00000006 0a08 70757368",
                "00 00000001 0c",
                "00 00000002 0000"
            })
    void refusesWhatIsNoWholeMessage(String wire) {
        Answer answer = post(ASK, GRPC, wire);

        assertThat(answer.http()).isEqualTo(200);
        assertThat(answer.status()).isEqualTo("3");
        assertThat(post(ASK, GRPC, GOOD).status()).isEqualTo("0");
    }

    @ParameterizedTest
    @ValueSource(strings = {"1", "S", "123456789S", "-1S", "1x", "1 S"})
    void refusesADeadlineThatIsNone(String timeout) {
        Map<String, String> headers =
                Map.of("content-type", "application/grpc", "grpc-timeout", timeout);

        assertThat(post(ASK, headers, GOOD).status()).isEqualTo("3");
    }

    @Test
    void endsACallWhoseTimeIsOverByItself() {
        Map<String, String> headers =
                Map.of("content-type", "application/grpc", "grpc-timeout", "30m");

        Answer answer =
                await(
                        open(ASK, headers)
                                .compose(
                                        request ->
                                                request.sendHead().compose(_ -> request.response()))
                                .map(Answer::of));

        assertThat(answer.status()).isEqualTo("4");
    }

    @Test
    void waitsForHoweverLongACallerWants() {
        Map<String, String> headers =
                Map.of("content-type", "application/grpc", "grpc-timeout", "99999999H");

        assertThat(post(ASK, headers, GOOD).status()).isEqualTo("0");
    }

    @Test
    void refusesMessagesThatAreTooLarge() {
        AskRequest large =
                AskRequest.newBuilder()
                        .setPace("push")
                        .putHeaders("x", "y".repeat(RpcCall.MAX_BYTES))
                        .build();

        Status refusal = refusal(client.asks(large));

        assertThat(refusal.getCode()).isEqualTo(8);
        assertThat(refusal.getMessage()).isEqualTo("a message has at most 262144 bytes");
    }

    @Test
    void takesMessagesOfTheMostThatTheyMayHave() {
        assertThat(client.ask(largest()).getId()).hasSize(32);
    }

    private static AskRequest largest() {
        AskRequest.Builder request = AskRequest.newBuilder().setPace("push");
        int rest = RpcCall.MAX_BYTES - request.build().getSerializedSize();
        AskRequest largest = request.setIdempotencyKey("k".repeat(rest - 4)).build();
        assertThat(largest.getSerializedSize()).isEqualTo(RpcCall.MAX_BYTES);
        return largest;
    }

    @Test
    void refusesCompressedMessages() {
        AskRequest ask = AskRequest.newBuilder().setPace("push").build();
        Map<String, String> headers =
                Map.of("content-type", "application/grpc", "grpc-encoding", "gzip");

        assertThat(refusal(client.compressing("gzip").asks(ask)).getCode()).isEqualTo(12);
        assertThat(post(ASK, headers, GOOD).accepts()).isEqualTo("identity");
    }

    @Test
    void knowsNoOtherMethods() {
        Status refusal =
                refusal(
                        client.call(
                                "Beg", Permit.getDefaultInstance(), Permit.getDefaultInstance()));

        assertThat(refusal.getCode()).isEqualTo(12);
        assertThat(refusal.getMessage())
                .isEqualTo("there is no call '/kiban.pace.v1.AskService/Beg' here");
    }

    /// It is a request of HTTP, and that has no such path.
    @ParameterizedTest
    @ValueSource(strings = {"application/grpc-web", "application/grpc+json", "application/json"})
    void takesOtherContentForHttp(String type) {
        assertThat(post(ASK, Map.of("content-type", type), GOOD).http()).isEqualTo(404);
    }

    /// More than may be kept, if it were kept.
    @Test
    void forgetsWhatCallersLeaveUnfinished() {
        for (int i = 0; i < 2 * Inbox.MAX_BYTES / PART; i++) {
            HttpClientRequest request = unfinished();
            await(request.reset(CANCEL));
        }

        Eventually.passes(() -> assertThat(post(ASK, GRPC, GOOD).status()).isEqualTo("0"));
        assertThat(client.ask(largest()).getId()).hasSize(32);
    }

    @Test
    void keepsNoMoreThanItCan() {
        List<HttpClientRequest> all = new ArrayList<>();
        for (int i = 0; i <= Inbox.MAX_BYTES / PART; i++) {
            all.add(unfinished());
        }

        Answer last = await(all.getLast().response().map(Answer::of));

        assertThat(last.status()).isEqualTo("14");
        for (HttpClientRequest request : all) {
            Future<Void> _ = request.reset(CANCEL);
        }
        Eventually.passes(() -> assertThat(isTaken(largest())).isTrue());
    }

    private boolean isTaken(AskRequest request) {
        try {
            return client.ask(request).getId().length() == 32;
        } catch (StatusRuntimeException notYet) {
            return false;
        }
    }

    /// As much as one may send ahead on one stream.
    private HttpClientRequest unfinished() {
        HttpClientRequest request = await(open(ASK, GRPC));
        request.exceptionHandler(_ -> {});
        await(request.write(Buffer.buffer(new byte[PART])));
        return request;
    }

    private Answer post(String path, Map<String, String> headers, String hex) {
        byte[] body = HexFormat.of().parseHex(hex.replace(" ", ""));
        return await(
                open(path, headers)
                        .compose(
                                request -> {
                                    Future<Answer> answer = whole(request);
                                    Future<Void> _ = request.end(Buffer.buffer(body));
                                    return answer;
                                }));
    }

    /// To be called before it is sent, or its end could be missed.
    private static Future<Answer> whole(HttpClientRequest request) {
        return request.response().compose(reply -> reply.end().map(_ -> Answer.of(reply)));
    }

    private Future<HttpClientRequest> open(String path, Map<String, String> headers) {
        return http2.request(HttpMethod.POST, server.port(), "127.0.0.1", path)
                .map(
                        request -> {
                            headers.forEach(request::putHeader);
                            return request.setChunked(true);
                        });
    }

    private record Answer(int http, String status, String accepts) {

        static Answer of(HttpClientResponse reply) {
            String head = reply.getHeader("grpc-status");
            String status = head == null ? reply.getTrailer("grpc-status") : head;
            return new Answer(
                    reply.statusCode(),
                    String.valueOf(status),
                    String.valueOf(reply.getHeader("grpc-accept-encoding")));
        }
    }

    private static <T> T await(Future<T> future) {
        try {
            return future.toCompletionStage().toCompletableFuture().get(30, TimeUnit.SECONDS);
        } catch (Exception e) {
            throw new AssertionError(e);
        }
    }
}
