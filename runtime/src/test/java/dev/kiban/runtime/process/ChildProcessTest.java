package dev.kiban.runtime.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.kiban.runtime.process.ChildProcess.Launch;
import dev.kiban.testkit.Eventually;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ChildProcessTest {
    private static final Duration LONG = Duration.ofSeconds(30);

    @TempDir private Path folder;

    private final List<String> output = new CopyOnWriteArrayList<>();
    private final List<ChildProcess> started = new ArrayList<>();

    @AfterEach
    void stopAll() throws InterruptedException {
        for (ChildProcess child : started) {
            child.stop(Duration.ZERO);
        }
    }

    @Test
    void handsOverWhatItWritesAndItsExitCode() throws Exception {
        ChildProcess child = sh("echo out; echo err >&2; printf 'no end'; exit 3");

        assertThat(child.awaitEnd()).isEqualTo(3);
        assertThat(output).containsExactlyInAnyOrder("out", "err", "no end");
        assertThat(child.isAlive()).isFalse();
    }

    @Test
    void keepsNoVirtualThreadWaitingForOutput() throws Exception {
        List<Thread> readers = new CopyOnWriteArrayList<>();
        Launch launch = new Launch(List.of("echo", "up"), folder);

        ChildProcess child = ChildProcess.start(launch, _ -> readers.add(Thread.currentThread()));
        started.add(child);
        child.awaitEnd();

        assertThat(readers).singleElement().matches(reader -> !reader.isVirtual());
    }

    @Test
    void runsInItsDirectoryWithNothingToRead() throws Exception {
        ChildProcess child = sh("pwd -P; cat");

        child.awaitEnd();

        assertThat(output).containsExactly(folder.toRealPath().toString());
    }

    @Test
    void passesArgumentsAsTheyAre() throws Exception {
        ChildProcess child = start("printf", "%s\\n", "two words", "$HOME", "'");

        child.awaitEnd();

        assertThat(output).containsExactly("two words", "$HOME", "'");
    }

    @Test
    void keepsTheLastLines() throws Exception {
        ChildProcess child = sh("i=0; while [ $i -lt 50 ]; do echo line $i; i=$((i+1)); done");

        child.awaitEnd();

        assertThat(child.lastLines())
                .hasSize(ChildProcess.LAST_LINES)
                .startsWith("line 30")
                .endsWith("line 49");
    }

    @Test
    void cutsLinesWithoutEndAndDropsControlCharacters() throws Exception {
        ChildProcess child =
                sh("head -c 10000 /dev/zero | tr '\\0' x; echo; printf 'a\\033[31mb\\r\\n'");

        child.awaitEnd();

        assertThat(output.get(0)).hasSize(Lines.MAX_LENGTH);
        assertThat(output.get(1)).hasSize(10_000 - Lines.MAX_LENGTH);
        assertThat(output.get(2)).isEqualTo("a[31mb");
    }

    @Test
    void doesNotHearInterruptsButEndsWhenAsked() throws Exception {
        ChildProcess child = sh("echo ready; kill -INT $$; echo still here; exec sleep 60");
        Eventually.passes(() -> assertThat(output).contains("still here"));

        child.stop(LONG);

        assertThat(child.awaitEnd()).isEqualTo(128 + 15);
    }

    @Test
    void makesThoseEndThatDoNotWantTo() throws Exception {
        ChildProcess child = sh("trap '' TERM; echo ready; while :; do sleep 0.05; done");
        Eventually.passes(() -> assertThat(output).contains("ready"));

        child.stop(Duration.ofMillis(20));

        assertThat(child.awaitEnd()).isEqualTo(128 + 9);
    }

    @Test
    void takesItsOwnChildrenWithIt() throws Exception {
        ChildProcess child = sh("sleep 60 & echo $!; wait");
        Eventually.passes(() -> assertThat(output).hasSize(1));
        long grandchild = Long.parseLong(output.getFirst());

        child.stop(LONG);

        Eventually.passes(() -> assertThat(ProcessHandle.of(grandchild)).isNotPresent());
    }

    @Test
    void saysWhenThereIsNoSuchProgram() throws Exception {
        ChildProcess child = start("no-such-program");

        assertThat(child.awaitEnd()).isEqualTo(ChildProcess.NO_SUCH_PROGRAM);
        assertThat(output.getFirst()).contains("no-such-program");
    }

    @Test
    void failsWhenThereIsNoSuchDirectory() {
        Launch launch = new Launch(List.of("ls"), folder.resolve("nowhere"));

        assertThatThrownBy(() -> ChildProcess.start(launch, output::add))
                .isInstanceOf(IOException.class);
    }

    private ChildProcess sh(String script) throws IOException {
        return start("sh", "-c", script);
    }

    private ChildProcess start(String... command) throws IOException {
        ChildProcess child = ChildProcess.start(new Launch(List.of(command), folder), output::add);
        started.add(child);
        return child;
    }
}
