package dev.kiban.pace.rpc;

import static dev.kiban.pace.rpc.RpcClient.done;
import static dev.kiban.pace.rpc.RpcClient.duration;
import static dev.kiban.pace.rpc.RpcClient.refusal;
import static dev.kiban.pace.rpc.RpcClient.retryAfter;
import static org.assertj.core.api.Assertions.assertThat;

import com.google.common.util.concurrent.ListenableFuture;
import com.google.protobuf.Descriptors.MethodDescriptor;
import com.google.protobuf.DynamicMessage;
import com.google.rpc.Status;
import dev.kiban.pace.PaceReport;
import dev.kiban.pace.cruise.Logbook;
import dev.kiban.pace.door.PaceServer;
import dev.kiban.pace.plan.WrittenPaces;
import dev.kiban.pace.sight.Busiest;
import dev.kiban.protos.pace.v1.AskManyReply;
import dev.kiban.protos.pace.v1.AskOutcome;
import dev.kiban.protos.pace.v1.AskProto;
import dev.kiban.protos.pace.v1.AskRequest;
import dev.kiban.protos.pace.v1.LeaseRequest;
import dev.kiban.protos.pace.v1.Permit;
import dev.kiban.protos.pace.v1.PermitsReply.Result;
import dev.kiban.protos.pace.v1.PermitsRequest;
import dev.kiban.runtime.http.EdgeLimits;
import dev.kiban.runtime.http.ListenSettings;
import dev.kiban.runtime.http.ServerTls;
import dev.kiban.runtime.http.Transport;
import dev.kiban.runtime.telemetry.log.Log;
import dev.kiban.testkit.Eventually;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// Asks over gRPC mean what they mean over HTTP, on the same port and in the same line.
class AskServiceTest {
    private static final Path CERTIFICATES =
            Path.of("../runtime/src/test/resources/dev/kiban/runtime/http");

    @TempDir private Path directory;
    private final Transport transport = Transport.start(2);
    private final HttpClient http =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private WrittenPaces paces;
    private PaceServer server;
    private RpcClient client;

    @BeforeEach
    void start() {
        paces = new WrittenPaces(directory);
        server = server(ListenSettings.plain("127.0.0.1", 0));
        client = RpcClient.plain(server.port());
    }

    private PaceServer server(ListenSettings settings) {
        return PaceServer.start(
                transport,
                settings,
                paces.forAnyone("limits: [{rate: 1000/s}]"),
                new PaceServer.Parts(
                        System::nanoTime,
                        InstantSource.system(),
                        new SecureRandom(),
                        Logbook.NONE,
                        Log.to(_ -> {})));
    }

    @AfterEach
    void close() {
        client.close();
        http.close();
        server.close();
        transport.close();
    }

    @Test
    void letsPassAndGivesAPermit() {
        Permit permit = client.ask(push().build());

        assertThat(permit.getId()).hasSize(32);
        assertThat(permit.hasWait()).isFalse();
        assertThat(permit.hasLease()).isFalse();
    }

    /// A new method is among them by itself.
    static Stream<MethodDescriptor> methods() {
        return AskProto.getDescriptor().findServiceByName("AskService").getMethods().stream();
    }

    @ParameterizedTest
    @MethodSource("methods")
    void servesEachMethodAndKnowsThePacesOnlyThatThereAre(MethodDescriptor method) {
        DynamicMessage.Builder request = DynamicMessage.newBuilder(method.getInputType());
        DynamicMessage reply = DynamicMessage.getDefaultInstance(method.getOutputType());

        Status refusal = refusal(client.call(method.getName(), request.build(), reply));

        assertThat(refusal.getMessage())
                .isIn("there is no pace ''", "ask for 1 to 1,000 jobs, not 0");
    }

    /// The three are let through in the order in which they came, whichever way they came.
    @Test
    void holdsCallersInOneLineWithThoseOfHttp() {
        server.serve(paces.forAnyone("inFlight: {atMost: 1, lease: 5m}\n  wait: 5m"));
        Permit running = client.ask(push().build());
        CompletableFuture<HttpResponse<String>> first = askOverHttp();
        awaitInLine(1);
        ListenableFuture<Permit> second = client.asks(push().build());
        awaitInLine(2);
        CompletableFuture<HttpResponse<String>> third = askOverHttp();
        awaitInLine(3);

        client.settle("Done", permits(running.getId()));
        client.settle("Done", permits(permit(first.join())));
        assertThat(report().inLine()).isEqualTo(1);
        client.settle("Done", permits(done(second).getId()));

        assertThat(permit(third.join())).hasSize(32);
    }

