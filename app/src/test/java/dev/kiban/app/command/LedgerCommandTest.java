package dev.kiban.app.command;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kiban.runtime.sql.Database;
import dev.kiban.runtime.sql.EmbeddedPostgres;
import java.nio.file.Path;
import java.sql.Statement;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LedgerCommandTest {
    @TempDir private Path folder;

    @Test
    void whatIsRecordedIsFoundAndProvedUntilSomebodyChangesIt() {
        String data = folder.toString();

        CommandLineRun recorded =
                CommandLineRun.of(
                        "ledger",
                        "record",
                        "release.recorded",
                        "shop is live",
                        "--service=shop",
                        "--detail=version=1.4.2",
                        "--detail=by=\"CI\"",
                        "--correlation=CHG-7",
                        "--data=" + data);

        assertThat(recorded).isEqualTo(new CommandLineRun(0, "event 1\n", ""));
        try (EmbeddedPostgres server = EmbeddedPostgres.start(folder)) {
            // One server for the rest: each command would start its own.
            Map<String, String> environment = Map.of("KIBAN_DATABASE", urlOf(server));
            showsWhatWasRecorded(environment);
            provesThatItIsWhole(environment);
            findsTheChange(environment, server);
            asksTheServerThatRunsOnTheFolder(data);
        }
    }

    private static void showsWhatWasRecorded(Map<String, String> environment) {
        CommandLineRun text = CommandLineRun.in(environment, "ledger", "search", "--kind=release");
        CommandLineRun json =
                CommandLineRun.in(environment, "ledger", "search", "--format=json", "--limit=1");
        CommandLineRun other = CommandLineRun.in(environment, "ledger", "search", "--service=item");

        assertThat(text.exit()).isZero();
        assertThat(text.out())
                .matches("1 +\\S+Z +.* +release\\.recorded +shop +shop is live\\n")
                .contains(System.getProperty("user.name"));
        assertThat(json.exit()).isZero();
        assertThat(json.out())
                .contains(
                        "\"details\": {\"by\": \"\\\"CI\\\"\", \"version\": \"1.4.2\"}",
                        "\"correlation\": [\"CHG-7\"]",
                        "\"sequence\": 1");
        assertThat(other).isEqualTo(new CommandLineRun(0, "no events\n", ""));
    }

    private static void provesThatItIsWhole(Map<String, String> environment) {
        CommandLineRun text = CommandLineRun.in(environment, "ledger", "verify");
        CommandLineRun json = CommandLineRun.in(environment, "ledger", "verify", "--format=json");

        assertThat(text.exit()).isZero();
        assertThat(text.out()).matches("the ledger is whole: 1 event, .* [0-9a-f]{64}\\n");
        assertThat(json.exit()).isZero();
        assertThat(json.out()).contains("\"intact\": true", "\"events\": 1");
    }

    private static void findsTheChange(Map<String, String> environment, EmbeddedPostgres server) {
        try (Database database = Database.open(server.url(), 1)) {
            database.write(
                    connection -> {
                        try (Statement statement = connection.createStatement()) {
                            statement.execute("ALTER TABLE ledger_event DISABLE TRIGGER ALL");
                            return statement.executeUpdate("UPDATE ledger_event SET actor = 'eve'");
                        }
                    });
        }

        CommandLineRun text = CommandLineRun.in(environment, "ledger", "verify");
        CommandLineRun json = CommandLineRun.in(environment, "ledger", "verify", "--format=json");

        assertThat(text)
                .isEqualTo(
                        new CommandLineRun(
                                1,
                                "the ledger is broken at event 1: it is not what was written\n",
                                ""));
        assertThat(json.exit()).isEqualTo(1);
        assertThat(json.out()).contains("\"intact\": false", "\"sequence\": 1");
    }

    private static void asksTheServerThatRunsOnTheFolder(String data) {
        CommandLineRun run = CommandLineRun.of("ledger", "verify", "--data=" + data);

        assertThat(run.exit()).isEqualTo(1);
        assertThat(run.out()).contains("broken at event 1");
    }

    @Test
    void aDatabaseThatIsNotThereIsNoAnswer() {
        CommandLineRun run =
                CommandLineRun.of(
                        "ledger", "verify", "--database=postgres://kiban:secret@127.0.0.1:1/x");

        assertThat(run.exit()).isEqualTo(2);
        assertThat(run.err())
                .contains("cannot open postgres://kiban@127.0.0.1:1/x")
                .doesNotContain("secret");
    }

    @Test
    void aUrlThatIsNoneIsAUsageErrorThatDoesNotShowIt() {
        CommandLineRun run =
                CommandLineRun.of("ledger", "verify", "--database=mysql://kiban:secret@db/x");

        assertThat(run.exit()).isEqualTo(2);
        assertThat(run.err())
                .contains("must start with postgres://", "Usage: kiban ledger verify")
                .doesNotContain("secret");
    }

    @Test
    void whatCannotBeRecordedIsAUsageErrorBeforeAnythingStarts() {
        CommandLineRun run =
                CommandLineRun.of("ledger", "record", "Released", "done", "--data=" + folder);

        assertThat(run.exit()).isEqualTo(2);
        assertThat(run.err()).contains("'Released' is not", "Usage: kiban ledger record");
        assertThat(folder).isEmptyDirectory();
    }

    @Test
    void helpsWithExamples() {
        CommandLineRun run = CommandLineRun.of("ledger", "search", "--help");

        assertThat(run.exit()).isZero();
        assertThat(run.out()).contains("--database=URL", "Examples:", "--kind release");
    }

    private static String urlOf(EmbeddedPostgres server) {
        return "%s?user=%s&password=%s"
                .formatted(
                        server.url().jdbc(),
                        server.url().login().user().orElseThrow(),
                        server.url().login().password().orElseThrow());
    }
}
