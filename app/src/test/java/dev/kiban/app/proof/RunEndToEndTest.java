package dev.kiban.app.proof;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.kiban.testkit.Eventually;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIf;
import org.junit.jupiter.api.io.TempDir;

/// `kiban run` as processes, before a real gateway and a real database.
final class RunEndToEndTest {
    private static final int PATIENCE_SECONDS = 60;

    @TempDir private static Path directory;

    private static RunStage stage;
    private static GatewayProcess gateway;

    @BeforeAll
    static void start() throws IOException {
        stage = RunStage.in(directory);
        gateway = stage.startGateway("counts");
    }

    @AfterAll
    static void stop() {
        gateway.close();
        stage.close();
    }

    @Test
    void runsASlotOnceAndPassesOnWhatTheCommandSays() {
        String script = "echo fence $KIBAN_FENCE of $KIBAN_JOB $KIBAN_SLOT; exit 3";

        Ended first = run("--lock=nightly", "--slot=2026-11-21T03:00Z", "--", "sh", "-c", script);
        Ended second =
                run("--lock=nightly", "--slot=2026-11-21T12:00+09:00", "--", "sh", "-c", script);
        Ended next = run("--lock=nightly", "--slot=2026-11-22T03:00Z", "--", "sh", "-c", script);

        assertThat(first).isEqualTo(new Ended(3, "fence 1 of nightly 2026-11-21T03:00:00Z\n"));
        assertThat(second.exit()).isEqualTo(70);
        assertThat(second.output()).contains("not run, as this slot was run before", "failed");
        assertThat(next).isEqualTo(new Ended(3, "fence 2 of nightly 2026-11-22T03:00:00Z\n"));
        assertThat(told("shop-team/nightly"))
                .containsExactly(
                        "run.began shop-team/nightly 2026-11-21T03:00:00Z began",
                        "run.ended shop-team/nightly 2026-11-21T03:00:00Z failed with 3 after 0 s",
                        "run.began shop-team/nightly 2026-11-22T03:00:00Z began",
                        "run.ended shop-team/nightly 2026-11-22T03:00:00Z failed with 3 after 0 s");
    }

    @Test
    void skipsFailsOrWaitsWhileAnotherOneRuns() throws IOException {
        Path gate = Files.createFile(directory.resolve("gate"));
        String waits = "while [ -e %s ]; do sleep 0.05; done".formatted(gate);
        Process first = begin("--lock=busy", "--", "sh", "-c", "echo in; " + waits);
        Eventually.passes(() -> assertThat(told("shop-team/busy")).isNotEmpty());

        Ended skipped = run("--lock=busy", "--", "echo", "too");
        Ended failed = run("--lock=busy", "--when-held=fail", "--", "echo", "too");
        Process waiting = begin("--lock=busy", "--when-held=wait", "--", "echo", "at last");
        Files.delete(gate);

        assertThat(skipped.exit()).isZero();
        assertThat(skipped.output()).contains("not run, as another one runs: run 1, running");
        assertThat(failed.exit()).isEqualTo(75);
        assertThat(ended(first)).isEqualTo(new Ended(0, "in\n"));
        assertThat(ended(waiting)).isEqualTo(new Ended(0, "at last\n"));
    }

    @Test
    void sendsSignalsOnAndKillsWhatDoesNotListen() {
        Process listens =
                begin(
                        "--lock=listens",
                        "--",
                        "sh",
                        "-c",
                        "trap 'echo bye; exit 9' TERM; echo in; while :; do sleep 0.05; done");
        Process deaf =
                begin(
                        "--lock=deaf",
                        "--grace=1s",
                        "--",
                        "sh",
                        "-c",
                        "trap '' TERM; while :; do sleep 0.05; done");
        Eventually.passes(() -> assertThat(told("shop-team/listens")).isNotEmpty());
        Eventually.passes(() -> assertThat(told("shop-team/deaf")).isNotEmpty());
        Eventually.passes(() -> assertThat(listens.descendants()).isNotEmpty());
        Eventually.passes(() -> assertThat(deaf.descendants()).isNotEmpty());

        listens.toHandle().destroy();
        deaf.toHandle().destroy();

        assertThat(ended(listens).output()).contains("bye");
        assertThat(listens.exitValue()).isEqualTo(9);
        assertThat(ended(deaf).exit()).isEqualTo(128 + 9);
        assertThat(told("shop-team/deaf")).last().asString().contains("failed with 137");
    }

