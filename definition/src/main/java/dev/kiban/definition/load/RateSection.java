package dev.kiban.definition.load;

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
import dev.kiban.definition.shape.Values;
import dev.kiban.definition.shape.WholeShape;
import dev.kiban.definition.shape.WordOrObjectShape;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// How many requests of a route are let through in a time.
final class RateSection {
    /// Limits of a route: each is asked for each request.
    private static final int MAX_LIMITS = 8;

    private static final Field<String> HEADER =
            Field.required("header", Texts.HEADER, "The header whose values have a bucket each")
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
    private static final Field<RateText.Rate> ALLOW =
            Field.required(
                            "allow",
                            RateText.of(
                                    "requests",
                                    "a route that lets nobody in says 'access: nobody'"),
                            "How many are let through in the long run")
                    .example("100/s");
    private static final Field<Optional<Integer>> BURST =
            Field.optional(
                            "burst",
                            new WholeShape(1, RateText.MOST),
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

    private static RateLimit limit(Values v) {
        RateText.Rate rate = v.get(ALLOW);
        return new RateLimit(
                v.get(BY),
                rate.amount(),
                rate.period(),
                v.get(BURST).orElse(rate.amount()),
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
