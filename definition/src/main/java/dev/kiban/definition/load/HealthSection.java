package dev.kiban.definition.load;

import dev.kiban.definition.Health;
import dev.kiban.definition.Health.GrpcHealth;
import dev.kiban.definition.Health.HttpPath;
import dev.kiban.definition.Health.Question;
import dev.kiban.definition.Problem;
import dev.kiban.definition.ProblemCode;
import dev.kiban.definition.Protocol;
import dev.kiban.definition.shape.EitherShape;
import dev.kiban.definition.shape.Field;
import dev.kiban.definition.shape.ObjectShape;
import dev.kiban.definition.shape.TextRule;
import dev.kiban.definition.shape.TextShape;
import dev.kiban.definition.shape.Values;
import dev.kiban.definition.shape.WholeShape;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/// An upstream's `health`.
final class HealthSection {
    private static final Duration MIN_EVERY = Duration.ofMillis(100);
    private static final Duration MAX_EVERY = Duration.ofHours(1);
    private static final Duration MIN_TIMEOUT = Duration.ofMillis(10);
    private static final Duration MAX_TIMEOUT = Duration.ofMinutes(1);
    private static final int MAX_IN_A_ROW = 100;

    private static final Field<String> PATH =
            Field.required(
                            "path",
                            TextShape.of(
                                    "a path that starts with '/', such as /healthz",
                                    TextRule.matching("/[!-~]*").upTo(1_000)),
                            "What to `GET` of an address; any status from 200 to 299 is good")
                    .example("/healthz");
    private static final Field<String> GRPC =
            Field.required(
                            "grpc",
                            TextShape.of(
                                    "the name of a service, or nothing for the server as a whole",
                                    TextRule.matching("[A-Za-z0-9_.-]*")),
                            "The service to ask `grpc.health.v1.Health` for; `\"\"` asks for the server as a whole")
                    .example("fleamarket.item.v1.ItemService");
    private static final Field<Duration> EVERY =
            Field.withDefault(
                    "every",
                    Texts.duration(MIN_EVERY, MAX_EVERY),
                    "5s",
                    "How long from one question to the next, give or take a tenth");
    private static final Field<Duration> TIMEOUT =
            Field.withDefault(
                    "timeout",
                    Texts.duration(MIN_TIMEOUT, MAX_TIMEOUT),
                    "1s",
                    "No answer by then is a bad one");
    private static final Field<Integer> UNHEALTHY_AFTER =
            Field.withDefault(
                    "unhealthyAfter",
                    new WholeShape(1, MAX_IN_A_ROW),
                    "3",
                    "After so many bad answers in a row it gets no requests");
    private static final Field<Integer> HEALTHY_AFTER =
            Field.withDefault(
                    "healthyAfter",
                    new WholeShape(1, MAX_IN_A_ROW),
                    "2",
                    "After so many good answers in a row it gets requests again");

    private static final ObjectShape<Health> BY_PATH =
            ObjectShape.named("HealthByPath", "Asks each address over HTTP whether it can serve")
                    .fields(PATH, EVERY, TIMEOUT, UNHEALTHY_AFTER, HEALTHY_AFTER)
                    .build(v -> health(new HttpPath(v.get(PATH)), v));
    private static final ObjectShape<Health> BY_GRPC =
            ObjectShape.named(
                            "HealthByGrpc",
                            "Asks each address by `grpc.health.v1` whether it can serve")
                    .fields(GRPC, EVERY, TIMEOUT, UNHEALTHY_AFTER, HEALTHY_AFTER)
                    .build(v -> health(new GrpcHealth(v.get(GRPC)), v));

    static final Field<Optional<Health>> FIELD =
            Field.optional(
                            "health",
                            new EitherShape<>("Health", List.of(BY_PATH, BY_GRPC)),
                            "How addresses are asked whether they can serve: by `path` if the upstream speaks http, by `grpc` if it speaks gRPC; without it, they are not asked")
                    .example("{path: /healthz}");

    private HealthSection() {}

    /// Sees to it that an upstream is asked in its own language.
    static void check(Field<Protocol> protocol, Values v) {
        Optional<Question> question = v.find(FIELD).flatMap(health -> health).map(Health::question);
        Optional<Protocol> spoken = v.find(protocol);
        if (question.isEmpty() || spoken.isEmpty()) {
            return;
        }
        String wrong =
                switch (question.get()) {
                    case HttpPath _ when spoken.get() == Protocol.GRPC ->
                            "asks by 'path', and the upstream speaks gRPC: ask by 'grpc'";
                    case GrpcHealth _ when spoken.get() == Protocol.HTTP ->
                            "asks by 'grpc', and the upstream speaks http: ask by 'path'";
                    case HttpPath _, GrpcHealth _ -> "";
                };
        if (!wrong.isEmpty()) {
            v.report(new Problem(v.at(FIELD), ProblemCode.BAD_VALUE, "'health' " + wrong));
        }
    }

    private static Health health(Question question, Values v) {
        return new Health(
                question,
                v.get(EVERY),
                v.get(TIMEOUT),
                v.get(UNHEALTHY_AFTER),
                v.get(HEALTHY_AFTER));
    }
}