    @Test
    void losesARunWhoseClientIsKilledAndEndsItsCommand() {
        Process killed = begin("--lock=killed", "--slot=three", "--lease=3s", "--", "sleep", "60");
        Eventually.passes(() -> assertThat(killed.descendants()).isNotEmpty());
        List<ProcessHandle> family = killed.descendants().toList();

        killed.destroyForcibly();

        Eventually.passes(() -> assertThat(family).noneMatch(ProcessHandle::isAlive));
        assertThat(run("--lock=killed", "--slot=four", "--when-held=wait", "--", "true").exit())
                .isZero();
        assertThat(run("--lock=killed", "--slot=three", "--", "true").exit()).isEqualTo(70);
        assertThat(run("--lock=killed", "--slot=three", "--retry-failed", "--", "true").exit())
                .isZero();
        Eventually.passes(
                () ->
                        assertThat(told("shop-team/killed"))
                                .anyMatch(line -> line.contains("three was lost")));
    }

    /// Its sentry does not stand still with it.
    @Test
    @EnabledIf("hasSetpriv")
    void killsTheCommandOfAClientThatStandsStill() {
        Process still = begin("--lock=still", "--slot=one", "--lease=3s", "--", "sleep", "60");
        Eventually.passes(() -> assertThat(still.descendants().filter(sleeps("60"))).isNotEmpty());
        Eventually.passes(
                () -> assertThat(still.descendants().filter(sleeps("2[.].*"))).isNotEmpty());
        ProcessHandle command = still.descendants().filter(sleeps("60")).findFirst().orElseThrow();

        RunStage.signal(still.pid(), "STOP");
        Ended next = run("--lock=still", "--slot=two", "--when-held=wait", "--", "true");
        boolean ran = command.info().command().isPresent(); // of one that is dead, nothing is known
        RunStage.signal(still.pid(), "CONT");

        assertThat(next.exit()).isZero();
        assertThat(ran).isFalse();
        assertThat(ended(still).exit()).isEqualTo(74);
    }

    private static Predicate<ProcessHandle> sleeps(String time) {
        return process ->
                process.info().command().filter(one -> one.endsWith("sleep")).isPresent()
                        && Stream.of(process.info().arguments().orElse(new String[0]))
                                .anyMatch(argument -> argument.matches(time));
    }

    static boolean hasSetpriv() {
        return Files.isExecutable(Path.of("/usr/bin/setpriv"));
    }

    @Test
    void stopsTheCommandWhenTheLeaseCannotBeRenewed() {
        try (GatewayProcess other = stage.startGateway("other-counts")) {
            Process run = beginAt(other.console(), "--lock=cut", "--lease=6s", "--", "sleep", "60");
            Eventually.passes(() -> assertThat(run.descendants()).isNotEmpty());

            RunStage.signal(other.pid(), "STOP");
            Ended ended = ended(run);
            RunStage.signal(other.pid(), "CONT");

            assertThat(ended.exit()).isEqualTo(74);
            assertThat(ended.output()).contains("its lease cannot be renewed: it is ");
        }
    }

    @Test
    void refusesWithoutAnybodyWhoCanTellUnlessThatIsSaid() {
        String nobody = "http://localhost:1";

        Ended refused = ended(beginAt(nobody, "--lock=alone", "--", "echo", "in"));
        Ended ran =
                ended(
                        beginAt(
                                nobody,
                                "--lock=alone",
                                "--without-store=run",
                                "--",
                                "sh",
                                "-c",
                                "echo in ${KIBAN_FENCE-without}"));

        assertThat(refused.exit()).isEqualTo(69);
        assertThat(refused.output()).contains("nobody can tell whether another one runs");
        assertThat(ran.exit()).isZero();
        assertThat(ran.output()).contains("in without");
    }

    /// How a command ended, and what it wrote.
    private record Ended(int exit, String output) {}

    private static Ended run(String... arguments) {
        return ended(begin(arguments));
    }

    private static Process begin(String... arguments) {
        return beginAt(gateway.console(), arguments);
    }

    private static Process beginAt(String api, String... arguments) {
        return stage.run(api, arguments);
    }

    private static Ended ended(Process process) {
        try {
            String output = new String(process.getInputStream().readAllBytes(), UTF_8);
            assertThat(process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS)).isTrue();
            return new Ended(process.exitValue(), output);
        } catch (IOException | InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    private static List<String> told(String job) {
        return stage.told(job);
    }
}
