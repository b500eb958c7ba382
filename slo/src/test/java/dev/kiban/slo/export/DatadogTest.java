package dev.kiban.slo.export;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import dev.kiban.definition.Indicator;
import dev.kiban.definition.Indicator.Events;
import dev.kiban.definition.Indicator.Latency;
import dev.kiban.definition.Objective.Occurrences;
import dev.kiban.kernel.Share;
import dev.kiban.slo.SloPlan.ServiceSlo;
import dev.kiban.slo.Slos;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.SortedMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Test;

class DatadogTest {
    private static final Pattern NAME = Pattern.compile("[a-z]+");
    private static final Pattern WINDOW = Pattern.compile("sum\\(last_(\\d+)h\\):.+ > ([0-9.]+)");

    @Test
    void writesADashboardAndAMonitorForEachAlert() {
        assertThat(files(Sample.availability("99.9%")).keySet())
                .containsExactly(
                        "item.dashboard.json",
                        "item.good.page-1h.monitor.json",
                        "item.good.page-6h.monitor.json",
                        "item.good.ticket-24h.monitor.json",
                        "item.good.ticket-72h.monitor.json");
    }

    @Test
    void comparesTheErrorRatioOfTheLongWindow() {
        assertThat(monitor(Sample.availability("99.9%"), "page-1h").get("query").getAsString())
                .isEqualTo(
                        "sum(last_1h):sum:kiban.gateway.request_errors.count{service:item}.as_count()"
                                + " / sum:kiban.gateway.request_duration_seconds.count{service:item}.as_count()"
                                + " > 0.0144");
    }

    @Test
    void countsWhatIsTooLateOnTheRoutesThatCount() {
        String query = monitor(latency("GetItem", 300), "page-1h").get("query").getAsString();

        assertThat(query)
                .contains(
                        ".count{service:item AND route IN (/a.b/getitem,/v1/items/_id,/v1/items/_id_)}.as_count() - sum:",
                        "AND upper_bound:0.3}.as_count()) / sum:");
    }

    /// As the schema of Datadog's own clients has it: without these a body is refused.
    @Test
    void givesMonitorsWhatTheApiAsksFor() {
        files(Sample.availability("99.9%"), latency("GetItem", 1_000))
                .tailMap("item.g")
                .values()
                .stream()
                .map(DatadogTest::parse)
                .forEach(
                        monitor -> {
                            assertThat(monitor.keySet())
                                    .containsExactlyInAnyOrder(
                                            "type",
                                            "name",
                                            "query",
                                            "message",
                                            "tags",
                                            "priority",
                                            "options");
                            assertThat(monitor.get("type").getAsString()).isEqualTo("query alert");
                            assertThat(monitor.get("priority").getAsInt()).isBetween(1, 5);
                            Matcher query = WINDOW.matcher(monitor.get("query").getAsString());
                            assertThat(query.matches()).isTrue();
                            assertThat(Integer.parseInt(query.group(1))).isBetween(1, 168);
                            assertThat(query.group(2))
                                    .isEqualTo(
                                            monitor.getAsJsonObject("options")
                                                    .getAsJsonObject("thresholds")
                                                    .get("critical")
                                                    .getAsString());
                        });
    }

    @Test
    void givesDashboardsWhatTheApiAsksFor() {
        JsonObject dashboard = dashboard(Sample.availability("99.9%"));

        assertThat(dashboard.keySet()).contains("title", "layout_type", "widgets");
        List<String> types = new ArrayList<>();
        for (JsonObject widget : widgets(dashboard)) {
            types.add(widget.get("type").getAsString());
            if (widget.has("requests")) {
                list(widget.getAsJsonArray("requests")).forEach(DatadogTest::namesItsQueriesOnly);
            }
        }
        assertThat(new HashSet<>(types))
                .containsExactlyInAnyOrder("group", "timeseries", "query_value", "note");
    }

    @Test
    void saysTheBudgetOfTheWholePeriod() {
        JsonObject budget =
                widgets(dashboard(Sample.availability("99.9%"))).stream()
                        .filter(widget -> widget.get("type").getAsString().equals("query_value"))
                        .findFirst()
                        .orElseThrow();

        assertThat(budget.getAsJsonObject("time").toString())
                .isEqualTo("{\"type\":\"live\",\"unit\":\"day\",\"value\":30}");
        assertThat(formula(list(budget.getAsJsonArray("requests")).getFirst()))
                .isEqualTo("100 * (1 - 1000 * others / (1 * all))");
    }

    @Test
    void tellsWhatItCannotSay() {
        ServiceSlo events = slo(new Events("payments"));

        ExportedFiles exported = exported(events, latency("GetItem", 250), latency("Pending", 300));

        assertThat(exported.unsaid()).hasSize(3);
        assertThat(exported.files().keySet()).containsExactly("item.dashboard.json");
    }

    private static void namesItsQueriesOnly(JsonObject request) {
        Set<String> known = new HashSet<>();
        for (JsonObject query : list(request.getAsJsonArray("queries"))) {
            assertThat(query.keySet()).contains("data_source", "name", "query");
            known.add(query.get("name").getAsString());
        }
        Matcher names = NAME.matcher(formula(request));
        Set<String> used = new HashSet<>();
        while (names.find()) {
            used.add(names.group());
        }
        assertThat(known).isEqualTo(used);
    }

    private static String formula(JsonObject request) {
        return list(request.getAsJsonArray("formulas")).getFirst().get("formula").getAsString();
    }

    private static List<JsonObject> widgets(JsonObject parent) {
        List<JsonObject> all = new ArrayList<>();
        for (JsonObject widget : list(parent.getAsJsonArray("widgets"))) {
            JsonObject definition = widget.getAsJsonObject("definition");
            all.add(definition);
            if (definition.has("widgets")) {
                all.addAll(widgets(definition));
            }
        }
        return all;
    }

    private static JsonObject monitor(ServiceSlo slo, String tier) {
        return parse(requireNonNull(files(slo).get("item.good.%s.monitor.json".formatted(tier))));
    }

    private static JsonObject dashboard(ServiceSlo slo) {
        return parse(requireNonNull(files(slo).get("item.dashboard.json")));
    }

    private static SortedMap<String, String> files(ServiceSlo... slos) {
        ExportedFiles exported = exported(slos);
        assertThat(exported.unsaid()).isEmpty();
        return exported.files();
    }

    private static ExportedFiles exported(ServiceSlo... slos) {
        return Datadog.of(
                List.of(Sample.service(List.of(slos), Slos.grpc("GetItem"))),
                Sample.NAMES,
                Sample.NOW);
    }

    private static ServiceSlo latency(String route, int millis) {
        return slo(new Latency(List.of(route), Duration.ofMillis(millis), Sample.AT));
    }

    private static ServiceSlo slo(Indicator indicator) {
        return Sample.slo(indicator, new Occurrences(Share.parse("99.9%")), Sample.THIRTY_DAYS);
    }

    private static JsonObject parse(String text) {
        return JsonParser.parseString(text).getAsJsonObject();
    }

    private static List<JsonObject> list(JsonArray array) {
        return StreamSupport.stream(array.spliterator(), false)
                .map(JsonElement::getAsJsonObject)
                .toList();
    }
}
