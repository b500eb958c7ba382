package dev.kiban.definition.load;

import dev.kiban.definition.Location;
import dev.kiban.definition.ProblemCode;
import dev.kiban.definition.shape.ChoiceShape;
import dev.kiban.definition.shape.Field;
import dev.kiban.definition.shape.ListShape;
import dev.kiban.definition.shape.ObjectShape;
import dev.kiban.definition.shape.Reading;
import dev.kiban.definition.shape.TextRule;
import dev.kiban.definition.shape.TextShape;
import dev.kiban.definition.shape.Values;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/// What stands under `http` in a route.
record HttpTarget(String prefix, String upstreamPrefix, List<String> methods) {
    /// What HTTP methods there are.
    static final List<String> ALL_METHODS =
            List.of("GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS");

    private static final Pattern DOT_SEGMENT = Pattern.compile("/\\.{1,2}/");

    private static final TextShape<String> PREFIX =
            new TextShape<>(
                    "a path that starts and ends with '/', such as /legacy/",
                    TextRule.matching("/([A-Za-z0-9._~!$&'()*+,;=:@%-]+/)*"),
                    HttpTarget::parsePrefix);

    private static final Field<String> PATH =
            Field.required(
                            "prefix",
                            PREFIX,
                            "The paths that are exposed: all that start so; of several prefixes the longest counts")
                    .example("/legacy/");
    private static final Field<Optional<String>> UPSTREAM_PATH =
            Field.optional(
                            "upstreamPrefix",
                            PREFIX,
                            "What takes the prefix's place towards the upstream; without it, the prefix stays")
                    .example("/");
    private static final Field<List<String>> METHODS =
            Field.withDefault(
                            "methods",
                            ListShape.ofDistinct(
                                    ChoiceShape.of(ALL_METHODS.toArray(String[]::new))),
                            "[]",
                            "The HTTP methods that are let through; without it, all")
                    .example("[GET, HEAD]");

    static final ObjectShape<HttpTarget> SHAPE =
            ObjectShape.named("HttpTarget", "The paths that are exposed")
                    .fields(PATH, UPSTREAM_PATH, METHODS)
                    .check(HttpTarget::claim)
                    .build(HttpTarget::of);

    private static HttpTarget of(Values v) {
        String prefix = v.get(PATH);
        return new HttpTarget(prefix, v.get(UPSTREAM_PATH).orElse(prefix), v.get(METHODS));
    }

    private static Optional<String> parsePrefix(String text, Location at, Reading reading) {
        if (DOT_SEGMENT.matcher(text).find()) {
            reading.report(
                    at,
                    ProblemCode.BAD_VALUE,
                    "must have no '.' or '..', found '%s'".formatted(text));
            return Optional.empty();
        }
        return Optional.of(text);
    }

    /// Two routes may share a prefix only if they take different methods.
    private static void claim(Values v) {
        if (v.has(PATH, METHODS)) {
            v.claim(v.at(PATH), "prefix " + v.get(PATH), v.get(METHODS));
        }
    }
}
