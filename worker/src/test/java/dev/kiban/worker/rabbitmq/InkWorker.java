package dev.kiban.worker.rabbitmq;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.rabbitmq.client.ConnectionFactory;
import com.rabbitmq.client.Delivery;
import dev.kiban.worker.Ink;
import dev.kiban.worker.Job;
import dev.kiban.worker.JobQueue;
import dev.kiban.worker.Taken;
import dev.kiban.worker.Worker;
import dev.kiban.worker.WorkerTerms;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.locks.LockSupport;

/// A program that a test ends: each job takes some milliseconds, and leaves a line.
///
/// Arguments: a port, a queue, a file, and how it works: `well`, or wrongly.
final class InkWorker {
    static final int CONCURRENCY = 8;
    private static final long MILLIS = 3;

    private InkWorker() {}

    /// How it works.
    enum Manner {
        WELL,
        /// Says that a job is done before it is.
        ACKNOWLEDGES_FIRST,
        /// Does not wait for its jobs.
        HAS_NO_GRACE
    }

    static void main(String[] arguments) {
        ConnectionFactory factory = new ConnectionFactory();
        factory.setHost("127.0.0.1");
        factory.setPort(Integer.parseInt(arguments[0]));
        Ink ink = new Ink(Path.of(arguments[2]));
        Manner manner = Manner.valueOf(arguments[3]);
        JobQueue<Delivery> queue =
                RabbitQueue.of(factory, arguments[1], 2 * CONCURRENCY, WhenFailed.TRY_AGAIN);
        new Worker<>(
                        manner == Manner.ACKNOWLEDGES_FIRST ? new Hasty(queue) : queue,
                        job -> leave(job, ink, manner),
                        WorkerTerms.usual()
                                .concurrency(CONCURRENCY)
                                .grace(
                                        manner == Manner.HAS_NO_GRACE
                                                ? Duration.ZERO
                                                : Duration.ofSeconds(20)))
                .runUntilTerminated();
    }

    private static void leave(Job<Delivery> job, Ink ink, Manner manner)
            throws InterruptedException {
        String id = new String(job.body().getBody(), UTF_8);
        if (manner == Manner.HAS_NO_GRACE) {
            ink.write(job, id);
            Thread.sleep(20 * MILLIS); // which is cut short
        } else {
            LockSupport.parkNanos(MILLIS * 1_000_000);
            ink.write(job, id);
        }
    }

    /// A mistake that people make.
    private record Hasty(JobQueue<Delivery> queue) implements JobQueue<Delivery> {
        @Override
        public Optional<Taken<Delivery>> take(Duration atMost) {
            return queue.take(atMost)
                    .map(
                            taken -> {
                                taken.done();
                                return new Said(taken.job());
                            });
        }

        @Override
        public void stopTaking() {
            queue.stopTaking();
        }

        @Override
        public void close() {
            queue.close();
        }
    }

    private record Said(Job<Delivery> job) implements Taken<Delivery> {
        @Override
        public void done() {}

        @Override
        public void giveBack() {}
    }
}
