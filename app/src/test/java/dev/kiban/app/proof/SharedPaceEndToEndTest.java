package dev.kiban.app.proof;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kiban.testkit.Eventually;
import dev.kiban.testkit.RealRedis;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIf;
import org.junit.jupiter.api.io.TempDir;

/// Two `kiban pace serve` with one Redis, and workers that keep both busy, while one of the three
/// is killed or stands still.
@EnabledIf("dev.kiban.testkit.RealRedis#isInstalled")
final class SharedPaceEndToEndTest {
    private static final double RATE = 20;
    private static final int IMMEDIATE = 5;
    private static final int REPLICAS = 2;

    /// What a worker sees is later than what was decided, by up to half a second on a busy machine.
    private static final double SEEN_LATER = 0.5 * RATE;

    /// What one outage may let through besides.
    private static final double OUTAGE = 2 * REPLICAS;

    /// How long the store stands still; longer in a soak.
    private static final int STANDS_SECONDS = Integer.getInteger("outage.seconds", 4);

    private static final String DEFINITION =
            """
            apiVersion: kiban.dev/v1
            kind: Team
            metadata: {name: shop-team}
            spec: {}
            ---
            apiVersion: kiban.dev/v1
            kind: Pace
            metadata: {name: push}
            spec:
              owner: shop-team
              access: anyone
              limits: [{rate: 20/s, burst: 1000, immediate: 5}]
              wait: 10s
            ---
            apiVersion: kiban.dev/v1
            kind: Pace
            metadata: {name: mail}
            spec:
              owner: shop-team
              access: anyone
              limits: [{rate: 1000/s, burst: 1000, immediate: 100}]
              inFlight: {atMost: 2, lease: 3s}
              wait: 10s
            """;

    @TempDir private Path directory;
    private final HttpClient client = HttpClient.newHttpClient();
    private final PaceLoad load = new PaceLoad();
    private RealRedis redis;
    private PaceProcess one;
    private PaceProcess other;

    @BeforeEach
    void start() throws IOException {
        Path definitions = Files.createDirectories(directory.resolve("definitions"));
        Files.writeString(definitions.resolve("push.yaml"), DEFINITION);
        redis = RealRedis.start(directory);
        one = replica();
        other = replica();
    }

    private PaceProcess replica() {
        PaceProcess replica =
                PaceProcess.start(
                        directory.resolve("definitions"),
                        "--redis",
                        redis.url(),
                        "--replicas",
                        Integer.toString(REPLICAS));
        replica.await("Redis is there");
        return replica;
    }

    @AfterEach
    void end() {
        one.close();
        other.close();
        redis.close();
        client.close();
    }

    @Test
    void letThroughTheRateTogetherAndNoMore() throws Exception {
        work();
        pause(5_000);
        load.end();

        keepTo(0);
        assertThat(load.starts()).hasSizeGreaterThan((int) (4 * RATE));
    }

    @Test
    void goOnWhenOneIsKilled() throws Exception {
        work();
        pause(2_000);
        one.kill();
        int atThatTime = load.started();
        pause(3_000);
        one = replica();
        pause(2_000);
        load.end();

        keepTo(0);
        assertThat(load.started() - atThatTime).isGreaterThan((int) (4 * RATE));
    }

    @Test
    void goOnWhenRedisIsKilledAndForgetsEverything() throws Exception {
        work();
        pause(2_000);
        redis.kill();
        int before = load.started();
        pause(3_000);
        int alone = load.started() - before;
        redis.restart();
        pause(4_000);
        load.end();

        keepTo(1);
        assertThat(alone).isBetween((int) RATE, (int) (4 * RATE));
        one.await("Redis is away");
        assertThat(metric(one)).contains("kiban_pace_store_up 1");
        assertThat(metric(other)).contains("kiban_pace_store_up 1");
    }

    @Test
    void goOnWhenRedisStandsStill() throws Exception {
        work();
        pause(2_000);
        redis.stand();
        int before = load.started();
        pause(STANDS_SECONDS * 1_000L);
        int alone = load.started() - before;
        redis.goOn();
        pause(4_000);
        load.end();

        keepTo(1);
        assertThat(alone).isGreaterThan((int) (RATE * (STANDS_SECONDS - 1) / 2));
        Eventually.passes(() -> assertThat(metric(one)).contains("kiban_pace_store_up 1"));
    }

    @Test
    void jobsEndAtAnyReplicaAndComeBackWhenOneDies() throws Exception {
        String first = permit(one);
        String second = permit(one);

        assertThat(send("GET", other.at("/pace/mail?wait=0")).statusCode()).isEqualTo(429);
        assertThat(act("POST", other, first, "/renew")).isEqualTo(204);
        assertThat(act("POST", other, first, "/done")).isEqualTo(204);
        String third = permit(other);
        assertThat(act("DELETE", one, third, "")).isEqualTo(204);
        assertThat(act("DELETE", one, third, "")).isEqualTo(404);
        String fourth = permit(other);
        assertThat(List.of(first, second, third, fourth)).doesNotHaveDuplicates();

        one.kill(); // whoever has the second is never heard of again
        long since = System.nanoTime();
        permit(other);
        assertThat(Duration.ofNanos(System.nanoTime() - since)).isLessThan(Duration.ofSeconds(8));
    }

    @Test
    void sameAskGetsTheSamePermitAtAnyReplica() throws Exception {
        HttpResponse<String> first = send("GET", one.at("/pace/push"), "idempotency-key", "job-7");
        HttpResponse<String> again =
                send("GET", other.at("/pace/push"), "idempotency-key", "job-7");

        assertThat(permit(again)).isEqualTo(permit(first));
    }

    private void work() {
        load.work(15, () -> one.at("/pace/push"));
        load.work(15, () -> other.at("/pace/push"));
    }

    /// From any time on, and nobody waits for ever.
    private void keepTo(int outages) {
        assertThat(PaceLoad.excess(load.starts(), RATE))
                .isLessThanOrEqualTo(IMMEDIATE + 1 + outages * OUTAGE + SEEN_LATER);
        assertThat(load.longestWait()).isLessThan(Duration.ofSeconds(15));
    }

    private String permit(PaceProcess from) throws Exception {
        HttpResponse<String> answer = send("GET", from.at("/pace/mail"));
        assertThat(answer.statusCode()).isEqualTo(200);
        return permit(answer);
    }

    private static String permit(HttpResponse<String> answer) {
        return answer.headers().firstValue("kiban-permit").orElseThrow();
    }

    private int act(String method, PaceProcess at, String permit, String act) throws Exception {
        return send(method, at.at("/pace/mail/permits/" + permit + act)).statusCode();
    }

    private String metric(PaceProcess of) throws Exception {
        return send("GET", of.admin("/metrics")).body();
    }

    private HttpResponse<String> send(String method, URI where, String... headers)
            throws Exception {
        HttpRequest.Builder request =
                HttpRequest.newBuilder(where)
                        .timeout(Duration.ofSeconds(20))
                        .method(method, HttpRequest.BodyPublishers.noBody());
        if (headers.length > 0) {
            request.headers(headers);
        }
        return client.send(request.build(), HttpResponse.BodyHandlers.ofString());
    }

    private static void pause(long millis) {
        long end = System.nanoTime() + millis * 1_000_000;
        while (System.nanoTime() < end) {
            LockSupport.parkNanos(end - System.nanoTime());
        }
    }
}
