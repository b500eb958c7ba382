package dev.kiban.gateway.openapi;

import dev.kiban.definition.Gateway;
import dev.kiban.gateway.GatewayPlan;
import dev.kiban.gateway.Target.HttpTarget;
import dev.kiban.gateway.Target.TranscodedTarget;
import dev.kiban.kernel.Json;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;

/// A document of OpenAPI 3.1 for all routes of a plan that HTTP clients can call.
///
/// ```java
/// String document = OpenApi.of(plan, definitions.gateway(), "7").print();
/// ```
///
/// A few rules have no place in OpenAPI: methods that it does not know, any method at all (`*`),
/// and paths that differ from others in their variables only. They are listed under
/// `x-kiban-left-out`.
public final class OpenApi {
    private static final Set<String> METHODS =
            Set.of("GET", "PUT", "POST", "DELETE", "OPTIONS", "HEAD", "PATCH", "TRACE");

    /// What a prefix without methods lets through.
    private static final List<String> USUAL =
            List.of("GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS");

    private final GatewayPlan plan;
    private final Comments comments = new Comments();
    private final MessageSchemas schemas = new MessageSchemas(comments);
    private final Security security;
    private final SortedMap<String, Map<String, Json>> paths = new TreeMap<>();
    private final List<String> leftOut = new ArrayList<>();
    private final Set<String> tags = new TreeSet<>();
    private final Set<String> operationIds = new TreeSet<>();

    private OpenApi(GatewayPlan plan, Optional<Gateway> gateway) {
        this.plan = plan;
        this.security = new Security(gateway);
    }

    /// The document.
    ///
    /// @param gateway that names callers; empty if none does
    /// @param version of what is exposed
    public static Json of(GatewayPlan plan, Optional<Gateway> gateway, String version) {
        return new OpenApi(plan, gateway).document(version);
    }

    private Json document(String version) {
        plan.transcoded().forEach(this::add);
        plan.prefixed().forEach(this::add);
        Map<String, Json> document = new LinkedHashMap<>();
        document.put("openapi", Json.text("3.1.0"));
        document.put("info", Members.of("title", "Kiban gateway").and("version", version).json());
        document.put(
                "tags",
                Json.array(tags.stream().map(tag -> Members.of("name", tag).json()).toList()));
        Map<String, Json> byPath = new LinkedHashMap<>();
        paths.forEach((path, operations) -> byPath.put(path, Json.object(operations)));
        document.put("paths", Json.object(byPath));
        document.put(
                "components",
                new Members()
                        .and("schemas", schemas.all())
                        .and("securitySchemes", security.schemes())
                        .json());
        if (!leftOut.isEmpty()) {
            document.put("x-kiban-left-out", Json.texts(leftOut));
        }
        return Json.object(document);
    }

    private void add(TranscodedTarget target) {
        String method = target.binding().httpMethod();
        ApiPath path = ApiPath.of(target.binding().template());
        put(
                path.text(),
                method,
                method + " " + target.label(),
                () ->
                        new RpcOperation(target, path, schemas, comments)
                                .json(id(target), security.of(target.access(method))));
        tags.add(target.service().value());
    }

    private void add(HttpTarget target) {
        tags.add(target.service().value());
        List<String> methods =
                target.methods().isEmpty() ? USUAL : target.methods().stream().sorted().toList();
        for (String method : methods) {
            put(
                    target.prefix() + "{path}",
                    method,
                    method + " " + target.label(),
                    () -> prefix(target, method));
        }
    }

    private Json prefix(HttpTarget target, String method) {
        Json parameter =
                Members.of("name", "path")
                        .and("in", "path")
                        .and("required", Json.bool(true))
                        .and("description", "May have slashes in it")
                        .and("schema", Members.of("type", "string").json())
                        .json();
        Members operation =
                new Members()
                        .and("tags", Json.texts(List.of(target.service().value())))
                        .and("description", "Passed to the service as it is")
                        .and("parameters", Json.array(List.of(parameter)))
                        .and(
                                "responses",
                                new Members()
                                        .and(
                                                "default",
                                                Members.of(
                                                                "description",
                                                                "What the service answers")
                                                        .json())
                                        .json());
        security.of(target.access(method)).ifPresent(rule -> operation.and("security", rule));
        return operation.json();
    }

    /// Makes an operation, if it has a place.
    private void put(String path, String method, String name, Operation operation) {
        Map<String, Json> operations = paths.computeIfAbsent(path, _ -> new LinkedHashMap<>());
        String key = method.toLowerCase(Locale.ROOT);
        if (!METHODS.contains(method) || operations.containsKey(key)) {
            leftOut.add(name);
        } else {
            operations.put(key, operation.json());
        }
        if (operations.isEmpty()) {
            paths.remove(path);
        }
    }

    /// What is made only if it is wanted.
    private interface Operation {
        Json json();
    }

    /// Each operation has a name of its own; a method may have several rules.
    private String id(TranscodedTarget target) {
        String rpc = target.binding().rpc().fullName().replace('/', '.');
        String id = rpc;
        for (int number = 2; !operationIds.add(id); number++) {
            id = rpc + "_" + number;
        }
        return id;
    }
}
