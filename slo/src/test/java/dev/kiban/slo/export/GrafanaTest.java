package dev.kiban.slo.export;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import dev.kiban.definition.Indicator.Events;
import dev.kiban.definition.Objective.Occurrences;
import dev.kiban.kernel.Json;
import dev.kiban.kernel.Share;
import dev.kiban.slo.SloPlan.ServiceSlo;
import dev.kiban.slo.Slos;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class GrafanaTest {
    private static final ServiceSlo SLO = Sample.availability("99.9%");

    @TempDir private Path directory;

    @Test
    void hasPanelsForRequestsBudgetBurnAndPods() {
        JsonObject dashboard = dashboard(SLO);

        assertThat(dashboard.get("uid").getAsString()).isEqualTo("kiban-item");
        assertThat(titles(dashboard))
                .containsExactly(
                        "Requests at the gateway",
                        "Rate",
                        "Errors",
                        "Duration",
                        "good: 99.9%",
                        "What it means",
                        "Budget of 30 days",
                        "Burn",
                        "Pods",
                        "CPU",
                        "CPU held back",
                        "Memory",
                        "Restarts");
        assertThat(queries(dashboard))
                .contains(
                        "1000 * slo:kiban_bad:sum1h{service=\"item\",slo=\"good\"} / (1 * (slo:kiban_valid:sum1h{service=\"item\",slo=\"good\"} > 0))");
    }

    /// As Grafana's schema of dashboards has it: without these a panel is refused or stays empty.
    @Test
    void hasWhatGrafanaAsksOfADashboard() {
        JsonObject dashboard = dashboard(SLO);

        assertThat(dashboard.keySet())
                .contains("schemaVersion", "templating", "annotations", "panels");
        assertThat(list(dashboard.getAsJsonObject("templating").getAsJsonArray("list")))
                .extracting(variable -> variable.get("name").getAsString())
                .containsExactly("datasource", "namespace");
        for (JsonObject panel : panels(dashboard)) {
            assertThat(panel.keySet()).contains("id", "type", "title", "gridPos");
            switch (panel.get("type").getAsString()) {
                case "row" -> assertThat(panel.keySet()).contains("collapsed", "panels");
                case "text" ->
                        assertThat(panel.getAsJsonObject("options").keySet())
                                .containsExactly("mode", "content");
                case "timeseries" -> {
                    assertThat(panel.keySet()).contains("datasource", "targets", "description");
                    assertThat(panel.getAsJsonObject("fieldConfig").keySet())
                            .containsExactly("defaults", "overrides");
                }
                default -> throw new AssertionError("no panel of ours: " + panel);
            }
        }
    }

    @Test
    void putsNoPanelUponAnother() {
        Set<List<Integer>> taken = new HashSet<>();
        Set<Integer> ids = new HashSet<>();
        for (JsonObject panel : panels(dashboard(SLO, SLO))) {
            JsonObject at = panel.getAsJsonObject("gridPos");
            assertThat(ids.add(panel.get("id").getAsInt())).isTrue();
            for (int x = 0; x < at.get("w").getAsInt(); x++) {
                for (int y = 0; y < at.get("h").getAsInt(); y++) {
                    int column = at.get("x").getAsInt() + x;
                    assertThat(column).isLessThan(24);
                    assertThat(taken.add(List.of(column, at.get("y").getAsInt() + y))).isTrue();
                }
            }
        }
    }

    /// Each query is one, and each recorded series that it reads is one that the rules record.
    @Test
    void asksOnlyWhatPromtoolReadsAndTheRulesRecord() throws IOException, InterruptedException {
        StringBuilder rules = new StringBuilder("groups:\n  - name: panels\n    rules:\n");
        String recorded = Sample.rules(SLO);
        int number = 0;
        for (String query : queries(dashboard(SLO))) {
            String expr = query.replace("$__rate_interval", "5m").replace("$namespace", ".+");
            rules.append("      - {record: q%d, expr: %s}%n".formatted(number++, quoted(expr)));
            Pattern.compile("slo:kiban_[a-z_]+:[a-z0-9]+")
                    .matcher(query)
                    .results()
                    .forEach(series -> assertThat(recorded).contains("record: " + series.group()));
        }

        assertThat(number).isGreaterThan(12);
        new Promtool(directory).accepts(rules.toString());
    }

    @Test
    void tellsWhichSlosItCannotShow() {
        ServiceSlo events =
                Sample.slo(
                        new Events("payments"),
                        new Occurrences(Share.parse("99%")),
                        Sample.THIRTY_DAYS);

        assertThat(exported(events).unsaid()).hasSize(1);
        assertThat(titles(dashboard(events))).contains("Rate").doesNotContain("good: 99%");
    }

    @Test
    void showsThePodsOfAServiceWithoutRoutes() {
        ExportedFiles files = grafana().dashboards(List.of(Sample.service(List.of())));

        assertThat(titles(parse(files))).startsWith("Pods").doesNotContain("Rate");
    }

    @ParameterizedTest
    @ValueSource(strings = {"item-7d9c5b8f6d-x2x4z", "item-x2x4z", "item-0", "item-12"})
    void findsThePodsOfAService(String pod) {
        assertThat(pod).matches(podsOfItem());
    }

    @ParameterizedTest
    @ValueSource(strings = {"item-search-7d9c5b8f6d-x2x4z", "item-search-0", "items-0", "item"})
    void takesNoPodsOfANamesake(String pod) {
        assertThat(pod).doesNotMatch(podsOfItem());
    }

    private static String podsOfItem() {
        String selector = PodSelector.of(Sample.availability("99%").service());
        return selector.substring("pod=~\"".length(), selector.length() - 1);
    }

    private static String quoted(String text) {
        return Json.text(text).print().strip();
    }

    private static JsonObject dashboard(ServiceSlo... slos) {
        return parse(exported(slos));
    }

    private static JsonObject parse(ExportedFiles exported) {
        assertThat(exported.files()).containsOnlyKeys("item.json");
        return JsonParser.parseString(exported.files().firstEntry().getValue()).getAsJsonObject();
    }

    private static ExportedFiles exported(ServiceSlo... slos) {
        return grafana().dashboards(List.of(Sample.service(List.of(slos), Slos.grpc("GetItem"))));
    }

    private static Grafana grafana() {
        return new Grafana(Sample.NAMES, Sample.NOW);
    }

    private static List<String> titles(JsonObject dashboard) {
        return panels(dashboard).stream().map(panel -> panel.get("title").getAsString()).toList();
    }

    private static List<String> queries(JsonObject dashboard) {
        List<String> queries = new ArrayList<>();
        for (JsonObject panel : panels(dashboard)) {
            if (panel.has("targets")) {
                list(panel.getAsJsonArray("targets"))
                        .forEach(target -> queries.add(target.get("expr").getAsString()));
            }
        }
        return queries;
    }

    private static List<JsonObject> panels(JsonObject dashboard) {
        return list(dashboard.getAsJsonArray("panels"));
    }

    private static List<JsonObject> list(JsonArray array) {
        return StreamSupport.stream(array.spliterator(), false)
                .map(JsonElement::getAsJsonObject)
                .toList();
    }
}
