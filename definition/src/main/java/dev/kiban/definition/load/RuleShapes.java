package dev.kiban.definition.load;

import dev.kiban.definition.RuleOverride;
import dev.kiban.definition.shape.EitherShape;
import dev.kiban.definition.shape.Field;
import dev.kiban.definition.shape.ObjectShape;
import dev.kiban.definition.shape.TextRule;
import dev.kiban.definition.shape.TextShape;
import dev.kiban.definition.shape.Values;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/// The rules of a gRPC route, with the keys of `google.api.HttpRule`: the HTTP method is the key.
final class RuleShapes {
    private static final TextShape<String> TEMPLATE =
            TextShape.of(
                    "a path template that starts with '/', such as /v1/items/{id}",
                    TextRule.matching("/[^\\s?#]*").upTo(1_000));
    private static final TextShape<String> FIELD_PATH =
            TextShape.of(
                    "the name of a field, or '*'",
                    TextRule.matching("\\*|[A-Za-z_][A-Za-z0-9_]*(\\.[A-Za-z_][A-Za-z0-9_]*)*"));

    private static final Pattern VARIABLE_WITH_PATTERN = Pattern.compile("\\{[^{}=]*=([^{}]*)}");
    private static final Pattern PLAIN_VARIABLE = Pattern.compile("\\{[^{}=]*}");

    private static final Field<String> METHOD =
            Field.required("method", Texts.GRPC_METHOD, "The gRPC method that the rule is for")
                    .example("GetItem");
    private static final Field<Optional<String>> BODY =
            Field.optional(
                            "body",
                            FIELD_PATH,
                            "The request field that the HTTP body fills, `*` for the whole message; without it, no body")
                    .example("item");
    private static final Field<Optional<String>> RESPONSE_BODY =
            Field.optional(
                            "responseBody",
                            FIELD_PATH,
                            "The field of the reply that becomes the HTTP body; without it, the whole reply")
                    .example("item");

    private static final Field<String> CUSTOM_KIND =
            Field.required(
                            "kind",
                            TextShape.of(
                                    "an HTTP method in capitals, or '*' for any",
                                    TextRule.matching("\\*|[A-Z]+")),
                            "The HTTP method; `*` is any")
                    .example("HEAD");
    private static final Field<String> CUSTOM_PATH =
            Field.required("path", TEMPLATE, "The path template").example("/v1/items/{id}");

    static final EitherShape<RuleOverride> RULE =
            new EitherShape<>(
                    "Rule",
                    List.of(
                            rule("get"),
                            rule("put"),
                            rule("post"),
                            rule("delete"),
                            rule("patch"),
                            customRule()));

    private RuleShapes() {}

    private static ObjectShape<RuleOverride> rule(String key) {
        String verb = key.toUpperCase(Locale.ROOT);
        Field<String> template =
                Field.required(key, TEMPLATE, "The path template of %s requests".formatted(verb))
                        .example("/v1/items/{id}");
        return ObjectShape.named(verb.charAt(0) + key.substring(1) + "Rule", "A rule for " + verb)
                .fields(template, METHOD, BODY, RESPONSE_BODY)
                .check(v -> claim(v.find(template).map(t -> new Endpoint(verb, t)), v))
                .build(v -> build(new Endpoint(verb, v.get(template)), v));
    }

    private static ObjectShape<RuleOverride> customRule() {
        Field<Endpoint> custom =
                Field.required(
                        "custom",
                        ObjectShape.named("CustomEndpoint", "An HTTP method and a path template")
                                .fields(CUSTOM_KIND, CUSTOM_PATH)
                                .build(v -> new Endpoint(v.get(CUSTOM_KIND), v.get(CUSTOM_PATH))),
                        "Another HTTP method, and the path template of its requests");
        return ObjectShape.named("CustomRule", "A rule for any other HTTP method")
                .fields(custom, METHOD, BODY, RESPONSE_BODY)
                .check(v -> claim(v.find(custom), v))
                .build(v -> build(v.get(custom), v));
    }

    private record Endpoint(String verb, String template) {

        /// The same for templates that match the same paths: names of variables do not matter.
        String withoutNames() {
            return verb
                    + " "
                    + PLAIN_VARIABLE
                            .matcher(VARIABLE_WITH_PATTERN.matcher(template).replaceAll("$1"))
                            .replaceAll("*");
        }
    }

    private static RuleOverride build(Endpoint endpoint, Values v) {
        return new RuleOverride(
                v.get(METHOD),
                endpoint.verb(),
                endpoint.template(),
                v.get(BODY),
                v.get(RESPONSE_BODY),
                v.at());
    }

    private static void claim(Optional<Endpoint> endpoint, Values v) {
        endpoint.ifPresent(p -> v.claim(v.at(), p.withoutNames(), List.of()));
    }
}
