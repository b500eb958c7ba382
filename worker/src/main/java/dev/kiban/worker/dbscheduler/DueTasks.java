package dev.kiban.worker.dbscheduler;

import com.github.kagkarlsson.scheduler.Scheduler;
import com.github.kagkarlsson.scheduler.SchedulerBuilder;
import com.github.kagkarlsson.scheduler.event.ExecutionChain;
import com.github.kagkarlsson.scheduler.task.CompletionHandler;
import com.github.kagkarlsson.scheduler.task.ExecutionContext;
import com.github.kagkarlsson.scheduler.task.TaskInstance;
import dev.kiban.worker.JobQueue;
import dev.kiban.worker.Taken;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;

/// The executions of a db-scheduler that are due.
///
/// ```java
/// DueTasks tasks =
///         DueTasks.of(Scheduler.create(dataSource, push).pollUsingLockAndFetch(0.5, 1.0), 8);
/// Worker<DueTask> worker =
///         new Worker<>(
///                 tasks, job -> job.body().run(), WorkerTerms.usual().concurrency(8));
/// ```
///
/// The scheduler polls, picks and keeps its heartbeats as ever; but each execution that it has
/// picked is handed to the worker, and waits there for its turn. One that is given back is due as
/// before. What its process does not finish because it was killed is found dead by another one,
/// after some missed heartbeats, and executed again: half an hour later as db-scheduler is set by
/// itself.
public final class DueTasks implements JobQueue<DueTask> {
    /// So long a thread of the scheduler takes to notice that no more are taken.
    private static final Duration OFFERING = Duration.ofMillis(200);

    /// The worker has waited for its jobs already.
    private static final Duration STOPPING = Duration.ofSeconds(2);

    private final Scheduler scheduler;
    private final Function<TaskInstance<?>, Map<String, String>> headers;
    private final SynchronousQueue<HandedOver> handover = new SynchronousQueue<>();
    private final Object starting = new Object();
    private boolean isStarted;
    private volatile boolean isStopping;

    private DueTasks(
            SchedulerBuilder scheduler,
            int threads,
            Function<TaskInstance<?>, Map<String, String>> headers) {
        this.headers = headers;
        this.scheduler =
                scheduler
                        .threads(threads)
                        .addExecutionInterceptor(this::handOver)
                        .shutdownMaxWait(STOPPING)
                        .build();
    }

    /// Of which nothing is said but what they are.
    ///
    /// @param threads as many as the worker has jobs in hand
    public static DueTasks of(SchedulerBuilder scheduler, int threads) {
        return of(scheduler, threads, _ -> Map.of());
    }

    /// @param headers what is said of a task, from its data for example: a `traceparent`, or what
    ///     the pace goes by. By names in lower case
    public static DueTasks of(
            SchedulerBuilder scheduler,
            int threads,
            Function<TaskInstance<?>, Map<String, String>> headers) {
        return new DueTasks(scheduler, threads, headers);
    }

    /// To schedule more with. It is started by the first take, and stopped with the worker.
    public Scheduler scheduler() {
        return scheduler;
    }

    @Override
    public Optional<Taken<DueTask>> take(Duration atMost) {
        start();
        try {
            return Optional.ofNullable(handover.poll(atMost.toNanos(), TimeUnit.NANOSECONDS));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return Optional.empty();
        }
    }

    @Override
    public void stopTaking() {
        isStopping = true;
        scheduler.pause();
    }

    @Override
    public void close() {
        isStopping = true;
        scheduler.stop();
    }

    private void start() {
        synchronized (starting) {
            if (!isStarted) {
                scheduler.start();
                isStarted = true;
            }
        }
    }

    /// In a thread of the scheduler: waits until the worker has done it.
    private CompletionHandler<?> handOver(
            TaskInstance<?> instance, ExecutionContext context, ExecutionChain chain) {
        HandedOver execution =
                new HandedOver(
                        instance,
                        context.getExecution(),
                        () -> chain.proceed(instance, context),
                        headers.apply(instance));
        try {
            while (!handover.offer(execution, OFFERING.toNanos(), TimeUnit.NANOSECONDS)) {
                if (isStopping) {
                    return execution.back();
                }
            }
            return execution.outcome();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return execution.back();
        }
    }
}
