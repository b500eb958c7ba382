package dev.kiban.pace.door;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kiban.kernel.PaceName;
import dev.kiban.kernel.Share;
import dev.kiban.pace.Bounds;
import dev.kiban.pace.CanaryPlan;
import dev.kiban.pace.LimitPlan;
import dev.kiban.pace.PacePlan;
import dev.kiban.pace.Pacer;
import dev.kiban.pace.Rate;
import dev.kiban.pace.StoreReport;
import dev.kiban.pace.cruise.HelmReport;
import dev.kiban.pace.cruise.VoyageReport;
import dev.kiban.pace.steer.Forecast;
import dev.kiban.pace.steer.Forecast.Verdict;
import dev.kiban.pace.steer.Position.Move;
import dev.kiban.pace.steer.Speed;
import dev.kiban.runtime.telemetry.metrics.Metrics;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

class PaceMetricsTest {
    private static final PaceName PUSH = new PaceName("push");
    private static final Pattern LISTED = Pattern.compile("^\\| `(kiban_\\w+)`", Pattern.MULTILINE);

    private final Metrics registry = new Metrics();
    private final Pacer pacer = new Pacer(Bounds.USUAL, new SplittableRandom(7), 0, _ -> {});

    @Test
    void tellsOfPacesAndOfWhatTheyAreSteeredBy() {
        declare();

        String page = new String(registry.read("text/plain").body(), StandardCharsets.UTF_8);

        assertThat(page)
                .contains(
                        "kiban_pace_asks_total{pace=\"push\",result=\"passed\"} 0.0",
                        "kiban_pace_rate{limit=\"all\",pace=\"push\"} 0.5",
                        "kiban_pace_canary_permits_total{canary=\"v2\",pace=\"push\"} 0.0",
                        "kiban_pace_canary_permits_total{canary=\"rest\",pace=\"push\"} 0.0",
                        "kiban_pace_canary_share{canary=\"v2\",pace=\"push\"} 0.05",
                        "kiban_pace_steered_share{pace=\"push\"} 0.25",
                        "kiban_pace_signal{pace=\"push\",signal=\"lag\"} 4.5",
                        "kiban_pace_signal_pressure{pace=\"push\",signal=\"lag\"} 0.75",
                        "kiban_pace_signal_stale{pace=\"push\",signal=\"lag\"} 1.0",
                        "kiban_pace_campaign_remaining{pace=\"push\"} 600.0",
                        "kiban_pace_campaign_deadline_timestamp_seconds{pace=\"push\"} 1800.0",
                        "kiban_pace_campaign_finish_timestamp_seconds{pace=\"push\"} 2400.0");
    }

    @Test
    void theReferenceListsEveryMetric() throws Exception {
        declare();

        assertThat(
                        LISTED.matcher(Files.readString(Path.of("../docs/reference/pace.md")))
                                .results()
                                .map(found -> found.group(1)))
                .containsExactlyInAnyOrderElementsOf(registry.names());
    }

    private void declare() {
        pacer.replan(
                List.of(
                        PacePlan.of(PUSH, LimitPlan.of("all", new Rate(30, Rate.Per.MINUTE)))
                                .sharing(
                                        new CanaryPlan(
                                                "x-version", Map.of("v2", Share.parse("5%"))))),
                0);
        PaceMetrics.declarePortions(registry, Map::of);
        PaceMetrics.declareStore(registry, () -> Optional.of(new StoreReport(true, 7, 1, 2, 30)));
        PaceMetrics.declare(
                registry,
                () -> pacer.report(0),
                () ->
                        Map.of(
                                PUSH,
                                new HelmReport(
                                        0.25,
                                        Move.FALLS,
                                        List.of(new HelmReport.Reading("lag", 4.5, 0.75, true)))),
                () ->
                        Map.of(
                                PUSH,
                                new VoyageReport(
                                        1_000,
                                        600,
                                        Instant.ofEpochSecond(1_800),
                                        new Forecast(
                                                Verdict.WILL_MISS,
                                                Speed.of(1),
                                                Speed.of(2),
                                                Instant.ofEpochSecond(2_400)))));
    }
}
