package dev.kiban.definition.load;

import dev.kiban.definition.Cors;
import dev.kiban.definition.Location;
import dev.kiban.definition.Problem;
import dev.kiban.definition.ProblemCode;
import dev.kiban.definition.shape.ChoiceShape;
import dev.kiban.definition.shape.Field;
import dev.kiban.definition.shape.ListShape;
import dev.kiban.definition.shape.ListShape.Repeats;
import dev.kiban.definition.shape.ObjectShape;
import dev.kiban.definition.shape.Reading;
import dev.kiban.definition.shape.TextRule;
import dev.kiban.definition.shape.TextShape;
import dev.kiban.definition.shape.Values;
import dev.kiban.definition.shape.WordOrObjectShape;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/// What browsers are told about pages of other origins: for one route, or for all that do not say
/// it.
final class CorsSection {
    private static final Duration MAX_AGE = Duration.ofHours(24);
    private static final int MAX_ORIGINS = 100;
    private static final int MAX_HEADERS = 100;

    /// As browsers write it, to the letter: anything else would never match.
    private static final TextShape<String> ORIGIN =
            new TextShape<>(
                    "an origin such as https://shop.example, in lower case and without a path, or \"*\"",
                    TextRule.matching(
                            "\\*|[a-z][a-z0-9+.-]*://([a-z0-9._-]+|\\[[0-9a-f:.]+\\])(:[1-9][0-9]{0,4})?"),
                    CorsSection::parseOrigin);
    private static final TextShape<String> HEADER =
            TextShape.of(
                    "the name of a header such as content-type",
                    TextRule.matching("[A-Za-z0-9][A-Za-z0-9_-]*"));

    private static final Field<List<String>> ORIGINS =
            Field.required(
                            "origins",
                            new ListShape<>(ORIGIN, 1, MAX_ORIGINS, Repeats.REFUSED),
                            "Whose pages may call and read the answers; `\"*\"` is any")
                    .example("[\"https://shop.example\"]");
    private static final Field<List<String>> HEADERS =
            Field.withDefault(
                    "headers",
                    new ListShape<>(HEADER, 0, MAX_HEADERS, Repeats.REFUSED),
                    "[authorization, content-type]",
                    "The headers that their requests may have, beyond those that any page may set");
    private static final Field<List<String>> EXPOSED_HEADERS =
            Field.withDefault(
                            "exposedHeaders",
                            new ListShape<>(HEADER, 0, MAX_HEADERS, Repeats.REFUSED),
                            "[]",
                            "The headers of answers that they may read, beyond those that any page may read")
                    .example("[etag, retry-after]");
    private static final Field<Boolean> CREDENTIALS =
            Field.withDefault(
                    "credentials",
                    ChoiceShape.of(
                                    "refuse",
                                    false,
                                    "Answers to requests that carry them cannot be read")
                            .or("allow", true, "Only with origins by name"),
                    "refuse",
                    "Whether browsers may send cookies, passwords and client certificates of their own; a header that a page sets is none");
    private static final Field<Duration> MAX_AGE_FIELD =
            Field.withDefault(
                    "maxAge",
                    Texts.duration(Duration.ZERO, MAX_AGE),
                    "10m",
                    "How long a browser need not ask again before it sends the same kind of request");

    private static final WordOrObjectShape<Unplaced> SHAPE =
            new WordOrObjectShape<>(
                    ChoiceShape.of(
                            "none",
                            Cors::none,
                            "The gateway says nothing to browsers; a service may do so itself"),
                    ObjectShape.named("Cors", "Whose pages may call from a browser")
                            .fields(ORIGINS, HEADERS, EXPOSED_HEADERS, CREDENTIALS, MAX_AGE_FIELD)
                            .check(CorsSection::checkCredentials)
                            .build(CorsSection::build));

    private CorsSection() {}

    /// A rule of which it is not known yet where it stands.
    interface Unplaced {
        Cors at(Location place);
    }

    /// The key `cors`.
    static Field<Optional<Unplaced>> field(String description) {
        return Field.optional("cors", SHAPE, description)
                .example("{origins: [\"https://shop.example\"]}");
    }

    /// What stands under the key, if it is there.
    static Optional<Cors> of(Field<Optional<Unplaced>> field, Values v) {
        return v.get(field).map(rule -> rule.at(v.at(field)));
    }

    private static Unplaced build(Values v) {
        return at ->
                new Cors(
                        v.get(ORIGINS),
                        v.get(HEADERS),
                        v.get(EXPOSED_HEADERS),
                        v.get(CREDENTIALS),
                        v.get(MAX_AGE_FIELD),
                        at);
    }

    private static Optional<String> parseOrigin(String text, Location at, Reading reading) {
        boolean usual =
                (text.startsWith("https://") && text.endsWith(":443"))
                        || (text.startsWith("http://") && text.endsWith(":80"));
        if (usual) {
            reading.report(
                    at,
                    ProblemCode.BAD_VALUE,
                    "must not name the usual port: browsers write '%s'"
                            .formatted(text.substring(0, text.lastIndexOf(':'))));
            return Optional.empty();
        }
        return Optional.of(text);
    }

    /// Browsers refuse it (Fetch, 3.3.4), and what they refuse is not meant.
    private static void checkCredentials(Values v) {
        if (v.has(ORIGINS, CREDENTIALS)
                && v.get(CREDENTIALS)
                && v.get(ORIGINS).contains(Cors.ANY_ORIGIN)) {
            v.report(
                    new Problem(
                            v.at(CREDENTIALS),
                            ProblemCode.NEEDS,
                            "'credentials: allow' needs origins by name: with '*' any page could act as who sits at the browser"));
        }
    }
}
