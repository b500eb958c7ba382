package dev.kiban.gateway.openapi;

import com.google.protobuf.Descriptors.Descriptor;
import com.google.protobuf.Descriptors.FieldDescriptor;
import com.google.protobuf.Descriptors.FieldDescriptor.JavaType;
import dev.kiban.gateway.Target.TranscodedTarget;
import dev.kiban.gateway.openapi.ApiPath.Parameter;
import dev.kiban.kernel.Json;
import dev.kiban.transcode.FieldPath;
import dev.kiban.transcode.JsonOptions;
import dev.kiban.transcode.http.Binding;
import dev.kiban.transcode.http.HttpRule;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/// A gRPC method as HTTP clients call it by one of its rules.
final class RpcOperation {
    /// How deep fields of fields are listed as parameters of the query. Deeper ones are taken, too.
    private static final int MAX_DEPTH = 4;

    private final TranscodedTarget target;
    private final Binding binding;
    private final HttpRule rule;
    private final JsonOptions style;
    private final ApiPath path;
    private final MessageSchemas schemas;
    private final Comments comments;
    private final Descriptor input;

    RpcOperation(TranscodedTarget target, ApiPath path, MessageSchemas schemas, Comments comments) {
        this.target = target;
        this.binding = target.binding();
        this.rule = binding.rule();
        this.style = binding.json();
        this.path = path;
        this.schemas = schemas;
        this.comments = comments;
        this.input = binding.rpc().input().descriptor();
    }

    /// @param id that no other operation has
    /// @param security what callers must show
    Json json(String id, Optional<Json> security) {
        Members operation =
                Members.of("operationId", id)
                        .and("tags", Json.texts(List.of(target.service().value())))
                        .and("summary", binding.rpc().descriptor().getName())
                        .unlessEmpty("description", comments.of(binding.rpc().descriptor()));
        if (binding.rpc().descriptor().getOptions().getDeprecated()) {
            operation.and("deprecated", Json.bool(true));
        }
        List<Json> parameters = parameters();
        if (!parameters.isEmpty()) {
            operation.and("parameters", Json.array(parameters));
        }
        if (binding.takesBody()) {
            operation.and("requestBody", new Members().and("content", requestContent()).json());
        }
        operation.and("responses", responses());
        security.ifPresent(required -> operation.and("security", required));
        return operation.json();
    }

    private List<Json> parameters() {
        List<Json> parameters = new ArrayList<>();
        path.parameters().forEach(one -> parameters.add(pathParameter(one)));
        if (!rule.body().equals(HttpRule.WHOLE_MESSAGE)) {
            Set<String> taken =
                    path.parameters().stream()
                            .flatMap(one -> one.field().stream())
                            .collect(Collectors.toCollection(HashSet::new));
            binding.template().variables().forEach(one -> taken.add(one.fieldPath()));
            taken.add(rule.body());
            addQuery(input, new Place("", ""), taken, parameters);
        }
        return parameters;
    }

    private Json pathParameter(Parameter parameter) {
        Optional<FieldDescriptor> field = parameter.field().flatMap(this::fieldAt);
        Json schema =
                field.map(known -> schemas.of(known, style))
                        .orElseGet(() -> Members.of("type", "string").json());
        return Members.of("name", parameter.name())
                .and("in", "path")
                .and("required", Json.bool(true))
                .unlessEmpty(
                        "description",
                        Members.paragraphs(
                                field.map(comments::of).orElse(""),
                                parameter.rest() ? "May have slashes in it" : ""))
                .and("schema", schema)
                .json();
    }

    private Optional<FieldDescriptor> fieldAt(String dotted) {
        return binding.rpc().input().path(dotted).map(FieldPath::field);
    }

    /// Where fields of a message are in the query.
    ///
    /// @param proto before their names in the words of the proto
    /// @param shown before their names as they are shown
    private record Place(String proto, String shown) {
        int depth() {
            return (int) shown.chars().filter(c -> c == '.').count();
        }
    }

    private void addQuery(
            Descriptor message, Place place, Set<String> taken, List<Json> parameters) {
        for (FieldDescriptor field : message.getFields()) {
            String proto = place.proto() + field.getName();
            String shown = place.shown() + MessageSchemas.name(field, style);
            if (taken.contains(proto)) {
                continue;
            }
            if (isPlain(field)) {
                parameters.add(queryParameter(field, shown));
            } else if (isOpen(field) && place.depth() < MAX_DEPTH) {
                addQuery(
                        field.getMessageType(),
                        new Place(proto + ".", shown + "."),
                        taken,
                        parameters);
            }
        }
    }

    private Json queryParameter(FieldDescriptor field, String name) {
        Members parameter =
                Members.of("name", name)
                        .and("in", "query")
                        .unlessEmpty("description", comments.of(field))
                        .and("schema", schemas.of(field, style));
        if (Behavior.of(field).required()) {
            parameter.and("required", Json.bool(true));
        }
        return field.isMapField() ? parameter.and("style", "deepObject").json() : parameter.json();
    }

    /// Whether one parameter says it all: scalars, lists of them, maps, and messages that are text.
    private static boolean isPlain(FieldDescriptor field) {
        return field.isMapField()
                || field.getJavaType() != JavaType.MESSAGE
                || (!field.isRepeated() && WellKnownSchemas.isOneValue(field.getMessageType()));
    }

    /// Whether its fields can be set one by one.
    private static boolean isOpen(FieldDescriptor field) {
        return !field.isRepeated() && WellKnownSchemas.of(field.getMessageType()).isEmpty();
    }

    private Json requestContent() {
        if (binding.takesHttpBody()) {
            return content("*/*", new Members().json());
        }
        Json one =
                rule.body().equals(HttpRule.WHOLE_MESSAGE)
                        ? schemas.of(input, style)
                        : schemas.of(input.findFieldByName(rule.body()), style);
        if (!binding.rpc().clientStreaming()) {
            return content("application/json", one);
        }
        return new Members()
                .and("application/json", schema(MessageSchemas.list(one)))
                .and("application/x-ndjson", schema(one))
                .json();
    }

    private Json responses() {
        return new Members()
                .and(
                        "200",
                        Members.of("description", "What the service answers")
                                .and("content", responseContent())
                                .json())
                .and(
                        "default",
                        Members.of("description", "Why there is no answer")
                                .and("content", content("application/json", schemas.ofStatus()))
                                .json())
                .json();
    }

    private Json responseContent() {
        if (binding.givesHttpBody()) {
            return content("*/*", new Members().json());
        }
        Descriptor output = binding.rpc().output().descriptor();
        Json one =
                rule.responseBody().isEmpty()
                        ? schemas.of(output, style)
                        : schemas.of(output.findFieldByName(rule.responseBody()), style);
        if (!binding.rpc().serverStreaming()) {
            return content("application/json", one);
        }
        return new Members()
                .and("application/json", schema(MessageSchemas.list(one)))
                .and("application/x-ndjson", schema(one))
                .and("text/event-stream", schema(one))
                .json();
    }

    private static Json content(String type, Json schema) {
        return new Members().and(type, schema(schema)).json();
    }

    private static Json schema(Json schema) {
        return new Members().and("schema", schema).json();
    }
}
