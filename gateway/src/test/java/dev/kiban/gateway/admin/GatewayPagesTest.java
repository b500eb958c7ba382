package dev.kiban.gateway.admin;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.kiban.gateway.explain.Explanation;
import dev.kiban.gateway.explain.ExplanationJson;
import dev.kiban.gateway.explain.Question;
import dev.kiban.gateway.explain.QuestionJson;
import dev.kiban.gateway.reload.GatewayStatus;
import dev.kiban.gateway.reload.ReloadLoop;
import dev.kiban.gateway.reload.ShopDirectory;
import dev.kiban.gateway.report.GatewayMetrics;
import dev.kiban.gateway.schema.ReflectionCalls.Outcome;
import dev.kiban.gateway.schema.SchemaSources;
import dev.kiban.runtime.admin.AdminContent;
import dev.kiban.runtime.admin.AdminPage;
import dev.kiban.runtime.admin.AdminPage.Answer;
import dev.kiban.runtime.admin.AdminQuestion;
import dev.kiban.runtime.telemetry.log.Log;
import dev.kiban.runtime.telemetry.metrics.Metrics;
import dev.kiban.testkit.Eventually;
import dev.kiban.transcode.http.GrpcCode;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.text.ParseException;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class GatewayPagesTest {
    @TempDir private Path directory;
    private final Log log = Log.to(line -> {});
    private final Metrics registry = new Metrics();
    private final GatewayMetrics metrics = new GatewayMetrics(registry);
    private final GatewayStatus status = new GatewayStatus();
    private final AdminContent content = GatewayPages.of(status, registry, InstantSource.system());
    private final Map<String, AdminPage> pages = content.pages();
    private ShopDirectory shop;
    private ReloadLoop loop;

    @BeforeEach
    void open() {
        shop = new ShopDirectory(directory).fill(9101);
        SchemaSources sources =
                new SchemaSources(
                        call -> new Outcome.Failed(GrpcCode.UNAVAILABLE, "nobody is there"),
                        metrics,
                        log);
        loop =
                new ReloadLoop(
                        directory,
                        sources,
                        () -> Instant.parse("2026-11-21T14:38:18Z"),
                        new ReloadLoop.Ports(status, metrics, log));
    }

    @AfterEach
    void close() {
        loop.close();
    }

    @Test
    void isAliveBeforeItIsReady() {
        assertThat(read("/healthz").status()).isEqualTo(200);
        assertThat(read("/readyz").status()).isEqualTo(503);
        assertThat(text("/readyz")).isEqualTo("no plan is live yet\n");
    }

    @Test
    void isReadyOnceAPlanIsLiveAndUntilItDrains() {
        loop.first();
        assertThat(read("/readyz").status()).isEqualTo(200);
        assertThat(text("/readyz")).isEqualTo("ready\n");

        status.drain();

        assertThat(read("/readyz").status()).isEqualTo(503);
        assertThat(text("/readyz")).startsWith("draining");
        assertThat(read("/healthz").status()).isEqualTo(200);
    }

    @Test
    void explainsWhatTheLivePlanWouldDo() throws ParseException {
        String question = QuestionJson.write(new Question("GET", "/v1/items/7", List.of()));
        AdminQuestion explain = Objects.requireNonNull(content.questions().get("/explain"));

        assertThat(explain.answer(question).status()).isEqualTo(503);
        loop.first();

        ExplanationJson answer =
                ExplanationJson.read(new String(explain.answer(question).body(), UTF_8));
        assertThat(answer.generation()).isEqualTo(1);
        assertThat(answer.explanation().end()).isEqualTo(new Explanation.Served());
        assertThat(explain.answer("{}").status()).isEqualTo(400);
    }

    @Test
    void listsTheLiveRoutes() {
        assertThat(text("/routes")).contains("\"generation\": 0", "\"routes\": []");

        loop.first();

        assertThat(text("/routes"))
                .startsWith(
                        """
                        {
                          "generation": 1,
                          "loadedAt": "2026-11-21T14:38:18Z",
                          "routes": [
                        """)
                .contains(
                        """
                            {
                              "kind": "transcoded",
                              "method": "GET",
                              "path": "/v1/items/{id}",
                              "service": "shop",
                              "rpc": "kiban.test.Shop/GetItem",
                              "protocol": "grpc",
                              "upstream": ["127.0.0.1:9101"]
                            }
                        """
                                .strip(),
                        "\"kind\": \"grpc\"",
                        "\"path\": \"/kiban.test.Shop/GetItem\"");
    }

    @Test
    void listsPrefixesAndWhatIsNotKnownYet() {
        shop.write(
                "others.yaml",
                """
                apiVersion: kiban.dev/v1
                kind: Service
                metadata: {name: old}
                spec:
                  owner: shop-team
                  tier: standard
                  description: The old shop.
                  upstream: {protocol: http, addresses: ["127.0.0.1:9102"]}
                  gateway: {routes: [{http: {prefix: /legacy/, methods: [POST, GET]}, access: anyone}]}
                ---
                apiVersion: kiban.dev/v1
                kind: Service
                metadata: {name: away}
                spec:
                  owner: shop-team
                  tier: standard
                  description: A shop that is closed.
                  schema: {reflection: {}}
                  upstream: {protocol: grpc, addresses: ["127.0.0.1:9103"]}
                  gateway: {routes: [{grpc: {service: kiban.test.Away}, access: anyone}]}
                """);
        loop.first();

        assertThat(text("/routes"))
                .contains(
                        "\"kind\": \"http\",\n      \"method\": \"GET,POST\",\n      \"path\": \"/legacy/\"",
                        "\"kind\": \"pending\"",
                        "\"reason\": \"'127.0.0.1:9103': UNAVAILABLE: nobody is there\"");
    }

    @Test
    void saysWhatIsWrongWithTheDefinitions() {
        loop.first();
        assertThat(text("/problems")).contains("\"accepted\": true", "\"problems\": []");
        loop.start(plan -> {});

        shop.write("broken.yaml", "apiVersion: kiban.dev/v1\nkind: Teem\n");

        Eventually.passes(
                () ->
                        assertThat(text("/problems"))
                                .contains(
                                        "\"accepted\": false",
                                        "\"line\": 2",
                                        "\"code\": \"KB209\"",
                                        "broken.yaml"));
    }

    @Test
    void passesPromtool() throws IOException, InterruptedException {
        assumeTrue(isInstalled("promtool"), "skipped: promtool is not installed");
        registry.watchJvm();
        loop.first();
        metrics.refreshed(new dev.kiban.kernel.ServiceName("shop"));
        Path scrape = Files.write(directory.resolve("scrape"), read("/metrics").body());

        Process promtool =
                new ProcessBuilder("promtool", "check", "metrics")
                        .redirectInput(scrape.toFile())
                        .redirectErrorStream(true)
                        .start();
        String complaints =
                new String(promtool.getInputStream().readAllBytes(), StandardCharsets.UTF_8);

        assertThat(promtool.waitFor())
                .as(complaints)
                .isIn(0, 3); // 3: style of a metric that is not ours
    }

    private Answer read(String path) {
        return Objects.requireNonNull(pages.get(path)).read("");
    }

    private String text(String path) {
        return new String(read(path).body(), StandardCharsets.UTF_8);
    }

    private static boolean isInstalled(String program) {
        try {
            return new ProcessBuilder(program, "--version").start().waitFor() == 0;
        } catch (IOException e) {
            return false;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }
}
