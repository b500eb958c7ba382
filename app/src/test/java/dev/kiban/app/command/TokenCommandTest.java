package dev.kiban.app.command;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kiban.runtime.sql.EmbeddedPostgres;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TokenCommandTest {
    @TempDir private Path folder;

    @Test
    void makesTokensListsThemAndTakesThemBack() {
        try (EmbeddedPostgres _ = EmbeddedPostgres.start(folder)) {
            CommandLineRun made = token("create", "--team=shop-team", "--name=ci", "--read-only");
            CommandLineRun again = token("create", "--team=shop-team", "--name=ci");
            CommandLineRun json = token("create", "--team=bank-team", "--name=ci", "--format=json");
            CommandLineRun list = token("list");
            CommandLineRun revoked = token("revoke", "--team=shop-team", "--name=ci");
            CommandLineRun twice = token("revoke", "--team=shop-team", "--name=ci");
            CommandLineRun everyTeams = token("revoke", "--name=ci");
            CommandLineRun rest = token("list", "--format=json");

            assertThat(made.out()).matches("kiban_[A-Za-z0-9_-]{43}\\n");
            assertThat(again.exit()).isEqualTo(2);
            assertThat(again.err()).contains("there is a token 'ci' of shop-team: revoke it first");
            assertThat(json.out())
                    .contains("\"team\": \"bank-team\"", "\"token\": \"kiban_", "\"event\": 2");
            assertThat(list.out().lines())
                    .hasSize(2)
                    .anyMatch(line -> line.startsWith("bank-team   ci   may change   made "))
                    .anyMatch(line -> line.startsWith("shop-team   ci   may ask      made "));
            assertThat(list.out()).doesNotContain(made.out().strip());
            assertThat(revoked.out()).isEqualTo("token 'ci' of shop-team is revoked, event 3\n");
            assertThat(twice.exit()).isEqualTo(1);
            assertThat(twice.err()).contains("there is no token 'ci' of shop-team");
            assertThat(everyTeams.exit()).isEqualTo(1);
            assertThat(everyTeams.err()).contains("there is no token 'ci' of every team");
            assertThat(rest.out()).contains("\"scope\": \"bank-team\"").doesNotContain("shop");
        }
    }

    @Test
    void aTokenMayExpire() {
        try (EmbeddedPostgres _ = EmbeddedPostgres.start(folder)) {
            CommandLineRun made = token("create", "--team=shop-team", "--name=ci", "--expires=90d");
            CommandLineRun list = token("list");

            assertThat(made.exit()).isZero();
            assertThat(list.out()).contains("   expires 2").doesNotContain("never");
        }
        CommandLineRun odd = token("create", "--team=shop-team", "--name=ci", "--expires=soon");
        assertThat(odd.exit()).isEqualTo(2);
        assertThat(odd.err()).contains("'soon' is no time: write days such as 90d, or never");
    }

    @Test
    void aTeamIsOneThatIsDefined() throws Exception {
        Path definitions = Files.createDirectories(folder.resolve("definitions"));
        Files.writeString(
                definitions.resolve("team.yaml"),
                """
                apiVersion: kiban.dev/v1
                kind: Team
                metadata: {name: shop-team}
                spec: {}
                """);

        CommandLineRun run =
                token("create", "--team=shap-team", "--name=ci", "--definitions=" + definitions);

        assertThat(run.exit()).isEqualTo(2);
        assertThat(run.err()).contains("there is no team 'shap-team' in", "there are: shop-team");
    }

    @Test
    void aNameIsALabel() {
        CommandLineRun run = token("create", "--team=Shop Team", "--name=ci");

        assertThat(run.exit()).isEqualTo(2);
        assertThat(run.err()).contains("team name 'Shop Team' must be");
    }

    private CommandLineRun token(String... args) {
        return CommandLineRun.of(
                Stream.of(new String[] {"token"}, args, new String[] {"--data=" + folder})
                        .flatMap(Arrays::stream)
                        .toArray(String[]::new));
    }
}
