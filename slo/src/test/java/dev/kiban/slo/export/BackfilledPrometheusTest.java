package dev.kiban.slo.export;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.google.gson.JsonArray;
import com.google.gson.JsonParser;
import dev.kiban.slo.Budget;
import dev.kiban.slo.SloPlan.ServiceSlo;
import dev.kiban.slo.Slot;
import dev.kiban.slo.Tally;
import java.io.IOException;
import java.io.Writer;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// A real Prometheus with thirty days of seeded counts, asked with the queries that we write, gives
/// the numbers that our engine gives.
class BackfilledPrometheusTest {
    private static final ServiceSlo SLO = Sample.availability("99.9%");
    private static final int DAYS = 30;
    private static final int MINUTES = DAYS * 24 * 60;
    private static final HttpClient CLIENT = HttpClient.newHttpClient();

    @TempDir private static Path directory;
    private static final List<Slot> SLOTS = new ArrayList<>();
    private static RealPrometheus prometheus;
    private static Instant end;

    @BeforeAll
    static void startIt() throws Exception {
        assumeTrue(RealPrometheus.isInstalled(), "skipped: prometheus is not installed");
        end = Instant.now().truncatedTo(ChronoUnit.HOURS).minus(Duration.ofHours(3));
        countThirtyDays();
        prometheus = RealPrometheus.start(directory, writeMetrics());
    }

    @AfterAll
    static void stopIt() {
        if (prometheus != null) {
            prometheus.close();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"5m", "30m", "1h", "2h", "6h", "1d", "3d", "30d"})
    void countsWhatTheEngineCounts(String window) throws Exception {
        Duration length =
                window.endsWith("d") ? Duration.parse("P" + window) : Duration.parse("PT" + window);
        Tally tally =
                Tally.ofWindow(
                        SLO.slo().objective(),
                        SLOTS.subList(SLOTS.size() - (int) length.toMinutes(), SLOTS.size()));

        assertThat(ask(counted().bad().apply(window)))
                .isCloseTo((double) (tally.valid() - tally.good()), within(1e-6));
        assertThat(ask(counted().valid().apply(window)))
                .isCloseTo((double) tally.valid(), within(1e-6));
    }

    /// The very query of the rule, with what it reads put in its place.
    @Test
    void keepsTheBudgetThatTheEngineKeeps() throws Exception {
        Budget budget = Budget.of(SLO.slo().objective(), SLOTS, Duration.ofDays(DAYS));

        String query =
                query("slo:kiban_budget:remaining")
                        .replace(series("bad"), "(" + counted().bad().apply("30d") + ")")
                        .replace(series("valid"), "(" + counted().valid().apply("30d") + ")");

        assertThat(ask(query))
                .isCloseTo(budget.remaining().rounded(12).doubleValue(), within(1e-9));
        assertThat(budget.remaining().rounded(3).signum()).as("overspent").isNegative();
    }

    private static String series(String kind) {
        return "slo:kiban_%s:sum30d{service=\"item\",slo=\"good\"}".formatted(kind);
    }

    private static String query(String series) {
        String rules = Sample.rules(SLO);
        int start = rules.indexOf("expr: |-", rules.indexOf("record: " + series));
        return rules.substring(start + "expr: |-".length(), rules.indexOf("labels:", start));
    }

    private static Counted counted() {
        return ((GatewayQuery.Here) new GatewayQuery(Sample.NAMES).find(SLO)).counted();
    }

    /// Days and nights, quiet minutes, and an outage.
    private static void countThirtyDays() {
        Random random = new Random(20_260_615);
        Instant start = end.minus(Duration.ofDays(DAYS));
        for (int minute = 0; minute < MINUTES; minute++) {
            long valid = minute % 1_440 < 300 ? random.nextInt(3) : random.nextInt(2_000);
            boolean outage = minute > 20_000 && minute < 20_090;
            long bad = outage ? valid : random.nextInt(1_000) == 0 ? valid / 2 : 0;
            SLOTS.add(
                    new Slot(
                            start.plus(Duration.ofMinutes(minute)),
                            Duration.ofMinutes(1),
                            Tally.ofWhole(valid - bad, valid, 1)));
        }
    }

    private static Path writeMetrics() throws IOException {
        Path file = directory.resolve("metrics");
        try (Writer out = Files.newBufferedWriter(file)) {
            write(out, Trial.GATEWAY, _ -> 1, false);
            write(out, Trial.VALID, Tally::valid, true);
            write(out, Trial.BAD, tally -> tally.valid() - tally.good(), true);
            out.write("# EOF\n");
        }
        return file;
    }

    private interface Value {
        long of(Tally tally);
    }

    private static void write(Writer out, String series, Value value, boolean grows)
            throws IOException {
        long sum = grows ? 0 : 1;
        long seconds = end.getEpochSecond() - MINUTES * 60L;
        out.write("%s %d %d%n".formatted(series, sum, seconds));
        for (Slot slot : SLOTS) {
            seconds += 60;
            sum = grows ? sum + value.of(slot.tally()) : value.of(slot.tally());
            out.write(series + ' ' + sum + ' ' + seconds + '\n');
        }
    }

    private static double ask(String query) throws IOException, InterruptedException {
        String form =
                "query=%s&time=%d".formatted(URLEncoder.encode(query, UTF_8), end.getEpochSecond());
        HttpRequest request =
                HttpRequest.newBuilder(prometheus.url().resolve("/api/v1/query"))
                        .header("Content-Type", "application/x-www-form-urlencoded")
                        .POST(HttpRequest.BodyPublishers.ofString(form))
                        .build();
        String answer = CLIENT.send(request, BodyHandlers.ofString()).body();
        JsonArray result =
                JsonParser.parseString(answer)
                        .getAsJsonObject()
                        .getAsJsonObject("data")
                        .getAsJsonArray("result");
        assertThat(result).as(answer).hasSize(1);
        return result.get(0).getAsJsonObject().getAsJsonArray("value").get(1).getAsDouble();
    }
}
