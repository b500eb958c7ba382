package dev.kiban.worker.dbscheduler;

import com.github.kagkarlsson.scheduler.Scheduler;
import com.github.kagkarlsson.scheduler.task.TaskDescriptor;
import com.github.kagkarlsson.scheduler.task.helper.Tasks;
import dev.kiban.worker.Ink;
import dev.kiban.worker.Worker;
import dev.kiban.worker.WorkerTerms;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.locks.LockSupport;

/// A program that a test ends: each execution takes some milliseconds, and leaves a line.
///
/// Arguments: the folder of a database, a task, a file, and a grace in seconds.
final class InkTasks {
    static final int CONCURRENCY = 8;
    private static final long MILLIS = 3;

    private InkTasks() {}

    static void main(String[] arguments) {
        Ink ink = new Ink(Path.of(arguments[2]));
        Duration grace = Duration.ofSeconds(Long.parseLong(arguments[3]));
        var task =
                Tasks.oneTime(TaskDescriptor.of(arguments[1]))
                        .execute((_, _) -> LockSupport.parkNanos(MILLIS * 1_000_000));
        try (TaskTable table = TaskTable.in(Path.of(arguments[0]))) {
            DueTasks due =
                    DueTasks.of(
                            Scheduler.create(table.source(), task)
                                    .pollUsingLockAndFetch(0.5, 2.0)
                                    .pollingInterval(Duration.ofMillis(50))
                                    .heartbeatInterval(Duration.ofMillis(500))
                                    .missedHeartbeatsLimit(4),
                            CONCURRENCY);
            new Worker<>(
                            due,
                            job -> {
                                job.body().run();
                                ink.write(job, job.body().instance().getId());
                                if (grace.isZero()) {
                                    Thread.sleep(20 * MILLIS); // which is cut short
                                }
                            },
                            WorkerTerms.usual().concurrency(CONCURRENCY).grace(grace))
                    .runUntilTerminated();
        }
    }
}
