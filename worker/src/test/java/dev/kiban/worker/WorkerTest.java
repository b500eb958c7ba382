package dev.kiban.worker;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kiban.testkit.Eventually;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// A worker on a queue in memory, and a real pace.
class WorkerTest {
    private static final Duration LONG = Duration.ofSeconds(30);

    @TempDir private Path directory;
    private final FakeQueue queue = new FakeQueue();
    private final AtomicLong later = new AtomicLong();
    private final Surroundings surroundings =
            new Surroundings(
                    InstantSource.fixed(Instant.EPOCH.plusSeconds(100)),
                    () -> System.nanoTime() + later.get(),
                    new SplittableRandom(7),
                    () -> 0.5);
    private final List<String> begun = new CopyOnWriteArrayList<>();

    @Test
    void doesWhatIsInTheQueue() {
        queue.with("a", "b", "c");

        try (Run run = run(job -> begun.add(job.body()), WorkerTerms.usual())) {
            Eventually.passes(() -> assertThat(run.worker.report().done()).isEqualTo(3));
        }

        assertThat(begun).containsExactly("a", "b", "c");
        assertThat(queue.told()).containsExactly("done a", "done b", "done c");
        assertThat(queue.isClosed()).isTrue();
    }

    @Test
    void tellsTheQueueThatAJobFailed() {
        queue.with("a", "b");

        try (Run run =
                run(
                        job -> {
                            if (job.body().equals("a")) {
                                throw new StackOverflowError("as deep as it gets");
                            }
                        },
                        WorkerTerms.usual())) {
            Eventually.passes(() -> assertThat(run.worker.report().done()).isEqualTo(1));
        }

        assertThat(queue.told()).containsExactly("failed a", "done b");
    }

    @Test
    void finishesTheJobInHandWhenItIsToldToStop() {
        queue.with("a", "b");
        CountDownLatch goOn = new CountDownLatch(1);
        Run run =
                run(
                        job -> {
                            begun.add(job.body());
                            goOn.await();
                        },
                        WorkerTerms.usual().grace(LONG));
        Eventually.passes(() -> assertThat(begun).containsExactly("a"));

        run.worker.stop();
        Eventually.passes(() -> assertThat(run.worker.report().running()).isEqualTo(1));
        assertThat(run.ended).isNotDone();
        goOn.countDown();

        assertThat(run.ended.join()).isEqualTo(Ended.STOPPED);
        assertThat(queue.told()).containsExactly("done a");
    }

    @Test
    void interruptsAJobThatTakesTooLongAndGivesItBack() {
        queue.with("a");
        Run run =
                run(
                        job -> {
                            begun.add(job.body());
                            new CountDownLatch(1).await();
                        },
                        WorkerTerms.usual().grace(Duration.ZERO));
        Eventually.passes(() -> assertThat(begun).containsExactly("a"));

        run.worker.stop();

        assertThat(run.ended.join()).isEqualTo(Ended.STOPPED);
        assertThat(queue.told()).containsExactly("gave back a");
        assertThat(run.worker.report().givenBack()).isEqualTo(1);
    }

    @Test
    void aJobThatEndsWellThoughItWasInterruptedIsDone() {
        queue.with("a");
        Run run =
                run(
                        job -> {
                            begun.add(job.body());
                            try {
                                new CountDownLatch(1).await();
                            } catch (InterruptedException e) {
                                begun.add("saved");
                            }
                        },
                        WorkerTerms.usual().grace(Duration.ZERO));
        Eventually.passes(() -> assertThat(begun).containsExactly("a"));

        run.worker.stop();

        assertThat(run.ended.join()).isEqualTo(Ended.STOPPED);
        assertThat(begun).containsExactly("a", "saved");
        assertThat(queue.told()).containsExactly("done a");
    }

