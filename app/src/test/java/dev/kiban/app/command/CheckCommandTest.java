package dev.kiban.app.command;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.DescriptorProtos.FileDescriptorProto;
import com.google.protobuf.DescriptorProtos.FileDescriptorSet;
import dev.kiban.app.terminal.Terminal;
import dev.kiban.definition.Definitions;
import dev.kiban.definition.Problem;
import dev.kiban.definition.ProblemCode;
import dev.kiban.definition.report.Colours;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Function;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine;

class CheckCommandTest {
    private static final String TEAM =
            """
            apiVersion: kiban.dev/v1
            kind: Team
            metadata: {name: item-team}
            spec: {}
            """;

    @TempDir private Path directory;

    @Test
    void acceptsGoodDefinitionsInOneLine() throws IOException {
        write("team.yaml", TEAM);

        CommandLineRun run = CommandLineRun.of("check", directory.toString());

        assertThat(run.exit()).isZero();
        assertThat(run.out()).isEqualTo("0 services, 1 team, 0 routes: no problems\n");
    }

    @Test
    void showsEachProblemWithItsLine() throws IOException {
        write("team.yaml", TEAM.replace("metadata", "metadaat"));

        CommandLineRun run = CommandLineRun.of("check", directory.toString());

        assertThat(run.exit()).isEqualTo(1);
        assertThat(run.out())
                .isEqualTo(
                        """
                        DIR/team.yaml:3:1: KB201 unknown key 'metadaat'; did you mean 'metadata'?
                            3 | metadaat: {name: item-team}
                              | ^
                              = allowed: apiVersion, kind, metadata, spec

                        1 problem in 1 file
                        """
                                .replace("DIR", directory.toString()));
    }

    @Test
    void coloursOnlyWhatATerminalShows() throws IOException {
        write("team.yaml", TEAM.replace("metadata", "metadaat"));

        String coloured = CommandLineRun.of(Colours.ANSI, "check", directory.toString()).out();

        assertThat(coloured).contains("\u001b[1;31mKB201\u001b[0m");
    }

    @Test
    void reportsProblemsAsJson() throws IOException {
        write("team.yaml", TEAM.replace("metadata", "metadaat"));

        CommandLineRun run = CommandLineRun.of("check", "--format", "json", directory.toString());

        assertThat(run.exit()).isEqualTo(1);
        assertThat(run.out())
                .isEqualTo(
                        """
                        {
                          "accepted": false,
                          "problems": [
                            {
                              "file": "DIR/team.yaml",
                              "line": 3,
                              "column": 1,
                              "code": "KB201",
                              "title": "unknown key",
                              "message": "unknown key 'metadaat'; did you mean 'metadata'?",
                              "allowed": ["apiVersion", "kind", "metadata", "spec"]
                            }
                          ]
                        }
                        """
                                .replace("DIR", directory.toString()));
    }

    @Test
    void acceptsAsJson() throws IOException {
        write("team.yaml", TEAM);

        CommandLineRun run = CommandLineRun.of("check", "--format=json", directory.toString());

        assertThat(run.exit()).isZero();
        assertThat(run.out())
                .isEqualTo(
                        """
                        {
                          "accepted": true,
                          "teams": 1,
                          "services": 0,
                          "routes": 0,
                          "problems": []
                        }
                        """);
    }

    @Test
    void asksEachCapabilityWhenTheDefinitionsAreWellFormed() throws IOException {
        write("team.yaml", TEAM);
        Function<Definitions, List<Problem>> plan =
                definitions ->
                        List.of(
                                new Problem(
                                        definitions.teams().getFirst().at(),
                                        ProblemCode.NEEDS,
                                        "a plan finds more"));
        StringWriter out = new StringWriter();
        Terminal terminal =
                new Terminal(
                        new PrintWriter(out),
                        new PrintWriter(new StringWriter()),
                        OutputStream.nullOutputStream(),
                        Colours.NONE);

        int exit =
                new CommandLine(new CheckCommand(terminal, List.of(plan)))
                        .execute(directory.toString());

        assertThat(exit).isEqualTo(1);
        assertThat(out.toString()).contains("team.yaml:1:1: KB306 a plan finds more");
    }

    @Test
    void findsWhatTheGatewayCouldNotServe() throws IOException {
        writeServiceWithoutItsSchema();

        CommandLineRun run = CommandLineRun.of("check", directory.toString());

        assertThat(run.exit()).isEqualTo(1);
        assertThat(run.out())
                .contains("service.yaml:10:9: KB402", "a.Items", "1 problem in 1 file");
    }

