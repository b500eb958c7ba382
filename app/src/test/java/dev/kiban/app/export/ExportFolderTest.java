package dev.kiban.app.export;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.kiban.definition.Definitions;
import dev.kiban.definition.Loaded;
import dev.kiban.definition.load.DefinitionLoader;
import dev.kiban.runtime.telemetry.log.Log;
import dev.kiban.slo.Exposed;
import dev.kiban.slo.SloPlan;
import dev.kiban.testkit.Eventually;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ExportFolderTest {
    private static final Log LOG = Log.of(ExportFolderTest.class);

    private final AtomicReference<Instant> now =
            new AtomicReference<>(Instant.parse("2026-11-22T10:00:00Z"));
    private final InstantSource clock = now::get;

    @TempDir private Path directory;
    private Path folder;
    private ExportFolder exports;

    @BeforeEach
    void open() {
        folder = directory.resolve("made/by/kiban");
        exports = new ExportFolder(folder, clock, LOG);
    }

    @AfterEach
    void close() {
        exports.close();
    }

    @Test
    void hasEverythingOfAServiceSoonAfterItIsDefined() throws IOException {
        exports.show(of("shop"));

        Eventually.passes(
                () -> {
                    assertThat(folder.resolve("grafana/shop.json")).content().contains("shop");
                    assertThat(folder.resolve("datadog/shop.dashboard.json")).exists();
                    assertThat(folder.resolve("prometheus/kiban.yaml"))
                            .content()
                            .contains("kiban-slo/shop/availability");
                    assertThat(folder.resolve("openslo/kiban.yaml"))
                            .content()
                            .contains("shop-availability");
                });
    }

    @Test
    void removesOnlyWhatItWroteOfAServiceThatIsGone() throws IOException {
        Path foreign = Files.createDirectories(folder.resolve("grafana")).resolve("mine.json");
        Files.writeString(foreign, "{}");
        exports.show(of("shop"));
        Eventually.passes(() -> assertThat(folder.resolve("grafana/shop.json")).exists());

        exports.show(of("market"));

        Eventually.passes(
                () -> {
                    assertThat(folder.resolve("grafana/market.json")).exists();
                    assertThat(folder.resolve("grafana/shop.json")).doesNotExist();
                });
        assertThat(foreign).hasContent("{}");
    }

    @Test
    void takesTheMonthOfADayThatHasBegun() throws IOException {
        exports.show(of("shop"));
        Path rules = folder.resolve("prometheus/kiban.yaml");
        Eventually.passes(() -> assertThat(rules).exists());
        String november = Files.readString(rules);

        now.updateAndGet(before -> before.plus(Duration.ofDays(10)));

        Eventually.passes(() -> assertThat(rules).content().isNotEqualTo(november));
    }

    @Test
    void goesOnWhenAFileCanBeWrittenAgain() throws IOException {
        Path blocked = folder.resolve("grafana");
        Files.writeString(blocked, "a file where a folder is to be");
        exports.show(of("shop"));
        Eventually.passes(() -> assertThat(folder.resolve("datadog/shop.dashboard.json")).exists());

        Files.delete(blocked);

        Eventually.passes(() -> assertThat(folder.resolve("grafana/shop.json")).exists());
    }

    @Test
    void refusesAFolderThatCannotBe() throws IOException {
        Path file = Files.writeString(directory.resolve("file"), "");

        assertThatThrownBy(() -> new ExportFolder(file, clock, LOG))
                .isInstanceOf(UncheckedIOException.class)
                .hasMessageContaining("cannot write " + file);
    }

    private Exports of(String service) throws IOException {
        Path definitions = Files.createTempDirectory(directory, service);
        Files.writeString(
                definitions.resolve("kiban.yaml"),
                """
                apiVersion: kiban.dev/v1
                kind: Team
                metadata: {name: shop-team}
                spec: {}
                ---
                apiVersion: kiban.dev/v1
                kind: Service
                metadata: {name: %s}
                spec:
                  owner: shop-team
                  upstream: {protocol: http, addresses: ["127.0.0.1:9100"]}
                  gateway:
                    routes:
                      - http: {prefix: /shop/}
                        access: anyone
                  slos:
                    - name: availability
                      indicator: {availability: {}}
                      objective: 99.9%%
                      period: {calendar: month, zone: Asia/Tokyo}
                """
                        .formatted(service));
        Definitions loaded =
                switch (new DefinitionLoader().load(definitions)) {
                    case Loaded.Accepted(Definitions accepted) -> accepted;
                    case Loaded.Rejected(var problems, _) -> throw new AssertionError(problems);
                };
        return switch (SloPlan.compile(loaded, Exposed.AS_WRITTEN)) {
            case SloPlan.Compiled(SloPlan plan) ->
                    new Exports(loaded, plan, new ServedNames(List.of()));
            case SloPlan.Rejected(var problems) -> throw new AssertionError(problems);
        };
    }
}