    @Test
    void givesBackAJobThatDoesNotEvenEndWhenItIsInterrupted() {
        queue.with("a");
        CountDownLatch goOn = new CountDownLatch(1);
        Run run =
                run(
                        job -> {
                            begun.add(job.body());
                            awaitDeaf(goOn);
                        },
                        WorkerTerms.usual().grace(Duration.ZERO));
        Eventually.passes(() -> assertThat(begun).containsExactly("a"));

        run.worker.stop();
        assertThat(run.ended.join()).isEqualTo(Ended.STOPPED);
        goOn.countDown();

        Eventually.passes(() -> assertThat(run.worker.report().running()).isZero());
        assertThat(queue.told()).containsExactly("gave back a");
    }

    @Test
    void asksBeforeEachJob() {
        queue.with("a", "b", "c", "d", "e");
        try (RealPace pace = RealPace.with(directory, "limits: [{rate: 20/s}]")) {
            long start = System.nanoTime();

            try (Run run = run(_ -> {}, WorkerTerms.usual().concurrency(5).paced(pace.pace()))) {
                Eventually.passes(() -> assertThat(run.worker.report().done()).isEqualTo(5));
            }

            assertThat(Duration.ofNanos(System.nanoTime() - start))
                    .isGreaterThanOrEqualTo(Duration.ofMillis(200));
            assertThat(pace.report().passed()).isEqualTo(5);
        }
    }

    @Test
    void givesBackWhatWaitsForItsTurnWhenItIsToldToStop() {
        queue.with("a", "b", "c");
        try (RealPace pace = RealPace.with(directory, "limits: [{rate: 1/m}]\n  wait: 1h")) {
            Run run =
                    run(
                            job -> begun.add(job.body()),
                            WorkerTerms.usual().concurrency(3).paced(pace.pace()));
            Eventually.passes(() -> assertThat(run.worker.report().waiting()).isEqualTo(2));
            Eventually.passes(() -> assertThat(pace.report().inLine()).isEqualTo(2));
            Eventually.passes(() -> assertThat(begun).hasSize(1));

            run.worker.stop();

            assertThat(run.ended.join()).isEqualTo(Ended.STOPPED);
            assertThat(begun).hasSize(1);
            assertThat(queue.told()).filteredOn(told -> told.startsWith("gave back")).hasSize(2);
            Eventually.passes(() -> assertThat(pace.report().inLine()).isZero());
        }
    }

    @Test
    void saysOfEachJobWhatItsHeadersSay() {
        queue.with(sentBy("a")).with(sentBy("a")).with(sentBy("b"));
        try (RealPace pace =
                RealPace.with(directory, "limits: [{rate: 1/h, by: {header: x-sender}}]")) {
            try (Run run =
                    run(
                            job -> begun.add(job.header("x-sender").orElse("")),
                            WorkerTerms.usual()
                                    .concurrency(3)
                                    .paced(pace.pace().handingOn("X-Sender")))) {
                Eventually.passes(() -> assertThat(run.worker.report().done()).isEqualTo(2));
            }
        }

        assertThat(begun).containsExactlyInAnyOrder("a", "b");
    }

    @Test
    void renewsWhatRunsLongAndSaysWhenItIsDone() {
        queue.with("a");
        CountDownLatch goOn = new CountDownLatch(1);
        try (RealPace pace =
                RealPace.with(directory, "inFlight: {atMost: 1, lease: 1s}\n  wait: 1h")) {
            try (Run run = run(_ -> goOn.await(), WorkerTerms.usual().paced(pace.pace()))) {
                Eventually.passes(() -> assertThat(run.worker.report().running()).isEqualTo(1));
                queue.with("b");
                long start = System.nanoTime();
                Eventually.passes(
                        () -> assertThat(System.nanoTime() - start).isGreaterThan(2_500_000_000L));

                assertThat(pace.report().leasesEnded()).isZero();
                goOn.countDown();

                Eventually.passes(() -> assertThat(run.worker.report().done()).isEqualTo(2));
            }
            assertThat(pace.report().jobs().orElseThrow().running()).isZero();
        }
    }

