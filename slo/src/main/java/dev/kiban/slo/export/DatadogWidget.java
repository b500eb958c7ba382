package dev.kiban.slo.export;

import java.util.List;

/// Widgets of a dashboard of Datadog.
final class DatadogWidget {
    private DatadogWidget() {}

    /// A heading with widgets below it.
    static Members group(String title, List<Members> widgets) {
        return widget("group", title)
                .add("layout_type", "ordered")
                .add(
                        "widgets",
                        widgets.stream()
                                .map(definition -> new Members().add("definition", definition))
                                .toList());
    }

    /// A line over time.
    ///
    /// @param formula over the names of the queries
    static Members line(String title, String formula, List<Members> queries) {
        return widget("timeseries", title)
                .add(
                        "requests",
                        List.of(
                                request("timeseries", formula, queries)
                                        .add("display_type", "line")));
    }

    /// One number of the last days.
    static Members number(String title, int days, String formula, List<Members> queries) {
        return widget("query_value", title)
                .add("precision", 1)
                .add("custom_unit", "%")
                .add(
                        "time",
                        new Members().add("type", "live").add("unit", "day").add("value", days))
                .add("requests", List.of(request("scalar", formula, queries)));
    }

    /// Words.
    static Members note(String markdown) {
        return new Members().add("type", "note").add("content", markdown);
    }

    static Members query(String name, String query) {
        return new Members()
                .add("data_source", "metrics")
                .add("name", name)
                .add("query", query)
                .add("aggregator", "sum");
    }

    private static Members widget(String type, String title) {
        return new Members().add("type", type).add("title", title);
    }

    private static Members request(String format, String formula, List<Members> queries) {
        return new Members()
                .add("response_format", format)
                .add("formulas", List.of(new Members().add("formula", formula)))
                .add("queries", queries);
    }
}
