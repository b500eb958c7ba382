package dev.kiban.worker.rabbitmq;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.rabbitmq.client.AMQP.BasicProperties;
import com.rabbitmq.client.Channel;
import com.rabbitmq.client.Connection;
import com.rabbitmq.client.Delivery;
import dev.kiban.testkit.Eventually;
import dev.kiban.worker.Ink;
import dev.kiban.worker.Job;
import dev.kiban.worker.Taken;
import dev.kiban.worker.WorkerProcess;
import dev.kiban.worker.rabbitmq.InkWorker.Manner;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Date;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Against the RabbitMQ of this system.
class RabbitQueueTest {
    private static final Duration SOON = Duration.ofSeconds(10);
    private static final int JOBS = 4_000;

    @TempDir private static Path folder;
    private static RabbitBroker broker;

    @TempDir private Path files;

    @BeforeAll
    static void start() throws Exception {
        assumeTrue(RabbitBroker.isInstalled(), "skipped: there is no rabbitmq-server here");
        broker = RabbitBroker.start(folder);
    }

    @AfterAll
    static void stop() {
        if (broker != null) {
            broker.close();
        }
    }

    @Test
    void handsOverWhatIsSaidOfAMessage() throws Exception {
        broker.fill("said", 0);
        Instant then = Instant.ofEpochSecond(1_700_000_000);
        publish(
                "said",
                new BasicProperties.Builder()
                        .timestamp(Date.from(then))
                        .headers(
                                Map.of(
                                        "X-Sender",
                                        "shop-1",
                                        "cost",
                                        5,
                                        "x-death",
                                        List.of("never")))
                        .build());

        try (RabbitQueue queue = queue("said", WhenFailed.TRY_AGAIN)) {
            Job<Delivery> job = queue.take(SOON).orElseThrow().job();

            assertThat(job.headers()).isEqualTo(Map.of("x-sender", "shop-1", "cost", "5"));
            assertThat(job.enqueuedAt()).contains(then);
            assertThat(job.again()).isFalse();
            assertThat(new String(job.body().getBody(), UTF_8)).isEqualTo("hello");
        }
    }

    @Test
    void whatIsDoneIsGone() throws Exception {
        broker.fill("done", 2);
        try (RabbitQueue queue = queue("done", WhenFailed.TRY_AGAIN)) {
            queue.take(SOON).orElseThrow().done();
        }

        assertThat(broker.ready("done")).isEqualTo(1);
    }

    @Test
    void whatIsGivenBackComesAgain() throws Exception {
        broker.fill("again", 1);
        try (RabbitQueue queue = queue("again", WhenFailed.DEAD_LETTER)) {
            queue.take(SOON).orElseThrow().giveBack();

            assertThat(queue.take(SOON).orElseThrow().job().again()).isTrue();
        }
    }

    @Test
    void whatWasFetchedAheadGoesBackWhenNoMoreIsTaken() throws Exception {
        broker.fill("ahead", 5);
        try (RabbitQueue queue = queue("ahead", WhenFailed.TRY_AGAIN)) {
            Taken<Delivery> taken = queue.take(SOON).orElseThrow();

            queue.stopTaking();

            Eventually.passes(() -> assertThat(broker.ready("ahead")).isEqualTo(4));
            assertThat(queue.take(Duration.ZERO)).isEmpty();
            taken.done();
        }
        assertThat(broker.ready("ahead")).isEqualTo(4);
    }

    @Test
    void whatFailedIsTriedAgainOrGoesToTheDeadLetters() throws Exception {
        broker.fill("dead", 0);
        try (Connection connection = broker.factory().newConnection();
                Channel channel = connection.createChannel()) {
            channel.queueDeclare(
                    "mortal",
                    true,
                    false,
                    false,
                    Map.of("x-dead-letter-exchange", "", "x-dead-letter-routing-key", "dead"));
        }
        publish("mortal", new BasicProperties());

        try (RabbitQueue queue = queue("mortal", WhenFailed.TRY_AGAIN)) {
            queue.take(SOON).orElseThrow().failed(new IllegalStateException());
        }
        assertThat(broker.ready("mortal")).isEqualTo(1);
        try (RabbitQueue queue = queue("mortal", WhenFailed.DEAD_LETTER)) {
            queue.take(SOON).orElseThrow().failed(new IllegalStateException());
        }
        assertThat(broker.ready("mortal")).isZero();
        Eventually.passes(() -> assertThat(broker.ready("dead")).isEqualTo(1));
    }

