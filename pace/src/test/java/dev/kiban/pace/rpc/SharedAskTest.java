package dev.kiban.pace.rpc;

import static dev.kiban.pace.rpc.RpcClient.done;
import static dev.kiban.pace.rpc.RpcClient.duration;
import static org.assertj.core.api.Assertions.assertThat;

import com.google.common.util.concurrent.ListenableFuture;
import dev.kiban.pace.PaceReport;
import dev.kiban.pace.Shares;
import dev.kiban.pace.StoreReport;
import dev.kiban.pace.cruise.Logbook;
import dev.kiban.pace.door.PaceServer;
import dev.kiban.pace.plan.WrittenPaces;
import dev.kiban.pace.redis.RedisStore;
import dev.kiban.protos.pace.v1.AskManyReply;
import dev.kiban.protos.pace.v1.AskRequest;
import dev.kiban.protos.pace.v1.LeaseReply;
import dev.kiban.protos.pace.v1.LeaseRequest;
import dev.kiban.protos.pace.v1.Permit;
import dev.kiban.protos.pace.v1.PermitsReply.Result;
import dev.kiban.protos.pace.v1.PermitsRequest;
import dev.kiban.runtime.http.ListenSettings;
import dev.kiban.runtime.http.Transport;
import dev.kiban.runtime.redis.RedisUrl;
import dev.kiban.runtime.telemetry.log.Log;
import dev.kiban.testkit.Eventually;
import dev.kiban.testkit.RealRedis;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIf;
import org.junit.jupiter.api.io.TempDir;

/// Two replicas that share a real Redis, so that all answers come later and by other threads.
@EnabledIf("dev.kiban.testkit.RealRedis#isInstalled")
class SharedAskTest {
    private final Transport transport = Transport.start(2);
    private WrittenPaces paces;
    private RealRedis redis;
    private Replica one;
    private Replica other;

    private record Replica(PaceServer server, RedisStore store, RpcClient client) {

        PaceReport report() {
            return server.report().getFirst();
        }

        boolean isTogether() {
            return server.store().map(StoreReport::isUp).orElse(false);
        }

        void close() {
            client.close();
            server.close();
            store.close();
        }
    }

    @BeforeEach
    void start(@TempDir Path directory) {
        paces = new WrittenPaces(directory);
        redis = RealRedis.start(directory);
        one = replica();
        other = replica();
        Eventually.passes(() -> assertThat(List.of(one, other)).allMatch(Replica::isTogether));
    }

    private void serve(String spec) {
        one.server().serve(paces.forAnyone(spec));
        other.server().serve(paces.forAnyone(spec));
    }

    private Replica replica() {
        RedisStore store = RedisStore.open(RedisUrl.parse(redis.url()), Log.to(_ -> {}));
        PaceServer server =
                PaceServer.start(
                        transport,
                        ListenSettings.plain("127.0.0.1", 0),
                        paces.forAnyone("limits: [{rate: 1000/s}]"),
                        new PaceServer.Parts(
                                System::nanoTime,
                                InstantSource.system(),
                                new SecureRandom(),
                                Logbook.NONE,
                                Optional.of(
                                        new PaceServer.Replicas.Together(
                                                Shares.ofReplicas(2, store), store::start)),
                                Log.to(_ -> {})));
        return new Replica(server, store, RpcClient.plain(server.port()));
    }

    @AfterEach
    void close() {
        one.close();
        other.close();
        transport.close();
        redis.close();
    }

    /// What is taken ahead here is not for those who ask there.
    @Test
    void givesEachTurnOnce() {
        serve("limits: [{rate: 1/s}]\n  wait: 1m");

        LeaseReply here = done(one.client().lease(lease(3, Duration.ofSeconds(10))));
        LeaseReply there = done(other.client().lease(lease(3, Duration.ofSeconds(10))));

        List<Duration> turns = new ArrayList<>();
        here.getPermitsList().forEach(permit -> turns.add(duration(permit.getWait())));
        there.getPermitsList().forEach(permit -> turns.add(duration(permit.getWait())));
        assertThat(turns).hasSize(6);
        for (int i = 1; i < turns.size(); i++) {
            assertThat(turns.get(i))
                    .isBetween(Duration.ofMillis(1_000 * i - 900), Duration.ofSeconds(i));
        }
    }

    @Test
    void leavesTurnsThatAreTooFarAwayToOthers() {
        serve("limits: [{rate: 1/s}]\n  wait: 1m");

        LeaseReply soon = done(one.client().lease(lease(1_000, Duration.ofMillis(2_500))));
        Duration next = duration(other.client().ask(push().setReserve(true).build()).getWait());

        assertThat(soon.getPermitsCount()).isEqualTo(3);
        assertThat(next).isBetween(Duration.ofSeconds(2), Duration.ofSeconds(3));
    }

    @Test
    void aLeaseThatIsCancelledGivesBackWhatItHas() {
        serve("limits: [{rate: 100/s}]\n  wait: 1m");
        ListenableFuture<LeaseReply> lease =
                one.client().lease(lease(1_000, Duration.ofSeconds(10)));
        Eventually.passes(() -> assertThat(one.report().passed()).isGreaterThan(10));

        assertThat(lease.cancel(true)).isTrue();

        Eventually.passes(
                () ->
                        assertThat(one.report().givenBack())
                                .isGreaterThan(10)
                                .isEqualTo(one.report().passed()));
        Eventually.passes(
                () -> {
                    Permit next = other.client().ask(push().setReserve(true).build());
                    assertThat(duration(next.getWait())).isLessThan(Duration.ofMillis(100));
                });
    }

    @Test
    void decidesABatchWhenJobsEndAtAnotherReplica() {
        serve("inFlight: {atMost: 2, lease: 5m}\n  wait: 1m");
        List<String> running =
                List.of(
                        one.client().ask(push().build()).getId(),
                        other.client().ask(push().build()).getId());
        ListenableFuture<AskManyReply> batch = one.client().askMany(push().build(), push().build());
        Eventually.passes(() -> assertThat(one.report().inLine()).isEqualTo(2));

        List<String> ids = new ArrayList<>(running);
        ids.add("0".repeat(32));
        List<Result> results = other.client().settle("Done", permits(ids));

        assertThat(results).containsExactly(Result.NOTED, Result.NOTED, Result.UNKNOWN);
        assertThat(done(batch).getOutcomesList())
                .extracting(outcome -> outcome.getPermit().getId())
                .hasSize(2)
                .doesNotHaveDuplicates()
                .doesNotContainAnyElementsOf(running);
    }

    @Test
    void saysThatTheStoreIsAway() {
        serve("inFlight: {atMost: 2, lease: 5m}\n  wait: 1m");
        String running = other.client().ask(push().build()).getId();
        redis.kill();
        Eventually.passes(() -> assertThat(one.isTogether()).isFalse());

        assertThat(one.client().settle("Done", permits(List.of(running))))
                .containsExactly(Result.STORE_IS_AWAY);
        assertThat(one.client().ask(push().build()).getId()).hasSize(32);
    }

    private static AskRequest.Builder push() {
        return AskRequest.newBuilder().setPace("push");
    }

    private static PermitsRequest permits(List<String> ids) {
        return PermitsRequest.newBuilder().setPace("push").addAllIds(ids).build();
    }

    private static LeaseRequest lease(int count, Duration within) {
        return LeaseRequest.newBuilder()
                .setPace("push")
                .setCount(count)
                .setWithin(
                        com.google.protobuf.Duration.newBuilder()
                                .setSeconds(within.getSeconds())
                                .setNanos(within.getNano()))
                .build();
    }
}
