package dev.kiban.definition.load;

import dev.kiban.definition.Location;
import dev.kiban.definition.Problem;
import dev.kiban.definition.ProblemCode;
import dev.kiban.definition.RateLimit;
import dev.kiban.definition.RateLimit.By;
import dev.kiban.definition.RateLimit.ByAddress;
import dev.kiban.definition.RateLimit.ByCaller;
import dev.kiban.definition.RateLimit.ByHeader;
import dev.kiban.definition.RateLimit.ByIdentity;
import dev.kiban.definition.RateLimit.ByRoute;
import dev.kiban.definition.shape.ChoiceShape;
import dev.kiban.definition.shape.Field;
import dev.kiban.definition.shape.ListShape;
import dev.kiban.definition.shape.ListShape.Repeats;
import dev.kiban.definition.shape.ObjectShape;
import dev.kiban.definition.shape.Reading;
import dev.kiban.definition.shape.TextRule;
import dev.kiban.definition.shape.TextShape;
import dev.kiban.definition.shape.Values;
import dev.kiban.definition.shape.WholeShape;
import dev.kiban.definition.shape.WordOrObjectShape;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/// How many requests of a route are let through in a time.
final class RateSection {
    /// Limits of a route: each is asked for each request.
    private static final int MAX_LIMITS = 8;

    private static final int MOST = 1_000_000;

    private static final TextShape<String> HEADER_NAME =
            new TextShape<>(
                    "the name of a header such as x-tenant",
                    TextRule.matching("[A-Za-z0-9!#$%&'*+.^_`|~-]+"),
                    (text, _, _) -> Optional.of(text.toLowerCase(Locale.ROOT)));

    private static final Field<String> HEADER =
            Field.required("header", HEADER_NAME, "The header whose values have a bucket each")
                    .example("x-tenant");

    private static final Field<By> BY =
            Field.required(
                            "by",
                            new WordOrObjectShape<>(
                                    ChoiceShape.<By>of(
                                                    "route",
                                                    new ByRoute(),
                                                    "All requests of the route together")
                                            .or(
                                                    "caller",
                                                    new ByCaller(),
                                                    "Each issuer and each partner; who is not known, by address")
                                            .or(
                                                    "identity",
                                                    new ByIdentity(),
                                                    "Each user of an issuer, each partner; who is not known, by address")
                                            .or(
                                                    "address",
                                                    new ByAddress(),
                                                    "Each address that clients come from; of IPv6, each network of 64 bits"),
                                    ObjectShape.named("ByHeader", "Each value of a header")
                                            .fields(HEADER)
                                            .build(v -> new ByHeader(v.get(HEADER)))),
                            "What has a bucket of its own")
                    .example("identity");
    private static final Field<Flow> ALLOW =
            Field.required(
                            "allow",
                            new TextShape<>(
                                    "a number of requests in a second, minute or hour such as 100/s, 60/m or 5000/h",
                                    TextRule.matching("[0-9]{1,9}/[smh]"),
                                    RateSection::flow),
                            "How many are let through in the long run")
                    .example("100/s");
    private static final Field<Optional<Integer>> BURST =
            Field.optional(
                            "burst",
                            new WholeShape(1, MOST),
                            "How many are let through at once, after a pause; without it, the number of `allow`")
                    .example("200");

    private static final ObjectShape<RateLimit> LIMIT =
            ObjectShape.named("RateLimit", "How many requests are let through in a time")
                    .fields(BY, ALLOW, BURST)
                    .build(RateSection::limit);

    static final Field<List<RateLimit>> RATE =
            Field.withDefault(
                            "rate",
                            new ListShape<>(LIMIT, 0, MAX_LIMITS, Repeats.ALLOWED),
                            "[]",
                            "How many requests are let through in a time; each limit must agree")
                    .example("[{by: identity, allow: 100/s, burst: 200}]");

    private RateSection() {}

    /// So many in such a time.
    private record Flow(int amount, Duration period) {}

    private static Optional<Flow> flow(String text, Location at, Reading reading) {
        int slash = text.indexOf('/');
        int amount = Integer.parseInt(text.substring(0, slash));
        if (amount < 1 || amount > MOST) {
            reading.report(
                    at,
                    ProblemCode.OUT_OF_RANGE,
                    "must be from 1 to %d, found %d: a route that lets nobody in says 'access: nobody'"
                            .formatted(MOST, amount));
            return Optional.empty();
        }
        Duration period =
                switch (text.charAt(slash + 1)) {
                    case 'h' -> Duration.ofHours(1);
                    case 'm' -> Duration.ofMinutes(1);
                    default -> Duration.ofSeconds(1);
                };
        return Optional.of(new Flow(amount, period));
    }

    private static RateLimit limit(Values v) {
        Flow flow = v.get(ALLOW);
        return new RateLimit(
                v.get(BY),
                flow.amount(),
                flow.period(),
                v.get(BURST).orElse(flow.amount()),
                v.at());
    }

    /// One may hold for a second and another for an hour, but two for the same time are one.
    static void checkDistinct(Values v) {
        Set<Buckets> seen = new HashSet<>();
        for (RateLimit limit : v.find(RATE).orElse(List.of())) {
            if (!seen.add(new Buckets(limit.by(), limit.period()))) {
                v.report(
                        new Problem(
                                limit.at(),
                                ProblemCode.REPEATED,
                                "'rate' has a limit by the same for the same time already: keep the one that is to hold"));
            }
        }
    }

    private record Buckets(By by, Duration period) {}
}
