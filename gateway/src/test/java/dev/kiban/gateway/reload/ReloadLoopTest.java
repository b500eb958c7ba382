package dev.kiban.gateway.reload;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kiban.gateway.GatewayPlan;
import dev.kiban.gateway.report.GatewayMetrics;
import dev.kiban.gateway.schema.ReflectionCalls.Outcome;
import dev.kiban.gateway.schema.SchemaSources;
import dev.kiban.runtime.telemetry.log.Log;
import dev.kiban.runtime.telemetry.metrics.Metrics;
import dev.kiban.testkit.Eventually;
import dev.kiban.transcode.http.GrpcCode;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ReloadLoopTest {
    private static final String BROKEN = "apiVersion: kiban.dev/v1\nkind: Teem\n";

    @TempDir private Path directory;
    private final Metrics registry = new Metrics();
    private final GatewayMetrics metrics = new GatewayMetrics(registry);
    private final GatewayStatus status = new GatewayStatus();
    private final List<String> lines = new CopyOnWriteArrayList<>();
    private final List<GatewayPlan> served = new CopyOnWriteArrayList<>();
    private ShopDirectory shop;
    private ReloadLoop loop;

    @BeforeEach
    void open() {
        shop = new ShopDirectory(directory).fill(9101);
        Log log = Log.to(lines::add);
        SchemaSources sources =
                new SchemaSources(
                        call -> new Outcome.Failed(GrpcCode.UNAVAILABLE, "nobody is there"),
                        metrics,
                        log);
        loop =
                new ReloadLoop(
                        directory,
                        sources,
                        () -> Instant.EPOCH,
                        new ReloadLoop.Ports(status, metrics, log));
    }

    @AfterEach
    void close() {
        loop.close();
    }

    @Test
    void saysWhatBecameOfTheFirstLoad() {
        assertThat(loop.first()).isInstanceOf(Reload.Compiled.class);
        assertThat(status.live().orElseThrow().generation()).isEqualTo(1);
        assertThat(lines).singleElement().asString().contains("Plan is live generation=1 routes=");
    }

    @Test
    void leavesAFirstFailureToItsCaller() {
        shop.write("broken.yaml", BROKEN);

        assertThat(loop.first()).isInstanceOf(Reload.Refused.class);
        assertThat(status.live()).isEmpty();
        assertThat(status.reasonsNotReady()).containsExactly("no plan is live yet");
        assertThat(lines).isEmpty();
    }

    @Test
    void putsAChangeLiveByItself() {
        loop.first();
        loop.start(live -> served.add(live.plan()));

        shop.writeService("shop.yaml", "shop.binpb", 9109);

        Eventually.passes(() -> assertThat(served).hasSize(1));
        Eventually.passes(() -> assertThat(status.live().orElseThrow().generation()).isEqualTo(2));
        assertThat(served.getFirst().upstreams().toString()).contains("9109");
        assertThat(scrape())
                .contains(
                        "kiban_gateway_reload_total{result=\"live\"} 2.0",
                        "kiban_gateway_plan_generation 2.0");
    }

    @Test
    void keepsThePlanAndNamesTheProblemsOnceWhenAChangeIsWrong() {
        loop.first();
        loop.start(live -> served.add(live.plan()));

        shop.write("broken.yaml", BROKEN);
        Eventually.passes(() -> assertThat(status.problems()).hasSize(1));
        shop.write("broken.yaml", BROKEN + "# the same problem\n");
        Eventually.passes(
                () ->
                        assertThat(scrape())
                                .contains("kiban_gateway_reload_total{result=\"refused\"} 2.0"));

        assertThat(served).isEmpty();
        assertThat(status.live().orElseThrow().generation()).isEqualTo(1);
        assertThat(status.reasonsNotReady()).isEmpty();
        assertThat(lines)
                .filteredOn(line -> line.contains("Definition problem"))
                .singleElement()
                .asString()
                .contains("broken.yaml:2:7: KB209");
    }

    @Test
    void forgetsProblemsThatWereMended() {
        loop.first();
        loop.start(live -> served.add(live.plan()));
        shop.write("broken.yaml", BROKEN);
        Eventually.passes(() -> assertThat(status.problems()).isNotEmpty());

        shop.write("broken.yaml", "");

        Eventually.passes(() -> assertThat(status.problems()).isEmpty());
        Eventually.passes(() -> assertThat(lines).last().asString().contains("valid again"));
    }

    @Test
    void survivesAFaultAndTakesTheNextChange() {
        loop.first();
        loop.start(
                live -> {
                    served.add(live.plan());
                    if (served.size() == 1) {
                        throw new IllegalStateException("the loops are stuck");
                    }
                });

        shop.writeService("shop.yaml", "shop.binpb", 9109);
        Eventually.passes(
                () ->
                        assertThat(lines)
                                .anySatisfy(line -> assertThat(line).contains("loops are stuck")));
        shop.writeService("shop.yaml", "shop.binpb", 9110);

        Eventually.passes(
                () ->
                        assertThat(status.live().orElseThrow().plan().upstreams().toString())
                                .contains("9110"));
    }

    private String scrape() {
        return new String(registry.read("").body(), StandardCharsets.UTF_8);
    }
}
