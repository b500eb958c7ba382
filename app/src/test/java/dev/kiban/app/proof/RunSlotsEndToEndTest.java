package dev.kiban.app.proof;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kiban.testkit.Eventually;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Two environments with a crontab each, the same one: fifty slots, as processes, some of which are
/// killed and some of which stand still for longer than their lease.
final class RunSlotsEndToEndTest {
    private static final int SLOTS = 50;
    private static final long SEED = 20_261_123;
    private static final int PATIENCE_SECONDS = 60;

    /// What a job does: says that it begins, works, and says that it ends. What it says carries its
    /// fence, and goes to a store that refuses smaller ones than it has seen.
    private static final String JOB =
            """
            say() {
                echo "$1 $KIBAN_FENCE $KIBAN_SLOT" >> heard
                exec 9> lock; flock 9
                [ "$KIBAN_FENCE" -lt "$(cat fence)" ] && exit 1
                echo "$KIBAN_FENCE" > fence
                echo "$1 $KIBAN_FENCE $KIBAN_SLOT" >> store
                exec 9>&-
            }
            say begin; sleep PAUSE; say end
            """;

    @TempDir private Path directory;

    private enum Fault {
        NONE,
        KILLED,
        STANDS_STILL
    }

    /// A line of a log.
    private record Said(String what, long fence, String slot) {
        static Said read(String line) {
            String[] parts = line.split(" ", -1);
            return new Said(parts[0], Long.parseLong(parts[1]), parts[2]);
        }
    }

    @Test
    void runsEachSlotAtMostOnceAndNeverTwoAtATime() throws Exception {
        Path work = Files.createDirectories(directory.resolve("work"));
        Files.writeString(work.resolve("fence"), "0\n");
        Map<String, Fault> faults = new HashMap<>();
        List<Process> all = new ArrayList<>();
        try (RunStage stage = RunStage.in(directory);
                GatewayProcess old = stage.startGateway("old");
                GatewayProcess next = stage.startGateway("next");
                AutoCloseable _ = () -> endAll(all)) {
            Random random = new Random(SEED);
            List<ProcessHandle> still = List.of();
            for (int i = 0; i < SLOTS; i++) {
                String slot = "slot-%02d".formatted(i);
                Fault fault = fault(i);
                faults.put(slot, fault);
                List<Process> both =
                        List.of(
                                start(stage, old, work, slot, random),
                                start(stage, next, work, slot, random));
                all.addAll(both);
                List<ProcessHandle> stopped = act(stage, fault, both, work, slot);
                // Another one has run since: now the one of before goes on, and knows nothing.
                still.forEach(process -> RunStage.signal(process.pid(), "CONT"));
                still = stopped;
            }
            still.forEach(process -> RunStage.signal(process.pid(), "CONT"));
            for (Process process : all) {
                assertThat(process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS)).isTrue();
            }
        }

        List<Said> heard = read(work.resolve("heard"));
        List<Said> stored = read(work.resolve("store"));
        assertThat(begun(heard)).as("slots that were run").hasSizeGreaterThan(SLOTS - 5);
        assertThat(begun(heard)).as("each at most once").doesNotHaveDuplicates();
        assertThat(stored).extracting(Said::fence).as("fences only grow").isSorted();
        assertThat(overlaps(heard, faults)).as("two at a time").isEmpty();
    }

    /// Also if a check fails.
    private static void endAll(List<Process> processes) {
        processes.forEach(
                process -> {
                    process.descendants().forEach(ProcessHandle::destroyForcibly);
                    process.destroyForcibly();
                });
    }

    private static Fault fault(int slot) {
        return slot % 10 == 2 ? Fault.KILLED : slot % 20 == 4 ? Fault.STANDS_STILL : Fault.NONE;
    }

    /// Who stands still cannot know that its lease ended, and may say so when it wakes: for that
    /// there is the store. Of all others, none is heard once another one has begun.
    private static List<Said> overlaps(List<Said> heard, Map<String, Fault> faults) {
        Set<Long> begun = new HashSet<>();
        List<Said> late = new ArrayList<>();
        for (Said said : heard) {
            begun.add(said.fence());
            boolean another = begun.stream().anyMatch(fence -> fence > said.fence());
            if (another && faults.get(said.slot()) != Fault.STANDS_STILL) {
                late.add(said);
            }
        }
        return late;
    }

    private static List<String> begun(List<Said> heard) {
        return heard.stream().filter(said -> said.what().equals("begin")).map(Said::slot).toList();
    }

    private Process start(
            RunStage stage, GatewayProcess gateway, Path work, String slot, Random random) {
        return stage.run(
                gateway.console(),
                "--lock=slots",
                "--slot=" + slot,
                "--lease=3s",
                "--when-held=wait",
                "--wait=40s",
                "--",
                "sh",
                "-c",
                "cd " + work + "\n" + JOB.replace("PAUSE", "0." + (1 + random.nextInt(9))));
    }

    /// Does it to whoever runs the slot.
    ///
    /// @return processes that stand still
    private static List<ProcessHandle> act(
            RunStage stage, Fault fault, List<Process> both, Path work, String slot)
            throws InterruptedException {
        switch (fault) {
            case NONE ->
                    assertThat(both.getFirst().waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS))
                            .isTrue();
            case KILLED -> holder(both, work, slot).destroyForcibly();
            case STANDS_STILL -> {
                Process holder = holder(both, work, slot);
                List<ProcessHandle> family =
                        Stream.concat(Stream.of(holder.toHandle()), holder.descendants()).toList();
                family.forEach(process -> RunStage.signal(process.pid(), "STOP"));
                Eventually.passes(
                        () ->
                                assertThat(stage.told("shop-team/slots"))
                                        .anyMatch(line -> line.contains(slot + " was lost")));
                return family;
            }
        }
        return List.of();
    }

    /// The one whose command runs; any, if that has ended already.
    private static Process holder(List<Process> both, Path work, String slot) {
        Eventually.passes(
                () -> assertThat(work.resolve("heard")).content().contains(" " + slot + "\n"));
        return both.stream()
                .filter(process -> process.descendants().findAny().isPresent())
                .findFirst()
                .orElse(both.getFirst());
    }

    private static List<Said> read(Path log) throws IOException {
        return Files.readAllLines(log).stream().map(Said::read).toList();
    }
}
