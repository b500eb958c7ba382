package dev.kiban.fleamarket.push;

import com.github.kagkarlsson.scheduler.Scheduler;
import com.github.kagkarlsson.scheduler.SchedulerClient;
import com.github.kagkarlsson.scheduler.task.TaskDescriptor;
import com.github.kagkarlsson.scheduler.task.TaskInstance;
import com.github.kagkarlsson.scheduler.task.helper.OneTimeTask;
import com.github.kagkarlsson.scheduler.task.helper.Tasks;
import dev.kiban.worker.Pace;
import dev.kiban.worker.Worker;
import dev.kiban.worker.WorkerReport;
import dev.kiban.worker.WorkerTerms;
import dev.kiban.worker.dbscheduler.DueTask;
import dev.kiban.worker.dbscheduler.DueTasks;
import java.sql.SQLException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.stream.IntStream;

/// Sends what is in the queue, each message when the pace lets it.
final class PushWorker implements AutoCloseable {
    /// More than the database can bear: how many are sent at once is for the pace to say.
    static final int CONCURRENCY = 16;

    private static final TaskDescriptor<Void> PUSH = TaskDescriptor.of("push");
    private static final Duration POLLING = Duration.ofMillis(500);

    /// `kiban up` waits for ten seconds.
    private static final Duration GRACE = Duration.ofSeconds(5);

    private final PushDatabase database;
    private final SchedulerClient queue;
    private final InstantSource clock;
    private final Pulse pulse = new Pulse(System::nanoTime);
    private final Worker<DueTask> worker;
    private final Thread thread;

    PushWorker(PushDatabase database, Pace pace, InstantSource clock) {
        this.database = database;
        this.clock = clock;
        OneTimeTask<Void> push =
                Tasks.oneTime(PUSH).execute((instance, _) -> send(new Message(instance.getId())));
        DueTasks due =
                DueTasks.of(
                        Scheduler.create(database.source(), push)
                                .pollUsingLockAndFetch(0.5, 1.0)
                                .pollingInterval(POLLING),
                        CONCURRENCY);
        this.queue = due.scheduler();
        this.worker =
                new Worker<>(
                        due,
                        job -> job.body().run(),
                        WorkerTerms.usual().paced(pace).concurrency(CONCURRENCY).grace(GRACE));
        this.thread = Thread.ofPlatform().name("push worker").start(worker::run);
    }

    /// All messages of a campaign are due now.
    void enqueue(String campaign, int messages) {
        database.register(campaign);
        queue.scheduleBatch(
                IntStream.range(0, messages)
                        .<TaskInstance<?>>mapToObj(
                                number -> PUSH.instance(Message.of(campaign, number).id()).build()),
                clock.instant());
    }

    /// How long a push takes.
    double millis() {
        return pulse.millis();
    }

    WorkerReport report() {
        return worker.report();
    }

    /// Stops as a worker does.
    @Override
    public void close() {
        worker.stop();
        try {
            thread.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void send(Message message) {
        long since = System.nanoTime();
        try {
            database.send(message);
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        } finally {
            pulse.took(since);
        }
    }
}
