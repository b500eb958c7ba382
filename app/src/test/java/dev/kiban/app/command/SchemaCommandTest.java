package dev.kiban.app.command;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SchemaCommandTest {
    @TempDir private Path directory;

    @Test
    void printsTheSchemaOfAllKinds() {
        CommandLineRun run = CommandLineRun.of("schema");

        assertThat(run.exit()).isZero();
        assertThat(run.out())
                .startsWith("{\n  \"$schema\": \"https://json-schema.org/draft/2020-12/schema\",\n")
                .contains("\"enum\": [\"Team\", \"Service\", \"Gateway\", \"Pace\"]");
    }

    @Test
    void printsTheSchemaOfOneKind() {
        CommandLineRun run = CommandLineRun.of("schema", "--kind", "Team");

        assertThat(run.exit()).isZero();
        assertThat(run.out()).contains("\"TeamSpec\"").doesNotContain("\"ServiceSpec\"");
    }

    @Test
    void writesToAFile() throws IOException {
        Path file = directory.resolve("schema.json");

        CommandLineRun run = CommandLineRun.of("schema", "-o", file.toString());

        assertThat(run.exit()).isZero();
        assertThat(run.out()).isEmpty();
        assertThat(file).hasContent(CommandLineRun.of("schema").out());
        assertThat(Files.readString(file)).endsWith("}\n");
    }

    @Test
    void saysWhichFileCannotBeWritten() {
        Path file = directory.resolve("missing/schema.json");

        CommandLineRun run = CommandLineRun.of("schema", "-o", file.toString());

        assertThat(run.exit()).isEqualTo(1);
        assertThat(run.err()).contains("cannot write " + file + ": there is no such folder");
    }

    @Test
    void namesTheNearestKind() {
        CommandLineRun run = CommandLineRun.of("schema", "--kind", "team");

        assertThat(run.exit()).isEqualTo(2);
        assertThat(run.err())
                .contains(
                        "there is no kind 'team'; did you mean 'Team'? (allowed: Team, Service, Gateway, Pace)");
    }

    @Test
    void helpNamesTheKinds() {
        CommandLineRun run = CommandLineRun.of("schema", "--help");

        assertThat(run.exit()).isZero();
        assertThat(run.out()).contains("Team, Service, Gateway, Pace", "yaml-language-server");
    }
}
