package dev.kiban.transcode.http;

import com.google.protobuf.Descriptors.Descriptor;
import com.google.protobuf.Descriptors.FieldDescriptor;
import dev.kiban.transcode.JsonToWire;
import dev.kiban.transcode.MessageType;
import dev.kiban.transcode.Rpc;
import dev.kiban.transcode.Schema;
import dev.kiban.transcode.TextToWire;
import dev.kiban.transcode.WireToJson;
import dev.kiban.transcode.http.BindingOptions.UpdateMask;
import dev.kiban.transcode.http.Parameter.Relation;
import dev.kiban.transcode.http.ParameterNames.Meaning;
import dev.kiban.transcode.http.PathTemplate.Variable;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/// Checks one rule against its RPC, goes on after what is wrong, and says it all at the end.
final class BindingCompiler {
    private static final int MAX_LISTED_FIELDS = 20;
    private static final int MAX_METHOD_LENGTH = 32;
    private static final Set<String> WITHOUT_BODY = Set.of("GET", "HEAD");
    private static final String BODY_HAS_ALL =
            "this method takes all fields from the path and the body";

    final Rpc rpc;
    final HttpRule rule;
    final BindingOptions options;
    final TextToWire textToWire;
    final MapEntries mapEntries;
    final WireToJson wireToJson;
    PathTemplate template = PathTemplate.parse("/");
    List<Parameter> variables = List.of();
    Query query;
    BodyMapping body = new NoBody();
    Optional<FieldDescriptor> responseField = Optional.empty();
    boolean givesHttpBody;

    private final JsonToWire jsonToWire;
    private final MessageType input;
    private final Descriptor output;
    private final ParameterNames names;
    private final List<String> problems = new ArrayList<>();

    BindingCompiler(Schema schema, Rpc rpc, HttpRule rule, BindingOptions options) {
        this.rpc = rpc;
        this.rule = rule;
        this.options = options;
        input = rpc.input();
        output = rpc.output().descriptor();
        names = new ParameterNames(input, options.limits().maxDepth());
        textToWire = new TextToWire(schema, options.limits());
        jsonToWire = new JsonToWire(schema, options.json(), options.limits());
        wireToJson = new WireToJson(schema, options.json(), options.limits());
        mapEntries = new MapEntries(schema, textToWire, options.limits().maxBytes());
        query = new Query(names::find, options.unknownQuery());
    }

    Binding compile() {
        method();
        template();
        variablesApart();
        body();
        response();
        streams();
        if (!problems.isEmpty()) {
            throw new BindingFault(problems);
        }
        return new Binding(this);
    }

    private void method() {
        String method = rule.httpMethod();
        boolean valid =
                method.equals(RouteTable.ANY_METHOD)
                        || (!method.isEmpty()
                                && method.length() <= MAX_METHOD_LENGTH
                                && method.chars()
                                        .allMatch(c -> c == '-' || (c >= 'A' && c <= 'Z')));
        if (!valid) {
            problem(
                    "'%s' is no HTTP method: use capitals such as GET, or * for any"
                            .formatted(method));
        }
    }

    private void template() {
        try {
            template = PathTemplate.parse(rule.template());
        } catch (TemplateFault e) {
            problems.add(e.getMessage());
        }
        List<Parameter> found = new ArrayList<>();
        for (Variable variable : template.variables()) {
            variable(variable).ifPresent(found::add);
        }
        variables = List.copyOf(found);
    }

    private Optional<Parameter> variable(Variable variable) {
        String name = variable.fieldPath();
        switch (names.find(name)) {
            case Meaning.Unknown(String why) ->
                    problem("path variable '%s': %s".formatted(name, why));
            case Meaning.Unfit(String why) ->
                    problem("path variable '%s': %s".formatted(name, why));
            case Meaning.Field(Parameter parameter) -> {
                if (!parameter.field().isRepeated()) {
                    return Optional.of(parameter);
                }
                problem(
                        "path variable '%s': field '%s' holds many values, a path variable is one"
                                .formatted(name, parameter.field().getName()));
            }
        }
        return Optional.empty();
    }

