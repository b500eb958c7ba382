package dev.kiban.gateway.openapi;

import dev.kiban.gateway.openapi.ApiPage.Content;
import dev.kiban.gateway.openapi.ApiPage.ExposedService;
import dev.kiban.gateway.openapi.ApiPage.Operation;
import dev.kiban.gateway.openapi.ApiPage.Part;
import dev.kiban.gateway.openapi.ApiPage.ShownSchema;
import dev.kiban.gateway.openapi.ApiPage.TypeName;
import dev.kiban.kernel.Json;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;

/// Reads of a document what its page shows.
final class ApiPageReader {
    private static final String REFERENCE = "#/components/schemas/";

    private final Json document;

    /// @param document as [OpenApi] makes them
    ApiPageReader(Json document) {
        this.document = document;
    }

    ApiPage page() {
        return new ApiPage(
                text(document, "info", "title"),
                text(document, "info", "version"),
                services(),
                members(at(document, "components", "schemas")).entrySet().stream()
                        .map(one -> schema(one.getKey(), one.getValue()))
                        .toList(),
                texts(at(document, "x-kiban-left-out")));
    }

    private List<ExposedService> services() {
        Map<String, List<Operation>> byService = new TreeMap<>();
        members(at(document, "paths"))
                .forEach(
                        (path, operations) ->
                                members(operations)
                                        .forEach(
                                                (method, operation) ->
                                                        byService
                                                                .computeIfAbsent(
                                                                        service(operation),
                                                                        _ -> new ArrayList<>())
                                                                .add(
                                                                        operation(
                                                                                method, path,
                                                                                operation))));
        return byService.entrySet().stream()
                .map(one -> new ExposedService(one.getKey(), one.getValue()))
                .toList();
    }

    private static String service(Json operation) {
        return texts(at(operation, "tags")).stream().findFirst().orElse("");
    }

    private static Operation operation(String method, String path, Json operation) {
        return new Operation(
                method.toUpperCase(Locale.ROOT),
                path,
                text(operation, "summary"),
                text(operation, "description"),
                isTrue(operation, "deprecated"),
                callers(operation),
                elements(at(operation, "parameters")).stream()
                        .map(ApiPageReader::parameter)
                        .toList(),
                content(at(operation, "requestBody", "content")),
                content(at(operation, "responses", "200", "content")));
    }

    private static String callers(Json operation) {
        List<Json> choices = elements(at(operation, "security"));
        if (choices.isEmpty()) {
            return members(operation).containsKey("security") ? "nobody" : "anyone";
        }
        return choices.stream()
                .flatMap(choice -> members(choice).entrySet().stream())
                .map(ApiPageReader::caller)
                .collect(Collectors.joining(", or "));
    }

    private static String caller(Map.Entry<String, Json> rule) {
        List<String> scopes = texts(rule.getValue());
        return scopes.isEmpty()
                ? rule.getKey()
                : rule.getKey() + " with " + String.join(" and ", scopes);
    }

    private static Part parameter(Json parameter) {
        List<String> marks = new ArrayList<>();
        marks.add(text(parameter, "in"));
        if (isTrue(parameter, "required")) {
            marks.add("required");
        }
        return new Part(
                text(parameter, "name"),
                type(at(parameter, "schema")),
                text(parameter, "description"),
                marks);
    }

    private static List<Content> content(Json byType) {
        return members(byType).entrySet().stream()
                .map(one -> new Content(one.getKey(), type(at(one.getValue(), "schema"))))
                .toList();
    }

    private static ShownSchema schema(String name, Json schema) {
        List<String> required = texts(at(schema, "required"));
        List<Part> fields =
                members(at(schema, "properties")).entrySet().stream()
                        .map(
                                field ->
                                        field(
                                                field.getKey(),
                                                field.getValue(),
                                                required.contains(field.getKey())))
                        .toList();
        return new ShownSchema(name, text(schema, "description"), fields);
    }

    private static Part field(String name, Json schema, boolean required) {
        List<String> marks = new ArrayList<>();
        if (required) {
            marks.add("required");
        }
        if (isTrue(schema, "readOnly")) {
            marks.add("read only");
        }
        if (isTrue(schema, "writeOnly")) {
            marks.add("write only");
        }
        return new Part(name, type(schema), text(schema, "description"), marks);
    }

    private static TypeName type(Json schema) {
        Map<String, Json> members = members(schema);
        String reference = text(schema, "$ref");
        if (!reference.isEmpty()) {
            return new TypeName("", reference.substring(REFERENCE.length()));
        }
        if (members.containsKey("items")) {
            return around("list of ", members.get("items"));
        }
        if (members.containsKey("additionalProperties")) {
            return around("map of ", members.get("additionalProperties"));
        }
        if (members.containsKey("enum")) {
            return new TypeName("one of " + choices(members.get("enum")), "");
        }
        String type = text(schema, "type");
        String format = text(schema, "format") + text(schema, "contentEncoding");
        return new TypeName(
                (type.isEmpty() ? "anything" : type)
                        + (format.isEmpty() ? "" : " (" + format + ")"),
                "");
    }

    private static TypeName around(String before, Json element) {
        TypeName inner = type(element);
        return new TypeName(before + inner.before(), inner.schema());
    }

    private static String choices(Json values) {
        return elements(values).stream()
                .map(
                        value ->
                                value instanceof Json.JsonNumber(long number)
                                        ? Long.toString(number)
                                        : text(value))
                .collect(Collectors.joining(", "));
    }

    /// What stands there; nothing at all is an object without members.
    private static Json at(Json json, String... path) {
        Json place = json;
        for (String name : path) {
            place = Optional.ofNullable(members(place).get(name)).orElse(Json.object(Map.of()));
        }
        return place;
    }

    private static String text(Json json, String... path) {
        return at(json, path) instanceof Json.JsonText(String value) ? value : "";
    }

    private static boolean isTrue(Json json, String name) {
        return at(json, name) instanceof Json.JsonBoolean(boolean value) && value;
    }

    private static List<String> texts(Json array) {
        return elements(array).stream().map(ApiPageReader::text).toList();
    }

    private static List<Json> elements(Json json) {
        return json instanceof Json.JsonArray(List<Json> elements) ? elements : List.of();
    }

    private static Map<String, Json> members(Json json) {
        return json instanceof Json.JsonObject(Map<String, Json> members) ? members : Map.of();
    }
}