    @Test
    void saysWhenTheTurnIsInsteadOfHolding() {
        server.serve(paces.forAnyone("limits: [{rate: 1/m}]\n  wait: 5m"));
        AskRequest reserving = push().setReserve(true).build();

        assertThat(client.ask(reserving).hasWait()).isFalse();
        Duration wait = duration(client.ask(reserving).getWait());
        Duration next = duration(client.ask(reserving).getWait());

        assertThat(wait).isBetween(Duration.ofSeconds(50), Duration.ofSeconds(60));
        assertThat(next.minus(wait)).isBetween(Duration.ofSeconds(59), Duration.ofSeconds(60));
    }

    @Test
    void readsFromTheMessageWhatHttpSaysInHeaders() {
        server.serve(
                paces.forAnyone(
                        "cost: {header: x-cost, atMost: 5}\n"
                                + "  limits: [{rate: 1/h, burst: 0, by: {header: x-sender}}]"));

        client.ask(push().putHeaders("x-sender", "shop-1").build());
        client.ask(push().putHeaders("X-Sender", " shop-2 ").build());
        Status same = refusal(client.asks(push().putHeaders("x-sender", "shop-2").build()));
        Status costs = refusal(client.asks(push().putHeaders("x-cost", "6").build()));
        Status none = refusal(client.asks(push().putHeaders("x-cost", "-1").build()));
        Status strange = refusal(client.asks(push().putHeaders("x-sender", "a\nb").build()));

        assertThat(same.getCode()).isEqualTo(8);
        assertThat(costs.getCode()).isEqualTo(3);
        assertThat(none.getMessage()).isEqualTo("'x-cost' must be a whole number from 1");
        assertThat(strange.getMessage())
                .isEqualTo("the value of 'x-sender' must be printable ASCII");
        assertThat(server.sightings().getFirst().askers())
                .extracting(Busiest.Share::asker)
                .containsExactlyInAnyOrder("x-sender: shop-2", "x-sender: shop-1", "x-sender: ");
    }

    @Test
    void theSameAskAgainCountsOnceHoweverItComes() throws Exception {
        server.serve(paces.forAnyone("limits: [{rate: 1/h, burst: 0}]"));
        AskRequest ask = push().setIdempotencyKey("job-7").build();

        Permit once = client.ask(ask);
        Permit again = client.ask(ask);
        HttpResponse<String> overHttp =
                http.send(
                        request("/pace/push").header("idempotency-key", "job-7").build(),
                        BodyHandlers.ofString());

        assertThat(again).isEqualTo(once);
        assertThat(overHttp.headers().firstValue("kiban-permit")).contains(once.getId());
        assertThat(refusal(client.asks(ask.toBuilder().setIdempotencyKey("8").build())).getCode())
                .isEqualTo(8);
    }

    @Test
    void aCallThatIsCancelledGivesItsPlaceBack() {
        server.serve(paces.forAnyone("limits: [{rate: 1/m}]\n  wait: 5m"));
        client.ask(push().build());
        ListenableFuture<Permit> impatient = client.asks(push().build());
        awaitInLine(1);

        impatient.cancel(true);

        awaitInLine(0);
        assertThat(report().hungUp()).isEqualTo(1);
        assertThat(duration(client.ask(push().setReserve(true).build()).getWait()))
                .isLessThan(Duration.ofSeconds(61));
    }

    @Test
    void aCallWhoseDeadlineEndsGivesItsPlaceBack() {
        server.serve(paces.forAnyone("limits: [{rate: 1/m}]\n  wait: 5m"));
        client.ask(push().build());

        Status refusal = refusal(client.within(Duration.ofMillis(50)).asks(push().build()));

        assertThat(refusal.getCode()).isEqualTo(4);
        awaitInLine(0);
        assertThat(report().hungUp()).isEqualTo(1);
    }

    /// A client that does not look at its own clock.
    @Test
    void aCallThatSaysHowLongItWaitsIsHeldNoLonger() {
        server.serve(paces.forAnyone("limits: [{rate: 1/m}]\n  wait: 5m"));
        client.ask(push().build());

        Status refusal = refusal(client.with("grpc-timeout", "50m").asks(push().build()));

        assertThat(refusal.getMessage()).isEqualTo("your time is over");
        assertThat(report().inLine()).isZero();
        assertThat(report().hungUp()).isEqualTo(1);
    }

