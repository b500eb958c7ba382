package dev.kiban.runtime.lifecycle;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kiban.runtime.telemetry.log.Log;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class ShutdownTest {
    private static final Duration LONG = Duration.ofSeconds(20);

    private final List<String> lines = new CopyOnWriteArrayList<>();
    private final List<String> ran = new CopyOnWriteArrayList<>();
    private final Shutdown shutdown = new Shutdown(Log.to(lines::add));

    @Test
    void closesLastWhatWasOpenedFirst() {
        shutdown.add("log", LONG, () -> ran.add("log"));
        shutdown.add("server", LONG, () -> ran.add("server"));

        shutdown.run();

        assertThat(ran).containsExactly("server", "log");
        assertThat(lines).isEmpty();
    }

    @Test
    void runsOnce() {
        shutdown.add("log", LONG, () -> ran.add("log"));

        shutdown.run();
        shutdown.run();

        assertThat(ran).hasSize(1);
    }

    @Test
    void leavesBehindAStepThatIsStuck() {
        CountDownLatch never = new CountDownLatch(1);
        shutdown.add("log", LONG, () -> ran.add("log"));
        shutdown.add("server", Duration.ofMillis(10), () -> awaitQuietly(never));

        shutdown.run();

        assertThat(ran).containsExactly("log");
        assertThat(lines).singleElement().asString().contains("left behind step=server");
        never.countDown();
    }

    @Test
    void goesOnAfterAStepThatFails() {
        shutdown.add("log", LONG, () -> ran.add("log"));
        shutdown.add(
                "server",
                LONG,
                () -> {
                    throw new IllegalStateException("boom");
                });

        shutdown.run();

        assertThat(ran).containsExactly("log");
        assertThat(lines).singleElement().asString().contains("failed step=server", "boom");
    }

    @Test
    void runsTheStepsOnSigterm() throws Exception {
        Process process = start("quick");
        try (BufferedReader output = process.inputReader()) {
            assertThat(output.readLine()).isEqualTo("up");

            process.toHandle()
                    .destroy(); // SIGTERM; Process.destroy() would close our end of the pipe

            assertThat(output.readLine()).isEqualTo("closed");
            assertThat(process.waitFor(20, TimeUnit.SECONDS)).isTrue();
        } finally {
            process.destroyForcibly();
        }
    }

    @Test
    void endsAtOnceOnASecondSigtermWithAllItHasStarted() throws Exception {
        Process process = start("stuck");
        try (BufferedReader output = process.inputReader()) {
            assertThat(output.readLine()).isEqualTo("up");
            ProcessHandle child = process.children().findFirst().orElseThrow();
            process.toHandle().destroy();
            assertThat(output.readLine()).isEqualTo("closing");

            process.toHandle().destroy();

            assertThat(process.waitFor(20, TimeUnit.SECONDS)).isTrue();
            assertThat(process.exitValue()).isEqualTo(128 + 15);
            child.onExit().get(20, TimeUnit.SECONDS);
        } finally {
            process.destroyForcibly();
        }
    }

    private static Process start(String mode) throws IOException {
        String java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
        return new ProcessBuilder(
                        java,
                        "-XX:TieredStopAtLevel=1",
                        "-cp",
                        System.getProperty("java.class.path"),
                        Victim.class.getName(),
                        mode)
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
    }

    private static void awaitQuietly(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /// A program with a child, that waits for its end, and then closes quickly or never.
    static final class Victim {
        private Victim() {}

        @SuppressWarnings("SystemOut") // how the test hears of it
        public static void main(String[] arguments) throws IOException, InterruptedException {
            if (arguments[0].equals("stuck")) {
                new ProcessBuilder("tail", "-f", "/dev/null").start(); // ends if it is made to
            }
            CountDownLatch never = new CountDownLatch(1);
            Shutdown shutdown = new Shutdown(Log.of(Victim.class));
            shutdown.add(
                    "only",
                    Duration.ofMinutes(5),
                    () -> {
                        if (arguments[0].equals("stuck")) {
                            System.out.println("closing");
                            awaitQuietly(never);
                        }
                        System.out.println("closed");
                    });
            shutdown.onExit();
            System.out.println("up");
            never.await();
        }
    }
}
