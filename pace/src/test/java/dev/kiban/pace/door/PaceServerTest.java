package dev.kiban.pace.door;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kiban.kernel.PaceName;
import dev.kiban.pace.PaceReport;
import dev.kiban.pace.Rate;
import dev.kiban.pace.cruise.Logbook;
import dev.kiban.pace.order.Given;
import dev.kiban.pace.order.Order;
import dev.kiban.pace.order.Orders;
import dev.kiban.pace.plan.LivePaces;
import dev.kiban.pace.plan.WrittenPaces;
import dev.kiban.pace.sight.Busiest;
import dev.kiban.runtime.http.ListenSettings;
import dev.kiban.runtime.http.Transport;
import dev.kiban.runtime.telemetry.log.Log;
import dev.kiban.testkit.Eventually;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Real requests to a real port.
class PaceServerTest {
    @TempDir private Path directory;
    private final Transport transport = Transport.start(2);
    private final HttpClient client =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private PaceServer server;

    @BeforeEach
    void start() {
        server =
                PaceServer.start(
                        transport,
                        ListenSettings.plain("127.0.0.1", 0),
                        paces("limits: [{rate: 1000/s}]"),
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
        server.close();
        transport.close();
    }

    @Test
    void letsPassAndGivesAPermit() throws Exception {
        HttpResponse<String> answer = get("/pace/push");

        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.headers().firstValue("kiban-permit")).isPresent();
        assertThat(answer.headers().firstValue("kiban-lease")).isEmpty();
    }

    @Test
    void knowsWhoAsks() throws Exception {
        server.serve(paces("limits: [{rate: 1000/s}, {rate: 100/s, by: {header: x-sender}}]"));
        get("/pace/push", "x-sender", "shop-1");
        get("/pace/push", "x-sender", "shop-1");
        get("/pace/push", "x-sender", "shop-2");

        assertThat(server.sightings().getFirst().askers())
                .extracting(Busiest.Share::asker)
                .containsExactly("x-sender: shop-1", "x-sender: shop-2");
    }

    @Test
    void holdsCallersUntilTheirTurn() throws Exception {
        server.serve(paces("limits: [{rate: 20/s}]"));
        long start = System.nanoTime();

        for (int i = 0; i < 5; i++) {
            assertThat(get("/pace/push").statusCode()).isEqualTo(200);
        }

        assertThat(Duration.ofNanos(System.nanoTime() - start))
                .isGreaterThanOrEqualTo(Duration.ofMillis(200));
    }

    @Test
    void saysWhenTheTurnIsInsteadOfHolding() throws Exception {
        server.serve(paces("limits: [{rate: 1/m}]\n  wait: 5m"));

        assertThat(get("/pace/push?wait=0").headers().firstValue("kiban-wait")).contains("0.000");
        double wait = wait(get("/pace/push?wait=0"));
        double next = wait(get("/pace/push?x=1&wait=0"));

        assertThat(wait).isBetween(50.0, 60.0);
        assertThat(next - wait).isBetween(59.0, 60.5);
    }

    @Test
    void refusesWhoWouldWaitTooLongAndSaysWhenToComeAgain() throws Exception {
        server.serve(paces("limits: [{rate: 1/m}]\n  wait: 10s"));

        get("/pace/push");
        HttpResponse<String> answer = get("/pace/push");

        assertThat(answer.statusCode()).isEqualTo(429);
        assertThat(answer.headers().firstValueAsLong("retry-after").orElse(0)).isBetween(1L, 60L);
        assertThat(answer.body()).contains("pace 'push': the wait would be too long");
    }

    @Test
    void refusesMoreThanTheBurst() throws Exception {
        server.serve(paces("limits: [{rate: 1/h, burst: 0}]"));

        assertThat(get("/pace/push").statusCode()).isEqualTo(200);
        assertThat(get("/pace/push").statusCode()).isEqualTo(429);
    }

    @Test
    void limitsEachValueOfAHeaderForItself() throws Exception {
        server.serve(paces("limits: [{rate: 1/h, burst: 0, by: {header: x-sender}}]"));

        assertThat(get("/pace/push", "x-sender", "a").statusCode()).isEqualTo(200);
        assertThat(get("/pace/push", "x-sender", "b").statusCode()).isEqualTo(200);
        assertThat(get("/pace/push", "x-sender", "a").statusCode()).isEqualTo(429);
    }

    @Test
    void cutsValuesThatAreTooLong() throws Exception {
        server.serve(paces("limits: [{rate: 1/h, burst: 0, by: {header: x-sender}}]"));
        String longest = "x".repeat(256);

        assertThat(get("/pace/push", "x-sender", longest + "a").statusCode()).isEqualTo(200);
        assertThat(get("/pace/push", "x-sender", longest + "b").statusCode()).isEqualTo(429);
    }

