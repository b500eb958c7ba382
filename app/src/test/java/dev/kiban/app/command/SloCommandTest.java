package dev.kiban.app.command;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SloCommandTest {
    private static final String DEFINITIONS =
            """
            apiVersion: kiban.dev/v1
            kind: Team
            metadata: {name: item-team}
            spec: {}
            ---
            apiVersion: kiban.dev/v1
            kind: Service
            metadata: {name: legacy}
            spec:
              owner: item-team
              upstream: {protocol: http, addresses: ["127.0.0.1:9100"]}
              gateway:
                routes:
                  - http: {prefix: /legacy/}
                    access: anyone
              slos:
                - name: availability
                  indicator: {availability: {routes: [/legacy/]}}
                  objective: 99.9%
            """;
    private static final String FRESHNESS =
            """
                - name: fresh
                  indicator: {freshness: {flow: search-index, within: 1m}}
                  objective: 99%
            """;

    @TempDir private Path directory;
    private Path definitions;

    @BeforeEach
    void makeFolder() throws IOException {
        definitions = Files.createDirectory(directory.resolve("definitions"));
        define(DEFINITIONS);
    }

    @Test
    void writesRules() {
        CommandLineRun run = CommandLineRun.of("slo", "rules", definitions.toString());

        assertThat(run.exit()).as(run.err()).isZero();
        assertThat(run.out())
                .contains("- name: kiban-slo/legacy/availability", "route=~\"/legacy/\"");
    }

    @Test
    void writesRulesToAFile() {
        Path file = directory.resolve("rules.yaml");

        CommandLineRun run =
                CommandLineRun.of("slo", "rules", definitions.toString(), "--out", file.toString());

        assertThat(run.exit()).isZero();
        assertThat(run.out()).isEmpty();
        assertThat(file).content().contains("kiban-slo/legacy/availability");
    }

    @Test
    void writesNothingOfWhatCannotAllBeSaid() throws IOException {
        define(DEFINITIONS + FRESHNESS);

        CommandLineRun run = CommandLineRun.of("slo", "rules", definitions.toString());

        assertThat(run.exit()).isEqualTo(1);
        assertThat(run.out()).isEmpty();
        assertThat(run.err())
                .contains(
                        "cannot be said: legacy/fresh: the age of work is not among the gateway's metrics",
                        "--leave-out writes the rest");
    }

    @Test
    void leavesOutWhatItIsToldTo() throws IOException {
        define(DEFINITIONS + FRESHNESS);

        CommandLineRun run =
                CommandLineRun.of("slo", "rules", definitions.toString(), "--leave-out");

        assertThat(run.exit()).isZero();
        assertThat(run.out()).contains("legacy/availability").doesNotContain("fresh");
        assertThat(run.err()).contains("cannot be said: legacy/fresh");
    }

    @Test
    void showsWhatIsWrongWithDefinitions() throws IOException {
        define(DEFINITIONS.replace("routes: [/legacy/]", "routes: [/other/]"));

        CommandLineRun run = CommandLineRun.of("slo", "rules", definitions.toString());

        assertThat(run.exit()).isEqualTo(1);
        assertThat(run.err()).contains("/other/");
    }

    @Test
    void saysWhyAFileCannotBeWritten() {
        String file = directory.resolve("missing/rules.yaml").toString();

        CommandLineRun run =
                CommandLineRun.of("slo", "rules", definitions.toString(), "--out", file);

        assertThat(run.exit()).isEqualTo(1);
        assertThat(run.err()).contains("cannot write " + file + ": there is no such folder");
    }

    @Test
    void writesOpenSloAndReadsIt() throws IOException {
        define(DEFINITIONS + FRESHNESS);
        Path file = directory.resolve("slos.yaml");

        CommandLineRun out =
                CommandLineRun.of(
                        "slo",
                        "export",
                        "--format",
                        "openslo",
                        definitions.toString(),
                        "-o",
                        file.toString());
        CommandLineRun in = CommandLineRun.of("slo", "import", file.toString());

        assertThat(out.exit()).as(out.err()).isZero();
        assertThat(in.exit()).as(in.err()).isZero();
        assertThat(in.out()).contains("slos:", "name: availability", "flow: search-index");
    }

    @Test
    void saysWhatOfOpenSloItCannotSay() throws IOException {
        Path file = Files.writeString(directory.resolve("x.yaml"), "kind: SLI");

        CommandLineRun run = CommandLineRun.of("slo", "import", file.toString());

        assertThat(run.exit()).isEqualTo(1);
        assertThat(run.out()).isEmpty();
        assertThat(run.err()).contains("x.yaml:1:1", "must be an SLO of openslo/v1");
    }

    @Test
    void saysWhichFileCannotBeRead() {
        CommandLineRun run = CommandLineRun.of("slo", "import", directory + "/missing.yaml");

        assertThat(run.exit()).isEqualTo(1);
        assertThat(run.err()).contains("missing.yaml: there is no such file");
    }

    @Test
    void writesADashboardForEachService() {
        Path folder = directory.resolve("new/dashboards");

        CommandLineRun run =
                CommandLineRun.of(
                        "slo",
                        "export",
                        definitions.toString(),
                        "--format",
                        "grafana",
                        "--out",
                        folder.toString());

        assertThat(run.exit()).as(run.err()).isZero();
        assertThat(folder.resolve("legacy.json")).content().contains("\"uid\": \"kiban-legacy\"");
    }

    @Test
    void writesDashboardsAndMonitorsForDatadog() {
        Path folder = directory.resolve("datadog");

        CommandLineRun run =
                CommandLineRun.of(
                        "slo",
                        "export",
                        "--format",
                        "datadog",
                        definitions.toString(),
                        "-o",
                        folder.toString());

        assertThat(run.exit()).as(run.err()).isZero();
        assertThat(folder)
                .isDirectoryContaining("glob:**legacy.dashboard.json")
                .isDirectoryContaining("glob:**legacy.availability.page-1h.monitor.json");
    }

    @Test
    void writesNoDashboardsOfWhatCannotAllBeShown() throws IOException {
        define(DEFINITIONS + FRESHNESS);
        Path folder = directory.resolve("dashboards");

        CommandLineRun run =
                CommandLineRun.of(
                        "slo",
                        "export",
                        "--format",
                        "grafana",
                        definitions.toString(),
                        "-o",
                        folder.toString());

        assertThat(run.exit()).isEqualTo(1);
        assertThat(run.err()).contains("cannot be said: legacy/fresh");
        assertThat(folder).doesNotExist();
    }

    @Test
    void asksForAFolderForDashboards() {
        CommandLineRun run =
                CommandLineRun.of("slo", "export", "--format", "grafana", definitions.toString());

        assertThat(run.exit()).isEqualTo(2);
        assertThat(run.err()).contains("say in which folder with --out");
    }

    private void define(String text) throws IOException {
        Files.writeString(definitions.resolve("all.yaml"), text);
    }
}