    private void variablesApart() {
        for (int i = 0; i < variables.size(); i++) {
            for (Parameter other : variables.subList(i + 1, variables.size())) {
                Relation relation = variables.get(i).relation(other);
                if (relation == Relation.SAME) {
                    problem("path variable '%s' is used twice".formatted(other));
                }
                if (relation == Relation.EXCLUSIVE) {
                    problem(
                            "path variables '%s' and '%s' are in one oneof: only one can be set"
                                    .formatted(variables.get(i), other));
                }
            }
        }
    }

    private void body() {
        if (rule.body().isEmpty()) {
            return;
        }
        if (WITHOUT_BODY.contains(rule.httpMethod())) {
            problem(
                    "%s requests have no body: remove body '%s'"
                            .formatted(rule.httpMethod(), rule.body()));
        }
        if (rule.body().equals(HttpRule.WHOLE_MESSAGE)) {
            wholeBody();
            return;
        }
        topLevel(input.descriptor(), rule.body(), "body").ifPresent(this::fieldBody);
    }

    private void wholeBody() {
        query = new Query(_ -> new Meaning.Unknown(BODY_HAS_ALL), options.unknownQuery());
        if (!HttpBody.is(input.descriptor())) {
            body = new MessageBody(input, jsonToWire);
            return;
        }
        body = new RawBody(Optional.empty());
        for (Parameter variable : variables) {
            problem(
                    "path variable '%s' and the body would both set the google.api.HttpBody"
                            .formatted(variable));
        }
    }

    private void fieldBody(FieldDescriptor field) {
        for (Parameter variable : variables) {
            boolean bothSet = variable.steps().size() == 1 || isHttpBody(field);
            if (variable.steps().getFirst() == field && bothSet) {
                problem(
                        "path variable '%s' and body '%s' would set the same"
                                .formatted(variable, rule.body()));
            } else if (variable.steps().getFirst() != field && variable.meets(field)) {
                problem(
                        "path variable '%s' and body '%s' are in one oneof: only one can be set"
                                .formatted(variable, rule.body()));
            }
        }
        body =
                isHttpBody(field)
                        ? new RawBody(Optional.of(field))
                        : new FieldBody(input, field, jsonToWire, mask(field));
    }

    private Optional<PatchMask> mask(FieldDescriptor field) {
        boolean wanted =
                options.updateMask() == UpdateMask.FILL
                        && rule.httpMethod().equals("PATCH")
                        && FieldBody.isMessage(field);
        return wanted ? PatchMask.of(input, field, variables) : Optional.empty();
    }

    private void response() {
        if (rule.responseBody().isEmpty()) {
            givesHttpBody = HttpBody.is(output);
            return;
        }
        responseField = topLevel(output, rule.responseBody(), "response_body");
        givesHttpBody = responseField.filter(BindingCompiler::isHttpBody).isPresent();
    }

    private void streams() {
        if (rpc.clientStreaming() && rule.body().isEmpty()) {
            problem(
                    "%s takes a stream of requests, so the rule needs a body to take them from"
                            .formatted(rpc.fullName()));
        }
    }

    private Optional<FieldDescriptor> topLevel(Descriptor message, String name, String what) {
        FieldDescriptor field = message.findFieldByName(name);
        if (field != null) {
            return Optional.of(field);
        }
        if (name.contains(".")) {
            problem(
                    "%s '%s' must be a field of %s itself"
                            .formatted(what, name, message.getFullName()));
        } else {
            problem(
                    "%s '%s': no such field in %s, which has %s"
                            .formatted(what, name, message.getFullName(), fieldsOf(message)));
        }
        return Optional.empty();
    }

    private static String fieldsOf(Descriptor message) {
        if (message.getFields().isEmpty()) {
            return "none";
        }
        return message.getFields().stream()
                .limit(MAX_LISTED_FIELDS)
                .map(FieldDescriptor::getName)
                .collect(Collectors.joining(", "));
    }

    private static boolean isHttpBody(FieldDescriptor field) {
        return FieldBody.isMessage(field) && HttpBody.is(field.getMessageType());
    }

    private void problem(String problem) {
        problems.add(problem);
    }
}