    @Test
    void connectsAnewWhenItsConnectionBreaks() throws Exception {
        broker.fill("broken", 1);
        Connection[] last = new Connection[1];
        RabbitQueue.Dial dial =
                () -> {
                    var factory = broker.factory().clone();
                    factory.setAutomaticRecoveryEnabled(false);
                    last[0] = factory.newConnection();
                    return last[0];
                };
        try (RabbitQueue queue = new RabbitQueue(dial, "broken", 4, WhenFailed.TRY_AGAIN)) {
            Taken<Delivery> taken = queue.take(SOON).orElseThrow();

            last[0].abort();

            assertThatThrownBy(taken::done).isInstanceOf(RuntimeException.class);
            Optional<Taken<Delivery>> next = queue.take(SOON);
            assertThat(next.orElseThrow().job().again()).isTrue();
            next.get().done();
        }
        assertThat(broker.ready("broken")).isZero();
    }

    @Test
    void wantsNoSecondConsumerBesideIt() {
        try (RabbitQueue queue =
                new RabbitQueue(
                        () -> broker.factory().newConnection(), "x", 1, WhenFailed.TRY_AGAIN)) {
            assertThatThrownBy(() -> queue.take(SOON))
                    .hasMessageContaining("setAutomaticRecoveryEnabled(false)");
        }
    }

    @Test
    void saysWhichQueueIsMissing() {
        try (RabbitQueue queue = queue("nowhere", WhenFailed.TRY_AGAIN)) {
            assertThatThrownBy(() -> queue.take(SOON)).hasMessageContaining("queue 'nowhere'");
        }
    }

    @Test
    void sigtermUnderLoadLosesNoneAndDoesNoneTwice() throws Exception {
        Ink ink = new Ink(files.resolve("ink"));
        broker.fill("term", JOBS);

        for (int stops = 1; stops <= 4; stops++) {
            try (WorkerProcess worker = worker("term", ink, Manner.WELL)) {
                awaitLines(ink, stops * JOBS / 6);
                worker.terminate();
            }
        }
        finish("term", ink);

        assertThat(ink.lost(JOBS)).isZero();
        assertThat(ink.twice()).isEmpty();
    }

    @Test
    void killedUnderLoadItLosesNoneAndSaysWhatComesAgain() throws Exception {
        Ink ink = new Ink(files.resolve("ink"));
        broker.fill("kill", JOBS);
        int kills = 4;

        for (int i = 1; i <= kills; i++) {
            try (WorkerProcess worker = worker("kill", ink, Manner.WELL)) {
                awaitLines(ink, i * JOBS / 6);
                worker.kill();
            }
        }
        finish("kill", ink);

        assertThat(ink.lost(JOBS)).isZero();
        assertThat(ink.twice()).hasSizeLessThanOrEqualTo(kills * InkWorker.CONCURRENCY);
        assertThat(ink.again()).containsAll(ink.twice());
    }

    @Test
    void theCheckSeesAJobThatIsLost() throws Exception {
        Ink ink = new Ink(files.resolve("ink"));
        broker.fill("hasty", JOBS);

        try (WorkerProcess worker = worker("hasty", ink, Manner.ACKNOWLEDGES_FIRST)) {
            awaitLines(ink, JOBS / 6);
            worker.kill();
        }
        finish("hasty", ink);

        assertThat(ink.lost(JOBS)).isPositive();
    }

    @Test
    void theCheckSeesAJobThatIsDoneTwice() throws Exception {
        Ink ink = new Ink(files.resolve("ink"));
        broker.fill("rash", JOBS);

        try (WorkerProcess worker = worker("rash", ink, Manner.HAS_NO_GRACE)) {
            awaitLines(ink, JOBS / 6);
            worker.terminate();
        }
        finish("rash", ink);

        assertThat(ink.lost(JOBS)).isZero();
        assertThat(ink.twice()).isNotEmpty();
    }

    /// Does what is left.
    private void finish(String queue, Ink ink) throws Exception {
        try (WorkerProcess worker = worker(queue, ink, Manner.WELL)) {
            Eventually.passes(() -> assertThat(broker.ready(queue)).isZero());
            worker.terminate();
        }
        assertThat(broker.ready(queue)).isZero();
    }

    private WorkerProcess worker(String queue, Ink ink, Manner manner) throws Exception {
        return WorkerProcess.start(
                files.resolve("output"), InkWorker.class, broker.port(), queue, ink.file(), manner);
    }

    private static void awaitLines(Ink ink, int many) {
        Eventually.passes(() -> assertThat(ink.lines()).isGreaterThan(many));
    }

    private static RabbitQueue queue(String name, WhenFailed whenFailed) {
        return RabbitQueue.of(broker.factory(), name, 4, whenFailed);
    }

    private static void publish(String queue, BasicProperties properties) throws Exception {
        try (Connection connection = broker.factory().newConnection();
                Channel channel = connection.createChannel()) {
            channel.confirmSelect();
            channel.basicPublish("", queue, properties, "hello".getBytes(UTF_8));
            channel.waitForConfirmsOrDie();
        }
    }
}