    @Test
    void endsBetweenJobsWhenItIsOld() {
        queue.with("a");
        CountDownLatch goOn = new CountDownLatch(1);
        Run run =
                run(
                        _ -> goOn.await(),
                        WorkerTerms.usual()
                                .grace(Duration.ZERO)
                                .recycled(Recycling.after(Duration.ofHours(1))));
        Eventually.passes(() -> assertThat(run.worker.report().running()).isEqualTo(1));

        later.set(Duration.ofHours(2).toNanos());
        Eventually.passes(() -> assertThat(run.worker.isClosing()).isTrue());
        assertThat(run.ended).isNotDone();
        goOn.countDown();

        assertThat(run.ended.join()).isEqualTo(Ended.RECYCLED);
        assertThat(queue.told()).containsExactly("done a");
    }

    @Test
    void comesBackToAQueueThatWasAway() {
        queue.away(true);
        try (Run run = run(_ -> {}, WorkerTerms.usual())) {
            Eventually.passes(() -> assertThat(queue.takes()).isGreaterThan(1));
            queue.away(false);
            queue.with("a");

            Eventually.passes(() -> assertThat(run.worker.report().done()).isEqualTo(1));
        }

        assertThat(queue.takes()).as("no busy loop").isLessThan(100);
    }

    @Test
    void countsWhatTheQueueCouldNotBeTold() {
        queue.with("a");
        try (Run run = run(_ -> queue.away(true), WorkerTerms.usual())) {
            Eventually.passes(() -> assertThat(run.worker.report().untold()).isEqualTo(1));
            queue.away(false);
        }

        assertThat(queue.told()).isEmpty();
    }

    @Test
    void tellsHowFarBehindItIs() {
        queue.with(new Job<>("a", Map.of(), Optional.of(Instant.EPOCH.plusSeconds(58)), false));
        CountDownLatch goOn = new CountDownLatch(1);
        try (Run run = run(_ -> goOn.await(), WorkerTerms.usual())) {
            Eventually.passes(
                    () -> assertThat(run.worker.report().lag()).isEqualTo(Duration.ofSeconds(42)));
            goOn.countDown();

            Eventually.passes(() -> assertThat(run.worker.report().lag()).isZero());
        }
    }

    @Test
    void handsTheTraceOn() {
        String parent = "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01";
        queue.with(new Job<>("a", Map.of("traceparent", parent), Optional.empty(), false));
        AtomicReference<Trace> seen = new AtomicReference<>();

        try (Run run = run(_ -> seen.set(Trace.CURRENT.get()), WorkerTerms.usual())) {
            Eventually.passes(() -> assertThat(run.worker.report().done()).isEqualTo(1));
        }

        assertThat(seen.get().traceId()).isEqualTo("0af7651916cd43dd8448eb211c80319c");
        assertThat(seen.get().spanId()).isNotEqualTo("b7ad6b7169203331");
    }

    private static Job<String> sentBy(String sender) {
        return new Job<>(sender, Map.of("x-sender", sender), Optional.empty(), false);
    }

    private static void awaitDeaf(CountDownLatch latch) {
        while (latch.getCount() > 0) {
            try {
                latch.await();
            } catch (InterruptedException deaf) {
                // it does not listen
            }
        }
    }

    private Run run(Work<String> work, WorkerTerms terms) {
        Worker<String> worker = new Worker<>(queue, work, terms, surroundings);
        CompletableFuture<Ended> ended = new CompletableFuture<>();
        Thread.ofVirtual().start(() -> ended.complete(worker.run()));
        return new Run(worker, ended);
    }

    private record Run(Worker<String> worker, CompletableFuture<Ended> ended)
            implements AutoCloseable {
        @Override
        public void close() {
            worker.stop();
            assertThat(ended.join()).isEqualTo(Ended.STOPPED);
        }
    }
}
