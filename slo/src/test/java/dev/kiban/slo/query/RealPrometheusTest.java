package dev.kiban.slo.query;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.kiban.definition.Indicator.Prometheus;
import dev.kiban.runtime.fetch.Credentials;
import dev.kiban.slo.Queries.Answer;
import dev.kiban.slo.Queries.Counted;
import dev.kiban.slo.Queries.Failed;
import dev.kiban.slo.Queries.Nothing;
import dev.kiban.slo.export.RealPrometheus;
import java.io.IOException;
import java.io.Writer;
import java.net.http.HttpClient;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Half an hour of a program that handles 60 good and 4 bad orders a minute, scraped every 15
/// seconds. It begins anew after 10 minutes, and is not seen from minute 15 to 20.
class RealPrometheusTest {
    private static final int SCRAPE_SECONDS = 15;

    @TempDir private static Path directory;
    private static RealPrometheus prometheus;
    private static Instant start;

    @BeforeAll
    static void startIt() throws Exception {
        assumeTrue(RealPrometheus.isInstalled(), "skipped: prometheus is not installed");
        start = Instant.now().truncatedTo(ChronoUnit.HOURS).minus(Duration.ofHours(6));
        prometheus = RealPrometheus.start(directory, writeMetrics());
    }

    @AfterAll
    static void stopIt() {
        if (prometheus != null) {
            prometheus.close();
        }
    }

    @Test
    void countsAMinuteAtItsEnd() {
        assertThat(ask(1, 5)).isEqualTo(new Counted(60, 64));
        assertThat(ask(5, 6)).isEqualTo(new Counted(300, 320));
    }

    @Test
    void aCounterThatBeginsAnewIsNoLoss() {
        assertThat(ask(5, 14))
                .isInstanceOfSatisfying(
                        Counted.class,
                        counted -> {
                            assertThat(counted.good()).isBetween(285L, 300L);
                            assertThat(counted.valid()).isBetween(304L, 320L);
                        });
    }

    @Test
    void whatNobodyScrapedIsAGap() {
        assertThat(ask(1, 18)).isInstanceOf(Nothing.class);
        assertThat(ask(1, -60)).isInstanceOf(Nothing.class);
        assertThat(ask(1, 25)).isEqualTo(new Counted(60, 64));
    }

    @Test
    void aQueryThatItRefusesFails() {
        Prometheus wrong =
                new Prometheus(prometheus.url(), "increase(", "increase(", Duration.ofMinutes(1));

        assertThat(queries().ask(wrong, start)).isEqualTo(new Failed("it answered 400"));
    }

    private static Answer ask(int minutes, int end) {
        Prometheus indicator =
                new Prometheus(
                        prometheus.url(),
                        "increase(orders_total{status=\"ok\"}[$window])",
                        "increase(orders_total[$window])",
                        Duration.ofMinutes(minutes));
        return queries().ask(indicator, start.plus(Duration.ofMinutes(end)));
    }

    private static PrometheusQueries queries() {
        return new PrometheusQueries(HttpClient.newHttpClient(), Credentials.NONE);
    }

    private static Path writeMetrics() throws IOException {
        Path file = directory.resolve("metrics");
        try (Writer out = Files.newBufferedWriter(file)) {
            write(out, "ok", 15);
            write(out, "bad", 1);
            out.write("# EOF\n");
        }
        return file;
    }

    private static void write(Writer out, String status, int step) throws IOException {
        int value = 0;
        for (int second = 0; second <= 1_800; second += SCRAPE_SECONDS) {
            value = second == 600 ? 0 : value + step;
            if (second < 900 || second >= 1_200) {
                out.write(
                        "orders_total{status=\"%s\"} %d %d%n"
                                .formatted(status, value, start.getEpochSecond() + second));
            }
        }
    }
}
