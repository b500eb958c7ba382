package dev.kiban.runtime.telemetry.metrics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.prometheus.metrics.core.datapoints.CounterDataPoint;
import io.prometheus.metrics.core.datapoints.DistributionDataPoint;
import java.nio.charset.StandardCharsets;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class MetricsTest {
    private final Metrics metrics = new Metrics();

    @Test
    void writesPrometheusTextWithHelpAndType() {
        metrics.counter("hits_total", "Reads that hit.", "cache").of("users").inc(3);

        Exposition read = metrics.read("*/*");

        assertThat(read.contentType()).isEqualTo("text/plain; version=0.0.4; charset=utf-8");
        assertThat(text(read))
                .contains("# HELP hits_total Reads that hit.\n# TYPE hits_total counter\n")
                .contains("hits_total{cache=\"users\"} 3.0\n");
    }

    @Test
    void writesOpenMetricsToWhoAsksForIt() {
        metrics.counter("hits_total", "Reads that hit.").of().inc();

        Exposition read =
                metrics.read("application/openmetrics-text;version=1.0.0,text/plain;q=0.5");

        assertThat(read.contentType()).startsWith("application/openmetrics-text; version=1.0.0");
        assertThat(text(read)).contains("# TYPE hits counter\n").endsWith("# EOF\n");
    }

    @Test
    void putsObservationsIntoTheBucketThatHoldsThem() {
        DistributionDataPoint seconds =
                metrics.histogram("wait_seconds", "Waiting.", Buckets.of(0.1, 1)).of();

        seconds.observe(0.1);
        seconds.observe(0.2);
        seconds.observe(7);

        assertThat(text(metrics.read("")))
                .contains(
                        "wait_seconds_bucket{le=\"0.1\"} 1\n",
                        "wait_seconds_bucket{le=\"1.0\"} 2\n",
                        "wait_seconds_bucket{le=\"+Inf\"} 3\n",
                        "wait_seconds_count 3\n");
    }

    @Test
    void readsAGaugeWhenSomebodyLooks() {
        int[] depth = {1};
        metrics.gauge("depth", "Things that wait.", () -> depth[0]);

        depth[0] = 5;

        assertThat(text(metrics.read(""))).contains("depth 5.0\n");
    }

    @Test
    void putsWhatIsOverTheLimitIntoOtherAndCountsIt() {
        Metrics small = new Metrics(2);
        Family<CounterDataPoint> hits = small.counter("hits_total", "Reads that hit.", "a", "b");

        IntStream.range(0, 5).forEach(i -> hits.of("a" + i, "b").inc());
        hits.of("a0", "b").inc();

        assertThat(text(small.read("")))
                .contains(
                        "hits_total{a=\"a0\",b=\"b\"} 2.0\n",
                        "hits_total{a=\"a1\",b=\"b\"} 1.0\n",
                        "hits_total{a=\"other\",b=\"other\"} 3.0\n",
                        "kiban_metric_overflow_total{metric=\"hits_total\"} 3.0\n")
                .doesNotContain("a2");
    }

    @Test
    void knowsTheNamesThatWereDeclared() {
        metrics.counter("hits_total", "Reads that hit.");
        metrics.gauge("depth", "Things that wait.", () -> 1);

        assertThat(metrics.names())
                .containsExactly("depth", "hits_total", "kiban_metric_overflow_total");
    }

    @Test
    void refusesANameThatIsTaken() {
        metrics.counter("hits_total", "Reads that hit.");

        assertThatThrownBy(() -> metrics.counter("hits_total", "Again."))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("already registered");
    }

    @Test
    void refusesBucketsThatDoNotAscend() {
        assertThatThrownBy(() -> Buckets.of(1, 1)).hasMessageContaining("ascending");
        assertThatThrownBy(Buckets::of).hasMessageContaining("1 to 50");
        assertThatThrownBy(() -> Buckets.of(new double[51])).hasMessageContaining("not 51");
    }

    @Test
    void escapesLabelValues() {
        metrics.counter("hits_total", "Reads that hit.", "path").of("a\"b\\c\nd").inc();

        assertThat(text(metrics.read(""))).contains("hits_total{path=\"a\\\"b\\\\c\\nd\"} 1.0\n");
    }

    @Test
    void knowsTheJvm() {
        metrics.watchJvm();

        assertThat(text(metrics.read("")))
                .contains(
                        "jvm_memory_used_bytes{area=\"heap\"}",
                        "jvm_threads_current ",
                        "process_start_time_seconds ");
    }

    private static String text(Exposition read) {
        return new String(read.body(), StandardCharsets.UTF_8);
    }
}
