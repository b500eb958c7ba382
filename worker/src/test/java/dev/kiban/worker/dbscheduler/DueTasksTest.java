package dev.kiban.worker.dbscheduler;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.github.kagkarlsson.scheduler.Scheduler;
import com.github.kagkarlsson.scheduler.task.FailureHandler;
import com.github.kagkarlsson.scheduler.task.TaskDescriptor;
import com.github.kagkarlsson.scheduler.task.helper.OneTimeTask;
import com.github.kagkarlsson.scheduler.task.helper.Tasks;
import dev.kiban.runtime.sql.EmbeddedPostgres;
import dev.kiban.testkit.Eventually;
import dev.kiban.worker.Ink;
import dev.kiban.worker.RealPace;
import dev.kiban.worker.Taken;
import dev.kiban.worker.Worker;
import dev.kiban.worker.WorkerProcess;
import dev.kiban.worker.WorkerTerms;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Against a real PostgreSQL.
class DueTasksTest {
    private static final Duration SOON = Duration.ofSeconds(20);
    private static final int JOBS = 3_000;

    @TempDir private static Path folder;
    private static EmbeddedPostgres server;
    private static TaskTable table;

    @TempDir private Path files;
    private final List<String> executed = new CopyOnWriteArrayList<>();

    @BeforeAll
    static void start() throws Exception {
        server = EmbeddedPostgres.start(folder);
        table = TaskTable.in(folder);
        table.create();
    }

    @AfterAll
    static void stop() {
        table.close();
        server.close();
    }

    @Test
    void executesWhatIsDueWhenThePaceLetsIt() throws Exception {
        OneTimeTask<Void> task = task("paced");
        table.fill(TaskDescriptor.of("paced"), 6);

        try (RealPace pace = RealPace.with(files, "limits: [{rate: 20/s}]")) {
            Worker<DueTask> worker =
                    new Worker<>(
                            due(task, 3),
                            job -> job.body().run(),
                            WorkerTerms.usual().concurrency(3).paced(pace.pace()));
            Thread.ofVirtual().start(worker::run);
            Eventually.passes(() -> assertThat(worker.report().done()).isEqualTo(6));
            worker.stop();

            assertThat(pace.report().passed()).isEqualTo(6);
        }

        assertThat(executed).containsExactlyInAnyOrder("0", "1", "2", "3", "4", "5");
        assertThat(table.count("task_name = 'paced'")).isZero();
    }

    @Test
    void whatIsGivenBackIsDueAsBefore() throws Exception {
        OneTimeTask<Void> task = task("back");
        table.fill(TaskDescriptor.of("back"), 1);
        table.change(
                "UPDATE scheduled_tasks SET consecutive_failures = 2, last_failure = execution_time WHERE task_name = 'back'");
        String unchanged =
                """
                task_name = 'back' AND NOT picked AND consecutive_failures = 2
                AND last_failure = execution_time AND last_success IS NULL\
                """;
        assertThat(table.count(unchanged)).isEqualTo(1);

        try (DueTasks tasks = due(task, 1)) {
            Taken<DueTask> taken = tasks.take(SOON).orElseThrow();
            assertThat(table.count(unchanged)).isZero();
            tasks.stopTaking();
            taken.giveBack();

            assertThat(table.count(unchanged)).isEqualTo(1);
        }
        assertThat(executed).isEmpty();
        table.change("DELETE FROM scheduled_tasks");
    }

    @Test
    void whatWasPickedAndNotTakenIsDueAsBefore() throws Exception {
        OneTimeTask<Void> task = task("picked");
        table.fill(TaskDescriptor.of("picked"), 4);

        try (DueTasks tasks = due(task, 4)) {
            tasks.take(SOON).orElseThrow().giveBack();
            Eventually.passes(() -> assertThat(table.count("picked")).isGreaterThanOrEqualTo(3));
            tasks.stopTaking();
        }

        assertThat(table.count("NOT picked AND consecutive_failures = 0")).isEqualTo(4);
        table.change("DELETE FROM scheduled_tasks");
    }

