package dev.kiban.definition.load;

import dev.kiban.definition.shape.JsonSchema;
import dev.kiban.kernel.Json;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/// The JSON Schema of definitions, written from the shapes that the loader reads by. Editors use it
/// to complete and check while one types.
public final class DefinitionSchema {
    private static final String ID = "https://kiban.dev/schema/v1";
    private static final List<Kind<?>> KINDS =
            List.of(TeamKind.KIND, ServiceKind.KIND, GatewayKind.KIND, PaceKind.KIND);

    private DefinitionSchema() {}

    /// The words that may stand in `kind`.
    public static List<String> kinds() {
        return KINDS.stream().map(Kind::name).toList();
    }

    /// The schema of any document.
    public static Json all() {
        JsonSchema schema = new JsonSchema();
        List<Json> cases = KINDS.stream().map(kind -> ifKind(kind, schema)).toList();
        Map<String, Json> root = head(ID + ".json", "Kiban definitions");
        root.put("type", Json.text("object"));
        root.put("required", Json.texts(List.of("apiVersion", "kind")));
        root.put("properties", properties());
        root.put("allOf", Json.array(cases));
        root.put("$defs", schema.definitions());
        return Json.object(root);
    }

    /// The schema of documents of one kind.
    ///
    /// @throws IllegalArgumentException if there is no such kind
    public static Json of(String kindName) {
        Kind<?> kind =
                KINDS.stream()
                        .filter(candidate -> candidate.name().equals(kindName))
                        .findFirst()
                        .orElseThrow(() -> new IllegalArgumentException("no kind " + kindName));
        JsonSchema schema = new JsonSchema();
        Json reference = schema.reference(kind.document());
        String file = "/" + kindName.toLowerCase(Locale.ROOT) + ".json";
        Map<String, Json> root = head(ID + file, "Kiban " + kindName);
        root.put("allOf", Json.array(List.of(reference)));
        root.put("$defs", schema.definitions());
        return Json.object(root);
    }

    private static Map<String, Json> head(String id, String title) {
        Map<String, Json> root = new LinkedHashMap<>();
        root.put("$schema", Json.text(JsonSchema.DIALECT));
        root.put("$id", Json.text(id));
        root.put("title", Json.text(title));
        return root;
    }

    /// What editors need to know before there is a kind.
    private static Json properties() {
        Map<String, Json> properties = new LinkedHashMap<>();
        properties.put(
                "apiVersion", Json.object(Map.of("const", Json.text(Kind.API_VERSION_WORD))));
        properties.put("kind", Json.object(Map.of("enum", Json.texts(kinds()))));
        return Json.object(properties);
    }

    private static Json ifKind(Kind<?> kind, JsonSchema schema) {
        Json isKind = Json.object(Map.of("const", Json.text(kind.name())));
        Map<String, Json> condition = new LinkedHashMap<>();
        condition.put("properties", Json.object(Map.of("kind", isKind)));
        condition.put("required", Json.texts(List.of("kind")));
        Map<String, Json> members = new LinkedHashMap<>();
        members.put("if", Json.object(condition));
        members.put("then", schema.reference(kind.document()));
        return Json.object(members);
    }
}
