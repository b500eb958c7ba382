package dev.kiban.app.command;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kiban.runtime.sql.EmbeddedPostgres;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SloLookBackCommandTest {
    @TempDir private Path folder;

    @Test
    void looksBackAtAQuarterThatNobodyMeasured() {
        try (EmbeddedPostgres _ = EmbeddedPostgres.start(folder)) {
            CommandLineRun text = lookBack("item", "--quarter=2025Q3", "--zone=Asia/Tokyo");
            CommandLineRun json = lookBack("item", "--quarter=2025Q3", "--format=json");

            assertThat(text.err()).isEmpty();
            assertThat(text.out())
                    .startsWith("Asia/Tokyo in 2025Q3\n")
                    .contains(
                            "item availability: unknown of the quarter's budget is spent, 0.0% measured\n");
            assertThat(json.out())
                    .contains(
                            "\"quarter\": \"2025Q3\"",
                            "\"end\": \"2025-10-01T00:00:00Z\"",
                            "\"cause\": \"unattributed\"");
        }
    }

    @Test
    void saysWhatThereIsNot() {
        assertThat(lookBack("nobody").exit()).isEqualTo(2);
        assertThat(lookBack("nobody").err()).contains("there is no SLO of a service 'nobody' in ");
        assertThat(lookBack("item", "--quarter=2026Q5").exit()).isEqualTo(2);
        assertThat(lookBack("item", "--quarter=2026Q5").err())
                .contains("'2026Q5' is no quarter: write it like 2026Q3");
    }

    private CommandLineRun lookBack(String service, String... more) {
        String[] args = new String[5 + more.length];
        args[0] = "slo";
        args[1] = "look-back";
        args[2] = service;
        args[3] = "--definitions=../examples/flea-market";
        args[4] = "--data=" + folder;
        System.arraycopy(more, 0, args, 5, more.length);
        return CommandLineRun.of(args);
    }
}