    @Test
    void forgetsACallerThatHangsUp() throws Exception {
        server.serve(paces("limits: [{rate: 1/m}]\n  wait: 5m"));
        get("/pace/push");

        try (Socket impatient = new Socket(InetAddress.getLoopbackAddress(), server.port())) {
            impatient
                    .getOutputStream()
                    .write(
                            "GET /pace/push HTTP/1.1\r\nHost: x\r\n\r\n"
                                    .getBytes(StandardCharsets.US_ASCII));
            Eventually.passes(() -> assertThat(report().inLine()).isEqualTo(1));
        }

        Eventually.passes(() -> assertThat(report().inLine()).isZero());
        assertThat(report().hungUp()).isEqualTo(1);
        assertThat(wait(get("/pace/push?wait=0"))).isLessThan(61);
    }

    @Test
    void countsJobsThatAreUnderWay() throws Exception {
        server.serve(paces("inFlight: {atMost: 1, lease: 5m}"));
        HttpResponse<String> first = get("/pace/push");
        assertThat(first.headers().firstValue("kiban-lease")).contains("300.000");
        CompletableFuture<HttpResponse<String>> second =
                client.sendAsync(request("/pace/push").build(), BodyHandlers.ofString());
        Eventually.passes(() -> assertThat(report().inLine()).isEqualTo(1));

        assertThat(send("POST", permit(first) + "/renew").statusCode()).isEqualTo(204);
        assertThat(send("POST", permit(first) + "/done").statusCode()).isEqualTo(204);

        assertThat(second.get().statusCode()).isEqualTo(200);
        assertThat(send("POST", permit(first) + "/renew").statusCode()).isEqualTo(404);
    }

    @Test
    void takesBackAPermitThatIsNotUsed() throws Exception {
        server.serve(paces("limits: [{rate: 1/h, burst: 0}]"));
        HttpResponse<String> answer = get("/pace/push");

        assertThat(send("DELETE", permit(answer)).statusCode()).isEqualTo(204);

        assertThat(get("/pace/push").statusCode()).isEqualTo(200);
        assertThat(send("DELETE", permit(answer)).statusCode()).isEqualTo(404);
    }

    @Test
    void theSameAskAgainCountsOnce() throws Exception {
        server.serve(paces("limits: [{rate: 1/h, burst: 0}]"));

        HttpResponse<String> once = get("/pace/push", "idempotency-key", "job-7");
        HttpResponse<String> again = get("/pace/push", "idempotency-key", "job-7");

        assertThat(again.statusCode()).isEqualTo(200);
        assertThat(permit(again)).isEqualTo(permit(once));
        assertThat(get("/pace/push", "idempotency-key", "job-8").statusCode()).isEqualTo(429);
    }

    @Test
    void asksForAKeyWhereNotAnyoneMayAsk() throws Exception {
        server.serve(load("access: {partners: [mailer]}\n  limits: [{rate: 1000/s}]"));

        assertThat(get("/pace/push").statusCode()).isEqualTo(401);
        assertThat(get("/pace/push", "x-api-key", "guess").statusCode()).isEqualTo(403);
        assertThat(get("/pace/push", "x-api-key", WrittenPaces.KEY).statusCode()).isEqualTo(200);
    }

    @Test
    void closesAPaceForAll() throws Exception {
        server.serve(load("access: nobody\n  limits: [{rate: 1000/s}]"));

        assertThat(get("/pace/push").statusCode()).isEqualTo(403);
    }

    @Test
    void saysWhatItDoesNotUnderstand() throws Exception {
        server.serve(paces("cost: {header: x-cost, atMost: 5}\n  limits: [{rate: 1000/s}]"));

        assertThat(get("/pace/pull").statusCode()).isEqualTo(404);
        assertThat(get("/pace/").statusCode()).isEqualTo(404);
        assertThat(get("/").statusCode()).isEqualTo(404);
        assertThat(get("/pace/push/permits/x/what").statusCode()).isEqualTo(404);
        assertThat(send("PUT", "/pace/push").statusCode()).isEqualTo(405);
        assertThat(send("GET", "/pace/push/permits/x").statusCode()).isEqualTo(405);
        assertThat(send("DELETE", "/pace/push/permits/x").statusCode()).isEqualTo(404);
        assertThat(get("/pace/push", "x-cost", "-1").statusCode()).isEqualTo(400);
        assertThat(get("/pace/push", "x-cost", "6").statusCode()).isEqualTo(400);
        assertThat(get("/pace/push", "x-cost", "5").statusCode()).isEqualTo(200);
    }