    @Test
    void whatFailsIsTheTasksMatter() throws Exception {
        OneTimeTask<Void> task =
                Tasks.oneTime(TaskDescriptor.of("fails"))
                        .onFailure(
                                new FailureHandler.MaxRetriesFailureHandler<>(
                                        1,
                                        (complete, operations) ->
                                                operations.reschedule(complete, Instant.now())))
                        .execute(
                                (instance, _) -> {
                                    executed.add(instance.getId());
                                    throw new IllegalStateException("never");
                                });
        table.fill(TaskDescriptor.of("fails"), 1);

        Worker<DueTask> worker =
                new Worker<>(due(task, 1), job -> job.body().run(), WorkerTerms.usual());
        Thread.ofVirtual().start(worker::run);
        Eventually.passes(() -> assertThat(table.count("task_name = 'fails'")).isZero());
        worker.stop();

        assertThat(executed).containsExactly("0", "0");
        assertThat(worker.report().failed()).isEqualTo(2);
    }

    @Test
    void saysWhatItKnowsOfATask() throws Exception {
        OneTimeTask<Void> task = task("said");
        table.fill(TaskDescriptor.of("said"), 1);
        try (DueTasks tasks =
                DueTasks.of(
                        Scheduler.create(table.source(), task).pollingInterval(SOON),
                        1,
                        instance -> Map.of("x-sender", "shop-" + instance.getId()))) {
            Taken<DueTask> taken = tasks.take(SOON).orElseThrow();

            assertThat(taken.job().headers()).isEqualTo(Map.of("x-sender", "shop-0"));
            assertThat(taken.job().enqueuedAt().orElseThrow()).isBefore(Instant.now());
            assertThat(taken.job().again()).isFalse();
            assertThatThrownBy(taken::done).hasMessageContaining("was not run");
            taken.job().body().run();
            taken.done();
        }
        assertThat(table.count("task_name = 'said'")).isZero();
    }

    @Test
    void sigtermUnderLoadLosesNoneAndDoesNoneTwice() throws Exception {
        Ink ink = new Ink(files.resolve("ink"));
        table.fill(TaskDescriptor.of("term"), JOBS);

        for (int stops = 1; stops <= 4; stops++) {
            try (WorkerProcess worker = worker("term", ink, 20)) {
                awaitLines(ink, stops * JOBS / 6);
                worker.terminate();
            }
            assertThat(table.count("task_name = 'term' AND picked")).isZero();
        }
        finish("term", ink);

        assertThat(ink.lost(JOBS)).isZero();
        assertThat(ink.twice()).isEmpty();
    }

    @Test
    void killedUnderLoadItLosesNoneAndSaysWhatComesAgain() throws Exception {
        Ink ink = new Ink(files.resolve("ink"));
        table.fill(TaskDescriptor.of("kill"), JOBS);
        int kills = 4;

        for (int i = 1; i <= kills; i++) {
            try (WorkerProcess worker = worker("kill", ink, 20)) {
                awaitLines(ink, i * JOBS / 6);
                worker.kill();
            }
        }
        finish("kill", ink);

        assertThat(ink.lost(JOBS)).isZero();
        assertThat(ink.twice()).hasSizeLessThanOrEqualTo(kills * InkTasks.CONCURRENCY);
        assertThat(ink.again()).containsAll(ink.twice());
    }

    @Test
    void theCheckSeesAJobThatIsDoneTwice() throws Exception {
        Ink ink = new Ink(files.resolve("ink"));
        table.fill(TaskDescriptor.of("rash"), JOBS);

        try (WorkerProcess worker = worker("rash", ink, 0)) {
            awaitLines(ink, JOBS / 6);
            worker.terminate();
        }
        finish("rash", ink);

        assertThat(ink.lost(JOBS)).isZero();
        assertThat(ink.twice()).isNotEmpty();
    }

    /// Does what is left.
    private void finish(String task, Ink ink) throws Exception {
        try (WorkerProcess worker = worker(task, ink, 20)) {
            Eventually.passes(
                    () -> assertThat(table.count("task_name = '%s'".formatted(task))).isZero());
            worker.terminate();
        }
    }

    private WorkerProcess worker(String task, Ink ink, int grace) throws Exception {
        return WorkerProcess.start(
                files.resolve("output"), InkTasks.class, folder, task, ink.file(), grace);
    }

    private static void awaitLines(Ink ink, int many) {
        Eventually.passes(() -> assertThat(ink.lines()).isGreaterThan(many));
    }

    private OneTimeTask<Void> task(String name) {
        return Tasks.oneTime(TaskDescriptor.of(name))
                .execute((instance, _) -> executed.add(instance.getId()));
    }

    private static DueTasks due(OneTimeTask<Void> task, int threads) {
        return DueTasks.of(
                Scheduler.create(table.source(), task)
                        .pollUsingLockAndFetch(0.5, 1.0)
                        .pollingInterval(Duration.ofMillis(50)),
                threads);
    }
}
