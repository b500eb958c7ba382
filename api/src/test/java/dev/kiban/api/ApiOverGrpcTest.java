package dev.kiban.api;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.Descriptors.FieldDescriptor;
import com.google.protobuf.DynamicMessage;
import com.google.protobuf.Timestamp;
import dev.kiban.access.Right;
import dev.kiban.api.GrpcClient.Asking;
import dev.kiban.ledger.Ledger;
import dev.kiban.protos.v1.AskGateRequest;
import dev.kiban.protos.v1.ConfirmRolloutRequest;
import dev.kiban.protos.v1.CountedEvents;
import dev.kiban.protos.v1.FlowState;
import dev.kiban.protos.v1.GateAnswer;
import dev.kiban.protos.v1.GetFlowRequest;
import dev.kiban.protos.v1.RecordReleaseReply;
import dev.kiban.protos.v1.RecordReleaseRequest;
import dev.kiban.protos.v1.TellEventsReply;
import dev.kiban.protos.v1.TellEventsRequest;
import dev.kiban.protos.v1.TellFlowRequest;
import dev.kiban.runtime.http.ServerTls;
import dev.kiban.transcode.Rpc;
import io.grpc.CallOptions;
import io.grpc.Status;
import io.grpc.Status.Code;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/// The same calls over gRPC, by a client that is not ours: they mean the same, and the same is
/// refused. A new call is among them by itself.
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ApiOverGrpcTest {
    private static final String GET_FLOW = "kiban.api.v1.FlowService/GetFlow";
    private static final String TELL_FLOW = "kiban.api.v1.FlowService/TellFlow";
    private static final String TELL_EVENTS = "kiban.api.v1.EventService/TellEvents";
    private static final String RELEASE = "kiban.api.v1.ReleaseService/RecordRelease";
    private static final String ASK_GATE = "kiban.api.v1.GateService/AskGate";
    private static final String CONFIRM = "kiban.api.v1.GateService/ConfirmRollout";
    private static final Set<String> QUESTIONS =
            Set.of(
                    ASK_GATE,
                    CONFIRM,
                    GET_FLOW,
                    "kiban.api.v1.CorrectionService/ListCorrections",
                    "kiban.api.v1.RunService/ListRuns",
                    "kiban.api.v1.PaceService/ListPaces",
                    "kiban.api.v1.PaceService/ShowPace",
                    "kiban.api.v1.TrafficService/ShowTraffic");

    private ApiFixture api;
    private GrpcClient client;
    private String shop;

    @BeforeAll
    void open(@TempDir Path folder) throws Exception {
        api = new ApiFixture(folder);
        client = GrpcClient.plain(api.grpcPort());
        shop = api.token("shop-team", Right.CHANGE);
    }

    @AfterAll
    void close() {
        client.close();
        api.close();
    }

    static Stream<Rpc> calls() {
        return ApiJson.SCHEMA.rpcs().stream();
    }

    @ParameterizedTest
    @MethodSource("calls")
    void letsNobodyInWithoutATokenThatHolds(Rpc rpc) {
        byte[] request = aboutTheShop(rpc);
        Status nothing =
                client.refusal(new Asking(rpc.fullName(), List.of(), CallOptions.DEFAULT), request);
        List<List<String>> wrong =
                List.of(
                        List.of("Bearer kiban_" + "A".repeat(43)),
                        List.of("Bearer " + api.revoked("shop-team")),
                        List.of("Bearer " + api.expired("shop-team")),
                        List.of("Bearer " + shop + "A"),
                        List.of("Bearer ' OR ''='"),
                        List.of("Bearer"),
                        List.of("Basic " + shop),
                        List.of(shop),
                        List.of(""),
                        List.of("Bearer " + shop, "Bearer " + shop));

        assertThat(nothing.getCode()).isEqualTo(Code.UNAUTHENTICATED);
        assertThat(nothing.getDescription()).contains("kiban token create");
        for (List<String> headers : wrong) {
            Asking asking = new Asking(rpc.fullName(), headers, CallOptions.DEFAULT);
            assertThat(client.refusal(asking, request).getCode())
                    .as(headers.toString())
                    .isEqualTo(Code.UNAUTHENTICATED);
        }
    }

    /// Neither a foreign team nor a token that may only ask changes anything.
    @ParameterizedTest
    @MethodSource("calls")
    void letsOnlyTheOwnerChangeThings(Rpc rpc) {
        String bank = api.token("bank-team", Right.CHANGE);
        String asking = api.token("shop-team", Right.ASK);
        Ledger.Verdict before = api.ledger.verify();

        Status foreign = client.refusal(Asking.of(rpc.fullName(), bank), aboutTheShop(rpc));

        assertThat(foreign.getCode()).isEqualTo(Code.PERMISSION_DENIED);
        assertThat(foreign.getDescription())
                .containsAnyOf(
                        "bank-team has no service 'shop'",
                        "bank-team has no pace 'push'",
                        "is not of shop-team");
        if (!QUESTIONS.contains(rpc.fullName())) {
            Status asked = client.refusal(Asking.of(rpc.fullName(), asking), aboutTheShop(rpc));
            assertThat(asked.getCode()).isEqualTo(Code.PERMISSION_DENIED);
            assertThat(asked.getDescription()).contains("may only ask");
        }
        assertThat(api.ledger.verify()).isEqualTo(before);
    }

    @Test
    void tellsOfWorkWhatIsToldOverHttp() throws Exception {
        TellFlowRequest news =
                TellFlowRequest.newBuilder()
                        .setService("desk")
                        .setFlow("receipts")
                        .addStarted("7")
                        .setAt(Times.of(ApiFixture.NOW.minusSeconds(120)))
                        .build();
        GetFlowRequest question =
                GetFlowRequest.newBuilder().setService("desk").setFlow("receipts").build();

        FlowState told = client.call(Asking.of(TELL_FLOW, shop), news, FlowState.parser());
        FlowState again = client.call(Asking.of(TELL_FLOW, shop), news, FlowState.parser());
        FlowState asked = client.call(Asking.of(GET_FLOW, shop), question, FlowState.parser());

        assertThat(told.getWaiting()).isEqualTo(1);
        assertThat(told.getOldest().getAge().getSeconds()).isEqualTo(120);
        assertThat(List.of(again, asked)).containsOnly(told);
        assertThat(api.get("/api/v1/flows/desk/receipts", shop).body())
                .isEqualTo(ApiJson.print(told));
    }

    /// A key is one key, whichever way it comes in.
    @Test
    void countsABatchOnceHoweverItComes() throws Exception {
        TellEventsRequest batch =
                TellEventsRequest.newBuilder()
                        .setService("till")
                        .setIdempotencyKey("worker-1/03:00")
                        .addCounts(
                                CountedEvents.newBuilder()
                                        .setStream("payments")
                                        .setMinute(Times.of(ApiFixture.NOW.minusSeconds(60)))
                                        .setGood(9)
                                        .setValid(10))
                        .build();

        String first = api.post("/api/v1/events", shop, ApiJson.print(batch)).body();
        TellEventsReply second =
                client.call(Asking.of(TELL_EVENTS, shop), batch, TellEventsReply.parser());

        assertThat(first).isEqualTo("{\"known\":false}\n");
        assertThat(second.getKnown()).isTrue();
    }

    @Test
    void writesAReleaseDownInTheCallersName() {
        RecordReleaseRequest release =
                RecordReleaseRequest.newBuilder()
                        .setService("shop")
                        .setVersion("1.4.2")
                        .setIdempotencyKey("build-817")
                        .build();

        RecordReleaseReply first =
                client.call(Asking.of(RELEASE, shop), release, RecordReleaseReply.parser());
        RecordReleaseReply second =
                client.call(Asking.of(RELEASE, shop), release, RecordReleaseReply.parser());

        assertThat(first.getKnown()).isFalse();
        assertThat(second).isEqualTo(RecordReleaseReply.newBuilder(first).setKnown(true).build());
    }

    /// Whoever waits for a rollout goes on when all is well, so it is an error when it is not.
    @Test
    void answersTheGateAndConfirmsNoRolloutThatIsNotAllowed() {
        AskGateRequest question = AskGateRequest.newBuilder().setService("shop").build();
        ConfirmRolloutRequest rollout =
                ConfirmRolloutRequest.newBuilder()
                        .setService("shop")
                        .putMetadata("token", shop)
                        .build();

        GateAnswer answer = client.call(Asking.of(ASK_GATE, shop), question, GateAnswer.parser());
        Status refusal =
                client.refusal(
                        new Asking(CONFIRM, List.of(), CallOptions.DEFAULT), rollout.toByteArray());

        assertThat(answer.getAnswer()).isEqualTo(GateAnswer.Answer.unknown);
        assertThat(refusal.getCode()).isEqualTo(Code.PERMISSION_DENIED);
        assertThat(refusal.getDescription()).startsWith("unknown: ").contains("availability");
    }

    /// JSON cannot say such things, messages can.
    @Test
    void takesNothingThatOnlyMessagesCanSay() {
        byte[] risk =
                AskGateRequest.newBuilder()
                        .setService("shop")
                        .setRiskValue(7)
                        .build()
                        .toByteArray();
        byte[] farAway = flowAt(Timestamp.newBuilder().setSeconds(Long.MAX_VALUE));
        byte[] backwards = flowAt(Timestamp.newBuilder().setSeconds(1_795_000_000).setNanos(-1));
        byte[] noText = {0x0a, 1, (byte) 0xff};
        byte[] deep = "\u000b".repeat(1_000).getBytes(StandardCharsets.US_ASCII);

        assertThat(client.refusal(Asking.of(ASK_GATE, shop), risk).getDescription())
                .contains("'normal' or 'high'");
        for (byte[] wrong : List.of(farAway, backwards, noText, deep, new byte[] {0x0c})) {
            assertThat(client.refusal(Asking.of(TELL_FLOW, shop), wrong).getCode())
                    .isEqualTo(Code.INVALID_ARGUMENT);
        }
    }

    @Test
    void takesOnlyMessagesOfTheSizeThatItTakesOverHttp() {
        byte[] large = new byte[Api.MAX_BODY_BYTES + 1];

        Status refusal = client.refusal(Asking.of(TELL_FLOW, shop), large);

        assertThat(refusal.getCode()).isEqualTo(Code.RESOURCE_EXHAUSTED);
        assertThat(refusal.getDescription()).contains("65536 bytes");
    }

    @Test
    void speaksTlsIfItHasCertificates() throws Exception {
        Path files = Path.of("../runtime/src/test/resources/dev/kiban/runtime/http");
        Path certificates = files.resolve("localhost.pem");
        ServerTls tls = new ServerTls(certificates, files.resolve("localhost.key"));
        AskGateRequest question = AskGateRequest.newBuilder().setService("shop").build();

        try (GrpcServer server = api.byTls(tls);
                GrpcClient trusting = GrpcClient.byTls(server.port(), certificates);
                GrpcClient plain = GrpcClient.plain(server.port())) {
            Asking asking = Asking.of(ASK_GATE, shop);
            assertThat(trusting.call(asking, question, GateAnswer.parser()).getService())
                    .isEqualTo("shop");
            assertThat(plain.refusal(asking, question.toByteArray()).getCode())
                    .isEqualTo(Code.UNAVAILABLE);
        }
    }

    @Test
    void saysWhatItDoesNotSpeak() {
        Asking compressed =
                new Asking(
                        GET_FLOW,
                        List.of("Bearer " + shop),
                        CallOptions.DEFAULT.withCompression("gzip"));

        assertThat(client.refusal(compressed, new byte[10]).getCode())
                .isEqualTo(Code.UNIMPLEMENTED);
        assertThat(
                        client.refusal(Asking.of("kiban.api.v1.Nothing/Do", shop), new byte[0])
                                .getCode())
                .isEqualTo(Code.UNIMPLEMENTED);
    }

    @ParameterizedTest
    @ValueSource(strings = {"/kiban.api.v1.FlowService/GetFlow", "/api/v1/gate/shop", "/"})
    void tellsWhoSpeaksHttp11ThatItDoesNot(String path) throws Exception {
        URI uri = URI.create("http://127.0.0.1:%d%s".formatted(api.grpcPort(), path));
        try (HttpClient http = HttpClient.newHttpClient()) {
            HttpResponse<String> reply =
                    http.send(
                            HttpRequest.newBuilder(uri)
                                    .version(HttpClient.Version.HTTP_1_1)
                                    .build(),
                            BodyHandlers.ofString());

            assertThat(reply.statusCode()).isEqualTo(505);
            assertThat(reply.body()).contains("gRPC");
        }
    }

    private static byte[] flowAt(Timestamp.Builder at) {
        return TellFlowRequest.newBuilder()
                .setService("desk")
                .setFlow("receipts")
                .addStarted("1")
                .setAt(at)
                .build()
                .toByteArray();
    }

    private static byte[] aboutTheShop(Rpc rpc) {
        DynamicMessage.Builder request = DynamicMessage.newBuilder(rpc.input().descriptor());
        Map.of("service", "shop", "pace", "push", "team", "shop-team")
                .forEach(
                        (name, value) -> {
                            FieldDescriptor field = rpc.input().descriptor().findFieldByName(name);
                            if (field != null) {
                                request.setField(field, value);
                            }
                        });
        return request.build().toByteArray();
    }
}