    @Test
    void aNewRateKeepsWhoWaits() throws Exception {
        server.serve(paces("limits: [{rate: 1/h}]\n  wait: 1h"));
        get("/pace/push");
        CompletableFuture<HttpResponse<String>> waits =
                client.sendAsync(request("/pace/push").build(), BodyHandlers.ofString());
        Eventually.passes(() -> assertThat(report().inLine()).isEqualTo(1));

        server.serve(paces("limits: [{rate: 100000/s}]\n  wait: 1h"));

        assertThat(waits.get().statusCode()).isEqualTo(200);
    }

    @Test
    void isSteeredByWhatItIsTold() throws Exception {
        server.serve(
                paces(
                        """
                        limits: [{rate: 1000/s}]
                          steer:
                            safe: 50%
                            signals: [{name: lag, pushed: {}, healthy: 1, danger: 10, smoothing: 0s}]\
                        """));
        assertThat(report().limits().getFirst().rate()).isEqualTo(Rate.perHour(1_800_000));

        assertThat(send("POST", "/pace/push/signals/lag?value=25.5").statusCode()).isEqualTo(204);
        server.look();

        assertThat(report().limits().getFirst().rate().anHour()).isBetween(1L, 1_799_999L);
        assertThat(send("POST", "/pace/push/signals/load?value=1").statusCode()).isEqualTo(404);
        assertThat(send("POST", "/pace/push/signals/lag").statusCode()).isEqualTo(400);
        assertThat(send("POST", "/pace/push/signals/lag?value=NaN").statusCode()).isEqualTo(400);
        assertThat(get("/pace/push/signals/lag?value=1").statusCode()).isEqualTo(405);
    }

    @Test
    void goesByWhatPeopleOrder() throws Exception {
        server.serve(paces("limits: [{rate: 1/h}]\n  wait: 1h"));
        get("/pace/push");
        CompletableFuture<HttpResponse<String>> waits =
                client.sendAsync(request("/pace/push").build(), BodyHandlers.ofString());
        Eventually.passes(() -> assertThat(report().inLine()).isEqualTo(1));

        server.obey(ordered(new Order.Pause()));
        assertThat(report().paused()).isTrue();
        server.obey(ordered(new Order.OtherRate("all", Rate.perSecond(100_000))));

        assertThat(waits.get().statusCode()).isEqualTo(200);
        assertThat(report().paused()).isFalse();
        assertThat(report().limits().getFirst().declared()).isEqualTo(Rate.perHour(1));
    }

    private static Orders ordered(Order order) {
        return new Orders(
                List.of(
                        new Given(
                                new PaceName("push"),
                                order.about(),
                                Optional.of(order),
                                Optional.empty(),
                                new Given.Made("amy", "", Instant.EPOCH),
                                1)));
    }

    @Test
    void tellsThoseWhoWaitToAskAgainWhenItEnds() throws Exception {
        server.serve(paces("limits: [{rate: 1/h}]\n  wait: 1h"));
        get("/pace/push");
        CompletableFuture<HttpResponse<String>> waits =
                client.sendAsync(request("/pace/push").build(), BodyHandlers.ofString());
        Eventually.passes(() -> assertThat(report().inLine()).isEqualTo(1));

        server.drain(Duration.ofSeconds(5));

        assertThat(waits.get().statusCode()).isEqualTo(503);
        assertThat(waits.get().headers().firstValue("retry-after")).contains("1");
    }

    private PaceReport report() {
        return server.report().getFirst();
    }

    private LivePaces paces(String spec) {
        return new WrittenPaces(directory).forAnyone(spec);
    }

    private LivePaces load(String spec) {
        return new WrittenPaces(directory).of(spec);
    }

    private static double wait(HttpResponse<String> answer) {
        return Double.parseDouble(answer.headers().firstValue("kiban-wait").orElseThrow());
    }

    private static String permit(HttpResponse<String> answer) {
        return "/pace/push/permits/" + answer.headers().firstValue("kiban-permit").orElseThrow();
    }

    private HttpResponse<String> get(String target, String... headers) throws Exception {
        HttpRequest.Builder request = request(target);
        if (headers.length > 0) {
            request.headers(headers);
        }
        return client.send(request.build(), BodyHandlers.ofString());
    }

    private HttpResponse<String> send(String method, String target) throws Exception {
        return client.send(
                request(target).method(method, HttpRequest.BodyPublishers.noBody()).build(),
                BodyHandlers.ofString());
    }

    private HttpRequest.Builder request(String target) {
        return HttpRequest.newBuilder(
                        URI.create("http://127.0.0.1:%d%s".formatted(server.port(), target)))
                .timeout(Duration.ofSeconds(20));
    }
}
