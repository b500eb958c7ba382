package dev.kiban.app.command;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class KibanTest {

    @Test
    void saysItsVersion() {
        CommandLineRun run = CommandLineRun.of("--version");

        assertThat(run.exit()).isZero();
        assertThat(run.out()).matches("kiban \\d+\\.\\d+\\.\\d+(-SNAPSHOT)?\\R");
    }

    @Test
    void helpsWithExamples() {
        CommandLineRun run = CommandLineRun.of("--help");

        assertThat(run.exit()).isZero();
        assertThat(run.out()).contains("Usage: kiban", "check", "Examples:");
    }

    @Test
    void withoutACommandSaysWhichThereAre() {
        CommandLineRun run = CommandLineRun.of();

        assertThat(run.exit()).isEqualTo(2);
        assertThat(run.err()).contains("Missing required subcommand", "Usage: kiban", "check");
    }

    @Test
    void anUnknownCommandIsAUsageErrorWithTheNearestOne() {
        CommandLineRun run = CommandLineRun.of("chek");

        assertThat(run.exit()).isEqualTo(2);
        assertThat(run.err()).contains("chek", "Did you mean: kiban check");
    }
}
