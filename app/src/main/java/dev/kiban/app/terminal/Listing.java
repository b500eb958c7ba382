package dev.kiban.app.terminal;

import dev.kiban.kernel.Json;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;

/// What there is of one kind: aligned lines for people, an array for programs.
///
/// @param name of the array
/// @param nothing what people read if there is nothing
/// @param cells of a line
public record Listing<T>(
        String name,
        String nothing,
        Function<T, List<String>> cells,
        Function<T, Map<String, Json>> members) {

    /// As it is printed.
    public String text(List<T> all, ReportFormat format) {
        return switch (format) {
            case text -> lines(all);
            case json -> json(all).print();
        };
    }

    private String lines(List<T> all) {
        return all.isEmpty()
                ? nothing + "\n"
                : Columns.align(all.stream().map(cells).toList()).stream()
                        .collect(Collectors.joining("\n", "", "\n"));
    }

    private Json json(List<T> all) {
        return Json.object(
                Map.of(name, Json.array(all.stream().map(members).map(Json::object).toList())));
    }
}
