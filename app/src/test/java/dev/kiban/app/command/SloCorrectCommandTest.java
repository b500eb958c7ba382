package dev.kiban.app.command;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kiban.runtime.sql.EmbeddedPostgres;
import java.nio.file.Path;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Arrays;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SloCorrectCommandTest {
    private final Instant hour = Instant.now().truncatedTo(ChronoUnit.HOURS);
    private final String before = hour.minus(1, ChronoUnit.HOURS).toString();
    private final String now = hour.toString();

    @TempDir private Path folder;

    @Test
    void correctsATimeAndUndoesIt() {
        try (EmbeddedPostgres _ = EmbeddedPostgres.start(folder)) {
            CommandLineRun corrected = correct("item", "availability", before, now);
            CommandLineRun undone = slo("undo", "item", "availability", "1");
            CommandLineRun twice = slo("undo", "item", "availability", "1");
            CommandLineRun events =
                    CommandLineRun.of("ledger", "search", "--kind=slo", "--data=" + folder);

            assertThat(corrected.err()).isEmpty();
            assertThat(corrected.out())
                    .isEqualTo(
                            "item availability counts as good from %s to %s, correction 1%n"
                                    .formatted(before, now));
            assertThat(undone.out()).isEqualTo("correction 1 is undone, event 2\n");
            assertThat(twice.exit()).isEqualTo(1);
            assertThat(twice.err()).isEqualTo("item availability has no correction 1\n");
            assertThat(events.out())
                    .contains("slo.correction.undone", "correction 1 is undone", "slo.corrected");
        }
    }

    @Test
    void saysWhatCannotBeCorrected() {
        assertThat(correct("item", "x", before, now))
                .satisfies(run -> assertThat(run.exit()).isEqualTo(2))
                .satisfies(
                        run ->
                                assertThat(run.err())
                                        .contains("there is no SLO 'x' of a service 'item' in "));
        assertThat(correct("item", "availability", now, before).err())
                .contains("a correction ends after it starts");
        assertThat(correct("item", "availability", "2020-01-01T00:00:00Z", now).err())
                .contains("counts are kept for 400 days");
    }

    private CommandLineRun correct(String service, String slo, String from, String to) {
        return slo("correct", service, slo, "--from=" + from, "--to=" + to, "--reason=it moved");
    }

    private CommandLineRun slo(String... args) {
        return CommandLineRun.of(
                Stream.of(
                                new String[] {"slo"},
                                args,
                                new String[] {
                                    "--definitions=../examples/flea-market", "--data=" + folder
                                })
                        .flatMap(Arrays::stream)
                        .toArray(String[]::new));
    }
}
