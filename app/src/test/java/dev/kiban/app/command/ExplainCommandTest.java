package dev.kiban.app.command;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kiban.gateway.explain.Explanation;
import dev.kiban.gateway.explain.Explanation.Line;
import dev.kiban.gateway.explain.Explanation.Stage;
import dev.kiban.gateway.explain.ExplanationJson;
import dev.kiban.runtime.admin.AdminContent;
import dev.kiban.runtime.admin.AdminPage.Answer;
import dev.kiban.runtime.admin.AdminServer;
import dev.kiban.runtime.telemetry.log.Log;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ExplainCommandTest {
    private static final String DEFINITIONS =
            """
            apiVersion: kiban.dev/v1
            kind: Team
            metadata: {name: shop-team}
            spec: {}
            ---
            apiVersion: kiban.dev/v1
            kind: Service
            metadata: {name: shop}
            spec:
              owner: shop-team
              upstream: {protocol: http, addresses: ["127.0.0.1:9102"]}
              gateway:
                routes:
                  - http: {prefix: /shop/, upstreamPrefix: /}
                    access: anyone
                  - http: {prefix: /shop/attic/}
            ---
            apiVersion: kiban.dev/v1
            kind: Gateway
            metadata: {name: public}
            spec: {access: {default: nobody}}
            """;

    @TempDir private Path directory;

    @BeforeEach
    void define() throws IOException {
        Files.writeString(directory.resolve("shop.yaml"), DEFINITIONS);
    }

    @Test
    void printsALineForEachStageWithItsPlace() {
        CommandLineRun run = explain("GET", "/shop/users/7?q=1");

        assertThat(run.exit()).isZero();
        assertThat(run.out().replace(directory.toString(), "DIR"))
                .isEqualTo(
                        """
                        route      service 'shop': HTTP passed through: /users/7?q=1   DIR/shop.yaml:14:9
                        access     yes: anyone may call                                DIR/shop.yaml:15:17
                        limits     request of 4,194,304 bytes, quiet for 15s           DIR/shop.yaml:14:9
                        upstream   http 127.0.0.1:9102                                 DIR/shop.yaml:11:13
                        """);
    }

    @Test
    void saysWhatTheClientGetsAndWhichDefaultDecides() {
        CommandLineRun run = explain("GET", "/shop/attic/chair");

        assertThat(run.exit()).isEqualTo(1);
        assertThat(run.out())
                .contains("no: nobody may call; the route is closed")
                .contains("shop.yaml:21:26")
                .endsWith("answer: 403, the route is closed\n");
    }

    @Test
    void asksARunningGateway() {
        List<String> asked = new CopyOnWriteArrayList<>();
        ExplanationJson answer =
                new ExplanationJson(
                        7,
                        new Explanation(
                                List.of(new Line(Stage.ROUTE, "nobody has it", Optional.empty())),
                                new Explanation.Refused(404, "no such path")));
        AdminContent content =
                new AdminContent(
                        Map.of(),
                        Map.of(
                                "/explain",
                                json -> {
                                    asked.add(json);
                                    return Answer.json(answer.write());
                                }));
        try (AdminServer admin = AdminServer.start("127.0.0.1", 0, content, Log.to(_ -> {}))) {
            String url = "http://127.0.0.1:" + admin.port();

            CommandLineRun run =
                    CommandLineRun.of("explain", "GET", "/a", "-H", "a: b", "--gateway", url);

            assertThat(run.exit()).isEqualTo(1);
            assertThat(run.out())
                    .startsWith("plan 7 of " + url + "\n")
                    .contains("nobody has it")
                    .endsWith("answer: 404, no such path\n");
            assertThat(asked.getFirst()).contains("\"a: b\"");
            assertThat(CommandLineRun.of("explain", "GET", "/a", "--gateway", url + "/no").exit())
                    .isEqualTo(2);
        }
    }

    @Test
    void takesHeadersAsTheyAreSent() {
        CommandLineRun run = explain("POST", "/shop/a.B/C", "-H", "content-type: application/grpc");

        assertThat(run.exit()).isEqualTo(1);
        assertThat(run.out()).contains("no route has the path /shop/a.B/C");
        assertThat(explain("GET", "/shop/", "-H", "nonsense").exit()).isEqualTo(2);
    }

    @Test
    void saysWhatIsWrongWithTheDefinitions() throws IOException {
        Files.writeString(directory.resolve("bad.yaml"), "kind: Nothing");

        CommandLineRun run = explain("GET", "/shop/");

        assertThat(run.exit()).isEqualTo(2);
        assertThat(run.err()).contains("KB209");
        assertThat(run.out()).isEmpty();
    }

    private CommandLineRun explain(String method, String path, String... more) {
        String[] arguments = new String[more.length + 4];
        arguments[0] = "explain";
        arguments[1] = method;
        arguments[2] = path;
        arguments[3] = directory.toString();
        System.arraycopy(more, 0, arguments, 4, more.length);
        return CommandLineRun.of(arguments);
    }
}