    @Test
    void findsItAlsoIfOtherFilesHaveProblems() throws IOException {
        writeServiceWithoutItsSchema();
        write("other.yaml", "kind: Sevrice\n");

        CommandLineRun run = CommandLineRun.of("check", directory.toString());

        assertThat(run.out()).contains("other.yaml:1:", "service.yaml:10:9: KB402");
    }

    @Test
    void findsSlosThatMakeNoSense() throws IOException {
        write("team.yaml", TEAM);
        write(
                "service.yaml",
                """
                apiVersion: kiban.dev/v1
                kind: Service
                metadata: {name: old}
                spec:
                  owner: item-team
                  upstream: {protocol: http, addresses: ["127.0.0.1:9101"]}
                  gateway: {routes: [{http: {prefix: /legacy/}, access: anyone}]}
                  slos:
                    - name: availability
                      indicator: {availability: {routes: [/legcy/]}}
                      objective: 90%
                """);

        CommandLineRun run = CommandLineRun.of("check", directory.toString());

        assertThat(run.exit()).isEqualTo(1);
        assertThat(run.out())
                .contains(
                        "service.yaml:10:33: KB501 unknown route '/legcy/'; did you mean '/legacy/'?",
                        "service.yaml:9:7: KB502 SLO 'availability': the alert 'page 1h' can never fire",
                        "2 problems in 1 file");
    }

    @ParameterizedTest
    @CsvSource({
        "250ms, 250ms is none that the gateway counts by, so it is taken for 200ms",
        "1m30s, 90s is none that the gateway counts by, so it is taken for 60s",
        "3ms, 3ms is none that the gateway counts by, so it is taken for 2.5ms"
    })
    void findsALatencyThatIsNotCountedExactly(String threshold, String message) throws IOException {
        writeLatency(threshold);

        CommandLineRun run = CommandLineRun.of("check", directory.toString());

        assertThat(run.exit()).isEqualTo(1);
        assertThat(run.out())
                .contains("service.yaml:10:28: KB504 SLO 'fast': a threshold of " + message)
                .contains("= allowed: 1ms, 5ms, 10ms, 25ms, 50ms, 75ms, 100ms, 200ms, 300ms, 500ms")
                .contains("750ms, 1s, 2500ms, 5s, 10s, 30s, 60s");
    }

    @ParameterizedTest
    @ValueSource(strings = {"1ms", "300ms", "2s500ms", "1m"})
    void isContentWithALatencyThatIsABound(String threshold) throws IOException {
        writeLatency(threshold);

        assertThat(CommandLineRun.of("check", directory.toString()).exit()).isZero();
    }

    private void writeLatency(String threshold) throws IOException {
        write("team.yaml", TEAM);
        write(
                "service.yaml",
                """
                apiVersion: kiban.dev/v1
                kind: Service
                metadata: {name: old}
                spec:
                  owner: item-team
                  upstream: {protocol: http, addresses: ["127.0.0.1:9101"]}
                  gateway: {routes: [{http: {prefix: /legacy/}, access: anyone}]}
                  slos:
                    - name: fast
                      indicator: {latency: {threshold: %s}}
                      objective: 95%%
                """
                        .formatted(threshold));
    }

    @Test
    void knowsTheMethodsOfASchema() {
        CommandLineRun run = CommandLineRun.of("check", "../examples/flea-market");

        assertThat(run.out()).isEqualTo("3 services, 2 teams, 3 routes: no problems\n");
    }

    @Test
    void needsADirectory() {
        CommandLineRun run = CommandLineRun.of("check");

        assertThat(run.exit()).isEqualTo(2);
        assertThat(run.err()).contains("Missing required parameter: 'DIR'");
    }

    @Test
    void refusesAnUnknownFormat() {
        CommandLineRun run = CommandLineRun.of("check", "--format=xml", directory.toString());

        assertThat(run.exit()).isEqualTo(2);
        assertThat(run.err()).contains("xml", "text, json");
    }

    private void writeServiceWithoutItsSchema() throws IOException {
        write("team.yaml", TEAM);
        Files.write(
                directory.resolve("item.binpb"),
                FileDescriptorSet.newBuilder()
                        .addFile(
                                FileDescriptorProto.newBuilder().setName("a.proto").setPackage("a"))
                        .build()
                        .toByteArray());
        write(
                "service.yaml",
                """
                apiVersion: kiban.dev/v1
                kind: Service
                metadata: {name: item}
                spec:
                  owner: item-team
                  schema: {descriptorSet: item.binpb}
                  upstream: {protocol: grpc, addresses: ["127.0.0.1:9101"]}
                  gateway:
                    routes:
                      - grpc: {service: a.Items}
                        access: anyone
                """);
    }

    private void write(String name, String text) throws IOException {
        Files.writeString(directory.resolve(name), text);
    }
}
