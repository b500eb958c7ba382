package dev.kiban.definition.load;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kiban.definition.Alerting;
import dev.kiban.definition.Indicator.Availability;
import dev.kiban.definition.Indicator.Events;
import dev.kiban.definition.Indicator.Freshness;
import dev.kiban.definition.Indicator.Latency;
import dev.kiban.definition.Indicator.Prometheus;
import dev.kiban.definition.Indicator.StatusRange;
import dev.kiban.definition.Loaded;
import dev.kiban.definition.Location;
import dev.kiban.definition.Objective;
import dev.kiban.definition.Period;
import dev.kiban.definition.Slo;
import dev.kiban.kernel.Share;
import dev.kiban.kernel.SloName;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.ZoneId;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SloSectionTest {
    private static final String ITEM =
            """
                apiVersion: kiban.dev/v1
                kind: Service
                metadata: {name: item}
                spec:
                  owner: item-team
                  slos:
                    - name: availability
                      description: Buyers can look.
                      indicator: {availability: {routes: [GetItem], bad: [5xx, "429"]}}
                      objective: 99.95%
                      timeSlices: {slice: 5m, good: 95%}
                      period: {calendar: quarter, zone: Asia/Tokyo}
                      alerting: {minBadEvents: 2, tiers: [{severity: page, window: 6h, budget: 12.5%}]}
                      playbook: https://example.com/playbook
                    - {name: fast, indicator: {latency: {threshold: 300ms}}, objective: 99%}
                    - {name: fresh, indicator: {freshness: {flow: search, within: 1m}}, objective: 99%}
                    - {name: paid, indicator: {events: {stream: pay}}, objective: 99%}
                    - name: asked
                      indicator: {prometheus: {url: "http://prometheus:9090", good: "a[$window]", total: "b[$window]"}}
                      objective: 99%
                      period: {rolling: 7d}
                ---
                apiVersion: kiban.dev/v1
                kind: Team
                metadata: {name: item-team}
                spec: {}
                """;

    @TempDir private Path directory;
    private Path file;
    private List<Slo> slos = List.of();

    @BeforeEach
    void load() throws IOException {
        file = directory.resolve("item.yaml");
        Files.writeString(file, ITEM);
        Loaded loaded = new DefinitionLoader().load(directory);
        assertThat(loaded).isInstanceOf(Loaded.Accepted.class);
        slos = ((Loaded.Accepted) loaded).definitions().services().getFirst().slos();
    }

    @Test
    void readsEveryKey() {
        assertThat(slos.getFirst())
                .isEqualTo(
                        new Slo(
                                new SloName("availability"),
                                "Buyers can look.",
                                new Availability(
                                        List.of("GetItem"),
                                        List.of(
                                                new StatusRange(500, 599),
                                                new StatusRange(429, 429)),
                                        at(9, 33)),
                                new Objective.TimeSlices(
                                        Share.parse("99.95%"),
                                        Duration.ofMinutes(5),
                                        Share.parse("95%")),
                                new Period.Calendar(Period.Unit.QUARTER, ZoneId.of("Asia/Tokyo")),
                                new Alerting(
                                        2,
                                        List.of(
                                                new Alerting.Tier(
                                                        Alerting.Severity.PAGE,
                                                        Duration.ofHours(6),
                                                        Share.parse("12.5%"),
                                                        at(13, 43)))),
                                Optional.of(URI.create("https://example.com/playbook")),
                                at(7, 7)));
    }

    @Test
    void readsEveryKindOfIndicatorAndTakesTheDefaults() {
        assertThat(slos.subList(1, 5))
                .extracting(Slo::indicator)
                .containsExactly(
                        new Latency(List.of(), Duration.ofMillis(300), at(15, 41)),
                        new Freshness("search", Duration.ofMinutes(1)),
                        new Events("pay"),
                        new Prometheus(
                                URI.create("http://prometheus:9090"),
                                "a[$window]",
                                "b[$window]",
                                Duration.ofMinutes(1)));
        assertThat(slos.get(1).objective())
                .isEqualTo(new Objective.Occurrences(Share.parse("99%")));
        assertThat(slos.get(1).period()).isEqualTo(new Period.Rolling(28));
        assertThat(slos.get(1).alerting()).isEqualTo(new Alerting(5, List.of()));
        assertThat(slos.get(4).period()).isEqualTo(new Period.Rolling(7));
    }

    private Location at(int line, int column) {
        return new Location(file, line, column);
    }
}
