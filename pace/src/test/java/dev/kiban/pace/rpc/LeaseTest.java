package dev.kiban.pace.rpc;

import static dev.kiban.pace.rpc.RpcClient.done;
import static dev.kiban.pace.rpc.RpcClient.duration;
import static dev.kiban.pace.rpc.RpcClient.refusal;
import static dev.kiban.pace.rpc.RpcClient.retryAfter;
import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.Duration;
import com.google.rpc.Status;
import dev.kiban.pace.PaceReport;
import dev.kiban.pace.cruise.Logbook;
import dev.kiban.pace.door.PaceServer;
import dev.kiban.pace.plan.WrittenPaces;
import dev.kiban.protos.pace.v1.LeaseReply;
import dev.kiban.protos.pace.v1.LeaseRequest;
import dev.kiban.protos.pace.v1.Permit;
import dev.kiban.runtime.http.ListenSettings;
import dev.kiban.runtime.http.Transport;
import dev.kiban.runtime.telemetry.log.Log;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Turns ahead, by a clock that goes only when it is told to.
class LeaseTest {
    private static final long MILLI = 1_000_000;

    private final AtomicLong clock = new AtomicLong(77 * MILLI);
    private final Transport transport = Transport.start(1);
    private WrittenPaces paces;
    private PaceServer server;
    private RpcClient client;

    @BeforeEach
    void start(@TempDir Path directory) {
        paces = new WrittenPaces(directory);
        server =
                PaceServer.start(
                        transport,
                        ListenSettings.plain("127.0.0.1", 0),
                        paces.forAnyone("limits: [{rate: 100/s}]"),
                        new PaceServer.Parts(
                                clock::get,
                                InstantSource.system(),
                                new SecureRandom(),
                                Logbook.NONE,
                                Log.to(_ -> {})));
        client = RpcClient.plain(server.port());
    }

    @AfterEach
    void close() {
        client.close();
        server.close();
        transport.close();
    }

    @Test
    void givesTurnsThatAreAsFarApartAsTheRateSays() {
        LeaseReply five = done(client.lease(lease(5, 1_000)));
        clock.addAndGet(10 * MILLI);
        assertThat(report().inLine()).isEqualTo(3); // whose turn it is has started
        clock.addAndGet(5 * MILLI);
        LeaseReply two = done(client.lease(lease(2, 1_000)));

        assertThat(waits(five)).containsExactly(0L, 10L, 20L, 30L, 40L);
        assertThat(waits(two)).containsExactly(35L, 45L);
        assertThat(five.getPermitsList()).extracting(Permit::getId).doesNotHaveDuplicates();
    }

    @Test
    void leavesTurnsThatAreTooFarAwayToOthers() {
        LeaseReply soon = done(client.lease(lease(1_000, 25)));
        LeaseReply rest = done(client.lease(lease(2, 1_000)));

        assertThat(waits(soon)).containsExactly(0L, 10L, 20L);
        assertThat(waits(rest)).containsExactly(30L, 40L);
        assertThat(report().givenBack()).isEqualTo(1);
    }

    @Test
    void takesATurnThatIsJustInTime() {
        assertThat(waits(done(client.lease(lease(5, 20))))).containsExactly(0L, 10L, 20L);
        assertThat(waits(done(client.lease(lease(5, 30))))).containsExactly(30L);
    }

    @Test
    void saysWhenThereWillBeATurnIfThereIsNone() {
        done(client.lease(lease(4, 1_000)));

        Status refusal = refusal(client.lease(lease(4, 15)));

        assertThat(refusal.getCode()).isEqualTo(8);
        assertThat(refusal.getMessage())
                .isEqualTo("pace 'push': no turn within 0.015 s: ask again in 0.025 s");
        assertThat(retryAfter(refusal)).isEqualTo(java.time.Duration.ofMillis(25));
        assertThat(report().inLine()).isEqualTo(3);
    }

    @Test
    void goesNoFurtherThanThePaceHasAnybodyWait() {
        server.serve(paces.forAnyone("limits: [{rate: 100/s}]\n  wait: 30ms"));

        assertThat(waits(done(client.lease(lease(10, 1_000))))).containsExactly(0L, 10L, 20L, 30L);
        assertThat(refusal(client.lease(lease(10, 1_000))).getMessage())
                .isEqualTo("pace 'push': the wait would be too long: ask again in 0.010 s");
    }

    @Test
    void looksASecondAheadIfNothingElseIsSaid() {
        LeaseRequest request = LeaseRequest.newBuilder().setPace("push").setCount(1_000).build();

        assertThat(done(client.lease(request)).getPermitsCount()).isEqualTo(101);
    }

    @ParameterizedTest
    @CsvSource({
        "0, 1, 0, 'count' is 1 to 1000",
        "-1, 1, 0, 'count' is 1 to 1000",
        "1001, 1, 0, 'count' is 1 to 1000",
        "1, -1, 0, 'within' is 0 s to 10 s",
        "1, 10, 1, 'within' is 0 s to 10 s",
        "1, 0, -1, 'within' is 0 s to 10 s",
        "1, 9223372036854775807, 2147483647, 'within' is 0 s to 10 s",
        "1, 1, 2147483647, 'within' is 0 s to 10 s"
    })
    void refusesWhatMakesNoSense(int count, long seconds, int nanos, String why) {
        LeaseRequest request =
                LeaseRequest.newBuilder()
                        .setPace("push")
                        .setCount(count)
                        .setWithin(Duration.newBuilder().setSeconds(seconds).setNanos(nanos))
                        .build();

        Status refusal = refusal(client.lease(request));

        assertThat(refusal.getCode()).isEqualTo(3);
        assertThat(refusal.getMessage().replace(",", "")).startsWith(why.replace("\"", "'"));
    }

    private static LeaseRequest lease(int count, int withinMillis) {
        return LeaseRequest.newBuilder()
                .setPace("push")
                .setCount(count)
                .setWithin(
                        Duration.newBuilder()
                                .setSeconds(withinMillis / 1_000)
                                .setNanos((int) (withinMillis % 1_000 * MILLI)))
                .build();
    }

    /// In nanoseconds that are whole milliseconds.
    private static List<Long> waits(LeaseReply reply) {
        return reply.getPermitsList().stream()
                .map(permit -> duration(permit.getWait()))
                .peek(wait -> assertThat(wait.toNanos() % MILLI).isZero())
                .map(java.time.Duration::toMillis)
                .toList();
    }

    private PaceReport report() {
        return server.report().getFirst();
    }
}