    @Test
    void limitsJobsUnderWayAndHearsOfTheirEnd() {
        server.serve(paces.forAnyone("inFlight: {atMost: 1, lease: 5m}"));
        Permit first = client.ask(push().build());
        ListenableFuture<Permit> second = client.asks(push().build());
        awaitInLine(1);

        List<Result> renewed = client.settle("Renew", permits(first.getId(), "unknown"));
        List<Result> done = client.settle("Done", permits(first.getId()));

        assertThat(duration(first.getLease()))
                .isBetween(Duration.ofMinutes(4), Duration.ofMinutes(5));
        assertThat(renewed).containsExactly(Result.NOTED, Result.UNKNOWN);
        assertThat(done).containsExactly(Result.NOTED);
        assertThat(done(second).getId()).isNotEqualTo(first.getId());
        assertThat(client.settle("Renew", permits(first.getId()))).containsExactly(Result.UNKNOWN);
    }

    @Test
    void takesBackPermitsThatAreNotUsed() {
        server.serve(paces.forAnyone("limits: [{rate: 1/h, burst: 0}]"));
        Permit permit = client.ask(push().build());

        List<Result> given = client.settle("GiveBack", permits("x", permit.getId()));

        assertThat(given).containsExactly(Result.UNKNOWN, Result.NOTED);
        client.ask(push().build());
        assertThat(client.settle("GiveBack", permits(permit.getId())))
                .containsExactly(Result.UNKNOWN);
    }

    @Test
    void decidesEachAskOfABatchByItself() {
        paces.write("mail", "access: anyone\n  limits: [{rate: 1/m, burst: 0}]");
        paces.write("closed", "access: nobody\n  limits: [{rate: 1/m}]");
        server.serve(
                paces.forAnyone(
                        "cost: {header: x-cost, atMost: 5}\n  limits: [{rate: 1/m}]\n  wait: 5m"));

        AskManyReply reply =
                done(
                        client.askMany(
                                push().build(),
                                of("mail").build(),
                                of("mail").build(),
                                of("pull").build(),
                                of("closed").build(),
                                push().putHeaders("x-cost", "many").build(),
                                push().setReserve(true).build()));

        List<AskOutcome> outcomes = reply.getOutcomesList();
        assertThat(outcomes)
                .extracting(one -> one.getRefusal().getCode())
                .containsExactly(0, 0, 8, 5, 7, 3, 0);
        assertThat(retryAfter(outcomes.get(2).getRefusal()))
                .isBetween(Duration.ofSeconds(50), Duration.ofSeconds(60));
        assertThat(outcomes.get(0).getPermit().hasWait()).isFalse();
        assertThat(duration(outcomes.get(6).getPermit().getWait()))
                .isBetween(Duration.ofSeconds(50), Duration.ofSeconds(60));
    }

    @Test
    void answersABatchWhenTheLastOfItHasPassed() {
        server.serve(paces.forAnyone("inFlight: {atMost: 1, lease: 5m}\n  wait: 5m"));
        Permit running = client.ask(push().build());
        paces.write("mail", "access: anyone\n  limits: [{rate: 1000/s}]");
        server.serve(paces.forAnyone("inFlight: {atMost: 1, lease: 5m}\n  wait: 5m"));
        ListenableFuture<AskManyReply> batch = client.askMany(push().build(), of("mail").build());
        awaitInLine(1);

        assertThat(batch.isDone()).isFalse();
        client.settle("Done", permits(running.getId()));

        assertThat(done(batch).getOutcomesList())
                .extracting(one -> one.getPermit().getId().length())
                .containsExactly(32, 32);
    }

    /// One has passed and waits for the other; nobody was told of it.
    @Test
    void aBatchThatIsCancelledGivesBackItsPermitsAndPlaces() {
        server.serve(paces.forAnyone("limits: [{rate: 1/m}]\n  wait: 5m"));
        ListenableFuture<AskManyReply> batch = client.askMany(push().build(), push().build());
        awaitInLine(1);

        batch.cancel(true);

        awaitInLine(0);
        assertThat(report().givenBack()).isEqualTo(1);
        assertThat(report().hungUp()).isEqualTo(1);
        assertThat(client.ask(push().build()).hasWait()).isFalse();
    }

    @Test
    void refusesWhatIsMoreThanOneMayAskForAtOnce() {
        AskRequest[] asks = new AskRequest[1_001];
        Arrays.fill(asks, push().build());
        String[] ids = new String[1_001];
        Arrays.fill(ids, "x");

        assertThat(refusal(client.askMany(asks)).getMessage())
                .isEqualTo("ask for 1 to 1,000 jobs, not 1,001");
        assertThat(done(client.askMany(Arrays.copyOf(asks, 1_000))).getOutcomesCount())
                .isEqualTo(1_000);
        assertThat(refusal(client.call("Done", permits(ids), permits())).getMessage())
                .isEqualTo("name 1 to 1,000 permits, not 1,001");
    }

