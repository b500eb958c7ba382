package dev.kiban.worker;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kiban.testkit.Eventually;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/// A worker in a process of its own, with the classes of these tests.
public final class WorkerProcess implements AutoCloseable {
    private static final int SIGTERM = 143;

    private final Process process;

    private WorkerProcess(Process process) {
        this.process = process;
    }

    /// It ends after some minutes, whatever becomes of the test.
    ///
    /// @param output what it says
    public static WorkerProcess start(Path output, Class<?> program, Object... arguments)
            throws IOException {
        List<String> command = new ArrayList<>(List.of("timeout", "-k", "5", "4m"));
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(List.of("-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1", "-Xmx128m"));
        command.addAll(List.of("-cp", System.getProperty("java.class.path"), program.getName()));
        for (Object argument : arguments) {
            command.add(String.valueOf(argument));
        }
        return new WorkerProcess(
                new ProcessBuilder(command)
                        .redirectErrorStream(true)
                        .redirectOutput(ProcessBuilder.Redirect.appendTo(output.toFile()))
                        .start());
    }

    /// What Kubernetes does first. Returns when it has ended.
    public void terminate() throws InterruptedException {
        java().destroy();
        assertThat(process.waitFor(40, TimeUnit.SECONDS)).as("it ends when it should").isTrue();
        assertThat(process.exitValue()).isEqualTo(SIGTERM);
    }

    /// No goodbye.
    public void kill() throws InterruptedException {
        java().destroyForcibly();
        assertThat(process.waitFor(10, TimeUnit.SECONDS)).isTrue();
    }

    @Override
    public void close() {
        process.descendants().forEach(ProcessHandle::destroyForcibly);
        process.destroyForcibly();
    }

    private ProcessHandle java() {
        Eventually.passes(() -> assertThat(process.children().count()).isEqualTo(1));
        return process.children().findFirst().orElseThrow();
    }
}
