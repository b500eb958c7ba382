package dev.kiban.console.web;

import static dev.kiban.console.web.Reading.found;
import static org.assertj.core.api.Assertions.assertThat;

import dev.kiban.console.FakeEntrance;
import dev.kiban.console.FakePorts;
import dev.kiban.console.FakeRuns;
import dev.kiban.console.Runs;
import dev.kiban.runtime.telemetry.log.Log;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class RunsPageTest {
    private Runs runs = FakeRuns::everyState;
    private final ConsoleServer console =
            ConsoleServer.start(
                    Listening.here(0),
                    FakePorts.withRuns(() -> runs.newest()),
                    FakeEntrance.STRANGERS,
                    Log.of(RunsPageTest.class));
    private final Reading reading = new Reading(console);

    @AfterEach
    void close() {
        reading.close();
        console.close();
    }

    @Test
    void drawsEachJobOnATimeLine() {
        String page = reading.page("/runs?last=1h");

        assertThat(page).contains("Time line of sync: 12 runs", "Time line of nightly-report: 1");
        assertThat(found(page, "<rect class=\"(failed|lost|running)\""))
                .containsExactlyInAnyOrder("failed", "lost", "running");
        assertThat(page).contains("Failed, <script".replace("<", "&lt;"));
    }

    @Test
    void showsLongerTimes() {
        assertThat(reading.page("/runs")).containsPattern("Time line of sync: 28[0-9] runs");
    }

    @Test
    void listsTheNewest() {
        String page = reading.page("/runs");

        assertThat(found(page, "<th scope=\"row\">(nightly-report|sync)")).hasSize(50);
        assertThat(page).contains("1 min 20 s", "2026-11-21T03:00:00Z", "batch-1 pid 4711");
    }

    @Test
    void saysThatThereMayBeMore() {
        assertThat(reading.page("/runs")).doesNotContain("Only the newest");
        runs = () -> Optional.of(Collections.nCopies(500, FakeRuns.everyState().get().getFirst()));

        assertThat(reading.page("/runs")).contains("Only the newest 500 runs are shown.");
    }

    @Test
    void saysThatNothingRan() {
        runs = () -> Optional.of(List.of());
        assertThat(reading.page("/runs")).contains("No job was run yet.");

        runs = Optional::empty;
        assertThat(reading.page("/runs")).contains("Runs cannot be read now.");
    }
}
