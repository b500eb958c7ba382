package dev.kiban.definition.load;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kiban.definition.AccessRule;
import dev.kiban.definition.Loaded;
import dev.kiban.definition.Pace;
import dev.kiban.definition.Pace.Arithmetic;
import dev.kiban.definition.PaceLimit;
import dev.kiban.definition.PaceSignal;
import dev.kiban.definition.PaceSteering;
import dev.kiban.kernel.PaceName;
import dev.kiban.kernel.Share;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PaceKindTest {
    private static final String AROUND =
            """
            apiVersion: kiban.dev/v1
            kind: Team
            metadata: {name: mail-team}
            spec: {}
            ---
            apiVersion: kiban.dev/v1
            kind: Gateway
            metadata: {name: public}
            spec:
              access:
                partners:
                  - {name: mailer, keys: ["sha256:9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08"]}
            ---
            apiVersion: kiban.dev/v1
            kind: Pace
            metadata: {name: shop-database}
            spec: {owner: mail-team, access: nobody, limits: [{rate: 2000/s}]}
            ---
            apiVersion: kiban.dev/v1
            kind: Pace
            metadata: {name: push}
            spec:
            """;

    @TempDir private Path directory;

    @Test
    void takesWhatIsUsualIfNothingIsSaid() throws IOException {
        Pace pace = pace("  {owner: mail-team, access: anyone, limits: [{rate: 10/s}]}");

        assertThat(pace.access()).isInstanceOf(AccessRule.Anyone.class);
        assertThat(pace.line())
                .isEqualTo(
                        new Pace.Line(Duration.ofMinutes(1), Optional.empty(), Optional.empty()));
        assertThat(pace.cost()).isEmpty();
        assertThat(pace.inFlight()).isEmpty();
        assertThat(pace.canary()).isEmpty();
        assertThat(pace.arithmetic()).isEqualTo(Arithmetic.EXACT);
        PaceLimit limit = pace.limits().getFirst();
        assertThat(limit)
                .isEqualTo(
                        new PaceLimit(
                                Optional.empty(),
                                10,
                                Duration.ofSeconds(1),
                                1_000,
                                0,
                                false,
                                limit.at()));
    }

    @Test
    void readsEveryKey() throws IOException {
        Pace pace =
                pace(
                        """
                          owner: mail-team
                          description: Push messages.
                          access: {partners: [mailer]}
                          limits:
                            - {rate: 500/m, burst: 100, immediate: 20, mode: dryRun}
                            - {rate: 6/h, by: {header: X-Sender}}
                          within: [shop-database]
                          wait: 20s
                          priority: {header: x-priority}
                          tenants: {header: x-tenant, weights: {gold: 3}}
                          cost: {header: x-cost, atMost: 7}
                          inFlight: {atMost: 50, lease: 5m}
                          canary: {by: {header: X-Version}, shares: {v2: 5%, 2.0.1-rc+7: 100ppm}}
                          arithmetic: exact
                        """);

        assertThat(pace.description()).isEqualTo("Push messages.");
        assertThat(((AccessRule.Allowed) pace.access()).callers()).containsExactly("mailer");
        assertThat(pace.limits())
                .extracting(PaceLimit::period)
                .containsExactly(Duration.ofMinutes(1), Duration.ofHours(1));
        assertThat(pace.limits()).extracting(PaceLimit::burst).containsExactly(100, 1_000);
        assertThat(pace.limits()).extracting(PaceLimit::immediate).containsExactly(20, 0);
        assertThat(pace.limits()).extracting(PaceLimit::dryRun).containsExactly(true, false);
        assertThat(pace.limits())
                .extracting(PaceLimit::header)
                .containsExactly(Optional.empty(), Optional.of("x-sender"));
        assertThat(pace.within()).isEqualTo(List.of(new PaceName("shop-database")));
        assertThat(pace.line())
                .isEqualTo(
                        new Pace.Line(
                                Duration.ofSeconds(20),
                                Optional.of("x-priority"),
                                Optional.of(new Pace.Tenants("x-tenant", Map.of("gold", 3)))));
        assertThat(pace.cost()).contains(new Pace.Cost("x-cost", 7));
        assertThat(pace.inFlight()).contains(new Pace.InFlight(50, Duration.ofMinutes(5)));
        assertThat(pace.canary())
                .contains(
                        new Pace.Canary(
                                "x-version",
                                Map.of(
                                        "v2",
                                        Share.parse("5%"),
                                        "2.0.1-rc+7",
                                        Share.parse("0.01%"))));
    }

    private static final String STEERED =
            """
              owner: mail-team
              access: anyone
              limits: [{rate: 500/s}]
              steer:
                floor: 2%
                safe: 10%
                settle: 1m
                climb: 30m
                every: 15s
                signals:
                  - name: lag
                    prometheus: {url: "http://prometheus:9090", query: max(lag)}
                    healthy: 1
                    danger: 10.5
                    smoothing: 0s
                    stale: 1m
                  - name: threads
                    http: {url: "http://agent/threads", pointer: /running}
                    healthy: 20
                    danger: 60
                  - name: free
                    sql: {database: SHOP_DATABASE, query: SELECT free FROM pool}
                    healthy: 50
                    danger: 5
                  - {name: told, pushed: {}, healthy: -1, danger: 0.25}
            """;

    @Test
    void readsHowItIsSteered() throws IOException {
        PaceSteering steering = pace(STEERED).steering().orElseThrow();

        assertThat(steering.floor()).isEqualTo(2);
        assertThat(steering.safe()).isEqualTo(10);
        assertThat(steering.settle()).isEqualTo(Duration.ofMinutes(1));
        assertThat(steering.climb()).isEqualTo(Duration.ofMinutes(30));
        assertThat(steering.every()).isEqualTo(Duration.ofSeconds(15));
    }

    @Test
    void readsWhereSignalsComeFrom() throws IOException {
        PaceSteering steering = pace(STEERED).steering().orElseThrow();

        assertThat(steering.signals())
                .extracting(PaceSignal::source)
                .containsExactly(
                        new PaceSignal.PrometheusValue(
                                URI.create("http://prometheus:9090"), "max(lag)"),
                        new PaceSignal.HttpValue(URI.create("http://agent/threads"), "/running"),
                        new PaceSignal.SqlValue("SHOP_DATABASE", "SELECT free FROM pool"),
                        new PaceSignal.Pushed());
        assertThat(steering.signals())
                .extracting(PaceSignal::healthy)
                .containsExactly(1.0, 20.0, 50.0, -1.0);
        assertThat(steering.signals())
                .extracting(PaceSignal::danger)
                .containsExactly(10.5, 60.0, 5.0, 0.25);
        assertThat(steering.signals())
                .extracting(PaceSignal::smoothing)
                .startsWith(Duration.ZERO, Duration.ofSeconds(10));
        assertThat(steering.signals())
                .extracting(PaceSignal::stale)
                .startsWith(Duration.ofMinutes(1), Duration.ofSeconds(30));
    }

    @Test
    void countsAsNginxDoesIfThatIsWanted() throws IOException {
        Pace pace =
                pace(
                        "  {owner: mail-team, access: anyone, limits: [{rate: 10/s}], arithmetic: nginx}");

        assertThat(pace.arithmetic()).isEqualTo(Arithmetic.NGINX);
    }

    private Pace pace(String spec) throws IOException {
        Files.writeString(directory.resolve("pace.yaml"), AROUND + spec);
        Loaded loaded = new DefinitionLoader().load(directory);
        assertThat(loaded).isInstanceOf(Loaded.Accepted.class);
        return ((Loaded.Accepted) loaded)
                .definitions().paces().stream()
                        .filter(pace -> pace.name().equals(new PaceName("push")))
                        .findFirst()
                        .orElseThrow();
    }
}
