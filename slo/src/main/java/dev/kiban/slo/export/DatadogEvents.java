package dev.kiban.slo.export;

import java.util.List;

/// The events of an SLO as queries of metrics in Datadog.
///
/// @param all the valid ones
/// @param others those that fail, or those that are in time
/// @param bad which are bad, in terms of `all` and `others`
/// @param badInFull the same with the queries in place of their names
record DatadogEvents(String all, String others, String bad, String badInFull) {

    static DatadogEvents failing(String all, String errors) {
        return new DatadogEvents(all, errors, "others", errors);
    }

    static DatadogEvents tooLate(String all, String inTime) {
        return new DatadogEvents(all, inTime, "(all - others)", "(%s - %s)".formatted(all, inTime));
    }

    /// Both by name, as a widget asks them.
    List<Members> queries() {
        return List.of(DatadogWidget.query("all", all), DatadogWidget.query("others", others));
    }
}