    @Test
    void asksForAKeyWhereNotAnyoneMayAsk() {
        server.serve(paces.of("access: {partners: [mailer]}\n  limits: [{rate: 1000/s}]"));
        AskRequest ask = push().build();
        LeaseRequest lease = LeaseRequest.newBuilder().setPace("push").setCount(1).build();

        assertThat(refusal(client.asks(ask)).getCode()).isEqualTo(16);
        assertThat(refusal(client.lease(lease)).getCode()).isEqualTo(16);
        for (String act : List.of("GiveBack", "Done", "Renew")) {
            assertThat(refusal(client.call(act, permits("x"), permits())).getCode()).isEqualTo(16);
        }
        assertThat(done(client.askMany(ask)).getOutcomes(0).getRefusal().getCode()).isEqualTo(16);
        RpcClient stranger = client.with("x-api-key", "guess");
        assertThat(refusal(stranger.asks(ask)).getCode()).isEqualTo(7);
        RpcClient mailer = client.with("x-api-key", WrittenPaces.KEY);
        Permit permit = mailer.ask(ask);
        assertThat(mailer.settle("Done", permits(permit.getId()))).containsExactly(Result.NOTED);
        assertThat(done(mailer.lease(lease)).getPermitsCount()).isEqualTo(1);
    }

    @Test
    void saysWhenItIsWorthAskingAgain() {
        server.serve(paces.forAnyone("limits: [{rate: 1/m}]\n  wait: 10s"));
        client.ask(push().build());

        Status refusal = refusal(client.asks(push().build()));

        assertThat(refusal.getCode()).isEqualTo(8);
        assertThat(refusal.getMessage())
                .startsWith("pace 'push': the wait would be too long: ask again in ");
        assertThat(retryAfter(refusal)).isBetween(Duration.ofSeconds(40), Duration.ofSeconds(50));
    }

    @Test
    void tellsThoseWhoWaitToAskAgainWhenItEnds() {
        server.serve(paces.forAnyone("limits: [{rate: 1/h}]\n  wait: 1h"));
        client.ask(push().build());
        ListenableFuture<Permit> waits = client.asks(push().build());
        awaitInLine(1);

        server.drain(Duration.ofSeconds(5));

        Status refusal = refusal(waits);
        assertThat(refusal.getCode()).isEqualTo(14);
        assertThat(retryAfter(refusal)).isEqualTo(Duration.ofSeconds(1));
    }

    @Test
    void speaksTlsOnTheSamePort() throws Exception {
        Path certificates = CERTIFICATES.resolve("localhost.pem");
        ServerTls tls = new ServerTls(certificates, CERTIFICATES.resolve("localhost.key"));
        ListenSettings settings =
                new ListenSettings("127.0.0.1", 0, Optional.of(tls), EdgeLimits.DEFAULT);

        try (PaceServer secure = server(settings);
                RpcClient trusting = RpcClient.byTls(secure.port(), certificates)) {
            assertThat(trusting.ask(push().build()).getId()).hasSize(32);
        }
    }

    private static AskRequest.Builder push() {
        return of("push");
    }

    private static AskRequest.Builder of(String pace) {
        return AskRequest.newBuilder().setPace(pace);
    }

    private static PermitsRequest permits(String... ids) {
        return PermitsRequest.newBuilder().setPace("push").addAllIds(List.of(ids)).build();
    }

    private PaceReport report() {
        return server.report().stream()
                .filter(one -> one.name().value().equals("push"))
                .findFirst()
                .orElseThrow();
    }

    private static String permit(HttpResponse<String> answer) {
        return answer.headers().firstValue("kiban-permit").orElseThrow();
    }

    private void awaitInLine(int number) {
        Eventually.passes(() -> assertThat(report().inLine()).isEqualTo(number));
    }

    private CompletableFuture<HttpResponse<String>> askOverHttp() {
        return http.sendAsync(request("/pace/push").build(), BodyHandlers.ofString());
    }

    private HttpRequest.Builder request(String target) {
        return HttpRequest.newBuilder(
                        URI.create("http://127.0.0.1:%d%s".formatted(server.port(), target)))
                .timeout(Duration.ofSeconds(20));
    }
}
