package dev.kiban.app.proof;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonElement;
import com.google.gson.JsonParser;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// What no definition may say: `kiban check` names it, and no gateway starts by it.
final class ConfigCasesTest {

    private static final Messages MESSAGES = Messages.compiled();
    private static final int NO_UPSTREAM = 9;

    @TempDir private Path directory;

    /// One problem of `kiban check`.
    private record Problem(int line, String code, String message) {}

    @BeforeEach
    void writeSchema() throws IOException {
        Files.write(directory.resolve("cases.binpb"), MESSAGES.descriptorSet());
    }

    /// Those that are no template at all are named first; then those that no plan can serve.
    @Test
    void refusesEveryBadTemplateByItsLine() throws Exception {
        List<String> templates = CaseFile.read("gateway.json", MESSAGES).badTemplates();
        TreeMap<Integer, String> left = new TreeMap<>();
        for (int i = 0; i < templates.size(); i++) {
            left.put(i, custom("V" + (char) ('A' + i), templates.get(i)));
        }
        assertThat(left).hasSize(21);

        for (int rounds = 0; rounds < 2 && !left.isEmpty(); rounds++) {
            List<Integer> rules = List.copyOf(left.keySet());
            int firstLine = write(List.copyOf(left.values()));
            for (Problem problem : check()) {
                assertThat(problem.message()).contains("path template");
                left.remove(rules.get(problem.line() - firstLine));
            }
        }

        assertThat(left).isEmpty();
    }

    @Test
    void refusesTwoMethodsWithOneTemplate() throws Exception {
        int firstLine =
                write(
                        List.of(
                                "{method: One, get: \"/twice/{x}\"}",
                                "{method: Multi, get: \"/twice/{y}\"}"));

        List<Problem> problems = check();

        assertThat(problems).hasSize(1);
        assertThat(problems.getFirst().line()).isEqualTo(firstLine + 1);
        assertThat(problems.getFirst().message())
                .contains("GET /twice/*")
                .contains("cases.yaml:" + firstLine);
    }

    @Test
    void startsNoGatewayByABadDefinition() throws IOException {
        write(List.of("{method: One, get: \"/a/{\"}"));

        GatewayProcess gateway = GatewayProcess.start(directory);

        assertThat(gateway.exitCode()).isEqualTo(1);
        gateway.awaitOutput("KB4");
        assertThat(gateway.output()).noneMatch(line -> line.startsWith("gateway on"));
    }

    /// A verb of its own, so that no rule is a duplicate of another.
    private static String custom(String verb, String template) {
        return "{method: One, custom: {kind: %s, path: \"%s\"}}".formatted(verb, template);
    }

    /// Gives the line of the first rule.
    private int write(List<String> rules) throws IOException {
        String before =
                GatewayDefinition.yaml(
                        NO_UPSTREAM,
                        """
                              - access: anyone
                                grpc:
                                  service: gwcases.v1.Paths
                                  rules:
                        """);
        String list =
                rules.stream()
                        .map(rule -> " ".repeat(12) + "- " + rule + "\n")
                        .collect(Collectors.joining());
        Files.writeString(directory.resolve("cases.yaml"), before + list);
        return 1 + (int) before.lines().count();
    }

    private List<Problem> check() throws IOException, InterruptedException {
        Process check = KibanCommand.start("check", "--format", "json", directory.toString());
        String report = new String(check.getInputStream().readAllBytes(), UTF_8);
        assertThat(check.waitFor()).as(report).isEqualTo(1);
        return JsonParser.parseString(report)
                .getAsJsonObject()
                .getAsJsonArray("problems")
                .asList()
                .stream()
                .map(JsonElement::getAsJsonObject)
                .map(
                        problem ->
                                new Problem(
                                        problem.get("line").getAsInt(),
                                        problem.get("code").getAsString(),
                                        problem.get("message").getAsString()))
                .toList();
    }
}
