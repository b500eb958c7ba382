package dev.kiban.slo.export;

import dev.kiban.kernel.Json;
import java.util.ArrayList;
import java.util.List;

/// A panel of a dashboard of Grafana, without its place.
sealed interface GrafanaPanel {

    /// What stands on the page, but its number and its place.
    Members members();

    /// The Prometheus that the page's variable names.
    static Members source() {
        return new Members().add("type", "prometheus").add("uid", "${datasource}");
    }

    /// A line over time.
    ///
    /// @param legend may name labels: `{{route}}`
    /// @param expr in PromQL
    record Line(String legend, String expr) {}

    /// Lines over time.
    ///
    /// @param about one sentence, shown on demand
    /// @param unit in Grafana's words
    record Graph(String title, String about, String unit, List<Line> lines)
            implements GrafanaPanel {

        public Graph {
            lines = List.copyOf(lines);
        }

        @Override
        public Members members() {
            return new Members()
                    .add("type", "timeseries")
                    .add("title", title)
                    .add("description", about)
                    .add("datasource", source())
                    .add("targets", targets())
                    .add(
                            "fieldConfig",
                            new Members()
                                    .add("defaults", new Members().add("unit", unit))
                                    .add("overrides", List.of()));
        }

        private List<Members> targets() {
            List<Members> targets = new ArrayList<>();
            for (Line line : lines) {
                targets.add(
                        new Members()
                                .add("refId", "Q" + targets.size())
                                .add("datasource", source())
                                .add("expr", line.expr())
                                .add("legendFormat", line.legend()));
            }
            return targets;
        }
    }

    /// Words.
    ///
    /// @param markdown what Grafana shows; it takes scripts out itself
    record Note(String title, String markdown) implements GrafanaPanel {

        @Override
        public Members members() {
            return new Members()
                    .add("type", "text")
                    .add("title", title)
                    .add(
                            "options",
                            new Members()
                                    .add("mode", Json.text("markdown"))
                                    .add("content", Json.text(markdown)));
        }
    }
}
