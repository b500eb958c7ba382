package dev.kiban.definition.load;

import dev.kiban.definition.Backend;
import dev.kiban.definition.Destination.Split;
import dev.kiban.definition.Destination.Unhealthy;
import dev.kiban.definition.Mirror;
import dev.kiban.definition.Problem;
import dev.kiban.definition.ProblemCode;
import dev.kiban.definition.SplitKey;
import dev.kiban.definition.shape.ChoiceShape;
import dev.kiban.definition.shape.Field;
import dev.kiban.definition.shape.MapShape;
import dev.kiban.definition.shape.ObjectShape;
import dev.kiban.definition.shape.TextRule;
import dev.kiban.definition.shape.TextShape;
import dev.kiban.definition.shape.Values;
import dev.kiban.definition.shape.WordOrObjectShape;
import dev.kiban.kernel.Share;
import java.math.BigDecimal;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/// The `split` of a route: which backends share its requests, and which request goes where.
final class SplitSection {
    /// The name of a backend, where it is one of the service's own.
    static final TextShape<String> BACKEND = Texts.NAME;

    private static final TextShape<String> HEADER_NAME =
            TextShape.of(
                    "the name of a header in lower case, such as x-user-id",
                    TextRule.matching("[a-z0-9][a-z0-9-]*"));
    private static final TextShape<String> COOKIE_NAME =
            TextShape.of("the name of a cookie, such as uid", TextRule.matching("[A-Za-z0-9._-]+"));

    private static final Field<Optional<String>> NAME =
            Field.optional(
                            "name",
                            Texts.NAME,
                            "What the split is called when its weights are changed; without it, the gRPC service or the prefix of the route")
                    .example("reads");
    private static final Field<Map<String, Share>> SHARES =
            Field.required(
                            "shares",
                            new MapShape<>(BACKEND, Texts.SHARE, Backend.MOST).notEmpty(),
                            "The share of each backend, 100% together; one with 0% waits for weights, or is reached by the override")
                    .example("{legacy: 95%, k8s: 5%}");

    private static final Field<Optional<String>> BY_HEADER =
            Field.optional("header", HEADER_NAME, "The header whose value is the key")
                    .example("x-user-id");
    private static final Field<Optional<String>> BY_COOKIE =
            Field.optional("cookie", COOKIE_NAME, "The cookie whose value is the key")
                    .example("uid");
    private static final Field<SplitKey> BY =
            Field.withDefault(
                            "by",
                            new WordOrObjectShape<SplitKey>(
                                    ChoiceShape.<SplitKey>of(
                                                    "user",
                                                    new SplitKey.User(),
                                                    "Who calls, as verified: the subject of the token, or the partner")
                                            .or(
                                                    "request",
                                                    new SplitKey.EachRequest(),
                                                    "Each request by itself"),
                                    ObjectShape.named(
                                                    "SplitKey",
                                                    "Where the key stands: one of these")
                                            .fields(BY_HEADER, BY_COOKIE)
                                            .check(SplitSection::checkOneKey)
                                            .build(SplitSection::key)),
                            "user",
                            "What a request is held to its backend by; one that has no such key goes anywhere, by the shares")
                    .example("{cookie: uid}");
    private static final Field<Optional<String>> OVERRIDE =
            Field.optional(
                            "override",
                            HEADER_NAME,
                            "The header by which whoever knows of it names the backend for a request; it is not passed on")
                    .example("x-kiban-backend");
    private static final Field<Unhealthy> UNHEALTHY =
            Field.withDefault(
                    "unhealthy",
                    ChoiceShape.of(
                                    "failOver",
                                    Unhealthy.FAIL_OVER,
                                    "They go to the backends that can take them")
                            .or("fail", Unhealthy.FAIL, "They are answered 503"),
                    "failOver",
                    "What becomes of requests whose backend has no endpoint that can serve");

    private static final Field<String> MIRROR_TO =
            Field.required("to", BACKEND, "The backend of the service that gets the copies")
                    .example("canary");
    private static final Field<Share> MIRROR_SHARE =
            Field.withDefault("share", Texts.SHARE, "100%", "The share of requests that are copied")
                    .example("1%");
    private static final Field<Optional<Mirror>> MIRROR =
            Field.optional(
                    "mirror",
                    ObjectShape.named(
                                    "Mirror",
                                    "A backend that gets copies of requests, and whose answers nobody sees")
                            .fields(MIRROR_TO, MIRROR_SHARE)
                            .build(v -> new Mirror(v.get(MIRROR_TO), v.get(MIRROR_SHARE), v.at())),
                    "Which backend gets copies of requests");

    private static final ObjectShape<Unnamed> SHAPE =
            ObjectShape.named("Split", "How the requests of a route are shared between backends")
                    .fields(SHARES, BY, OVERRIDE, UNHEALTHY, MIRROR, NAME)
                    .check(SplitSection::checkSum)
                    .build(SplitSection::build);

    static final Field<Optional<Unnamed>> FIELD =
            Field.optional(
                    "split", SHAPE, "How the requests are shared between backends of the service");

    private SplitSection() {}

    /// A split that may yet have to be called by its route.
    interface Unnamed {
        Split named(String route);
    }

    private static Unnamed build(Values v) {
        return route ->
                new Split(
                        v.get(NAME).orElse(route),
                        new LinkedHashMap<>(v.get(SHARES)),
                        v.get(BY),
                        v.get(OVERRIDE),
                        v.get(UNHEALTHY),
                        v.get(MIRROR),
                        v.at());
    }

    /// Shares of which one is wrong are not added up: that one has been reported.
    private static void checkSum(Values v) {
        Optional<Map<String, Share>> shares = v.find(SHARES);
        if (shares.isEmpty()) {
            return;
        }
        long sum = shares.get().values().stream().mapToLong(Share::partsPerBillion).sum();
        if (sum != Share.WHOLE) {
            v.report(
                    new Problem(
                            v.at(SHARES),
                            ProblemCode.SHARES,
                            "the shares are %s together: they must be 100%%"
                                    .formatted(percent(sum))));
        }
    }

    private static String percent(long partsPerBillion) {
        return BigDecimal.valueOf(partsPerBillion, 7).stripTrailingZeros().toPlainString() + "%";
    }

    private static SplitKey key(Values v) {
        return v.get(BY_HEADER)
                .<SplitKey>map(SplitKey.Header::new)
                .orElseGet(() -> new SplitKey.Cookie(v.get(BY_COOKIE).orElse("")));
    }

    private static void checkOneKey(Values v) {
        boolean none = v.lacks(BY_HEADER) && v.lacks(BY_COOKIE);
        boolean both = isGiven(BY_HEADER, v) && isGiven(BY_COOKIE, v);
        if (none || both) {
            v.report(
                    new Problem(
                            v.at(),
                            ProblemCode.NOT_ONE_OF,
                            "'by' must be user, request, or have one of header, cookie"));
        }
    }

    private static boolean isGiven(Field<Optional<String>> field, Values v) {
        return v.find(field).flatMap(value -> value).isPresent();
    }
}
