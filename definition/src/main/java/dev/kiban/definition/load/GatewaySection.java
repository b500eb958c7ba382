package dev.kiban.definition.load;

import dev.kiban.definition.JsonStyle;
import dev.kiban.definition.JsonStyle.Defaults;
import dev.kiban.definition.JsonStyle.Enums;
import dev.kiban.definition.JsonStyle.FieldNames;
import dev.kiban.definition.JsonStyle.UnknownFields;
import dev.kiban.definition.JsonStyle.UnknownQuery;
import dev.kiban.definition.JsonStyle.UpdateMask;
import dev.kiban.definition.Route;
import dev.kiban.definition.Route.GrpcRoute;
import dev.kiban.definition.Route.HttpRoute;
import dev.kiban.definition.RouteLimits;
import dev.kiban.definition.shape.ChoiceShape;
import dev.kiban.definition.shape.ChoiceShape.Word;
import dev.kiban.definition.shape.EitherShape;
import dev.kiban.definition.shape.Field;
import dev.kiban.definition.shape.ListShape;
import dev.kiban.definition.shape.ObjectShape;
import dev.kiban.definition.shape.WholeShape;
import java.time.Duration;
import java.util.List;

/// A service's `gateway`: its routes, and what all kinds of route have.
final class GatewaySection {
    private static final Duration MAX_TIMEOUT = Duration.ofHours(24);
    private static final int MAX_MESSAGE_BYTES = 1 << 30;
    private static final int MAX_MESSAGE_DEPTH = 1_000;

    private static final Field<Integer> REQUEST_BYTES =
            Field.withDefault(
                    "requestBytes", Texts.size(MAX_MESSAGE_BYTES), "4Mi", "The largest request");
    private static final Field<Integer> RESPONSE_BYTES =
            Field.withDefault(
                    "responseBytes", Texts.size(MAX_MESSAGE_BYTES), "4Mi", "The largest response");
    private static final Field<Integer> DEPTH =
            Field.withDefault(
                    "depth",
                    new WholeShape(1, MAX_MESSAGE_DEPTH),
                    "100",
                    "The deepest nesting of messages, both ways");
    private static final Field<RouteLimits> LIMITS =
            Field.withDefault(
                    "limits",
                    ObjectShape.named("RouteLimits", "How much one request may carry")
                            .fields(REQUEST_BYTES, RESPONSE_BYTES, DEPTH)
                            .build(
                                    v ->
                                            new RouteLimits(
                                                    v.get(REQUEST_BYTES),
                                                    v.get(RESPONSE_BYTES),
                                                    v.get(DEPTH))),
                    "{}",
                    "How much one request may carry");
    private static final Field<Duration> TIMEOUT =
            Field.withDefault(
                            "timeout",
                            Texts.duration(Duration.ofMillis(1), MAX_TIMEOUT),
                            "15s",
                            "How long the gateway waits for the upstream when the client sets no deadline")
                    .example("1m30s");

    private static final Field<FieldNames> FIELD_NAMES =
            Field.withDefault(
                    "fieldNames",
                    new ChoiceShape<>(
                            List.of(
                                    new Word<>(
                                            "json",
                                            FieldNames.JSON,
                                            "`json_name`: lowerCamelCase unless the proto says otherwise"),
                                    new Word<>(
                                            "proto",
                                            FieldNames.PROTO,
                                            "As the proto file spells them"))),
                    "json",
                    "How responses name fields; requests may use either");
    private static final Field<Enums> ENUMS =
            Field.withDefault(
                    "enums",
                    new ChoiceShape<>(
                            List.of(
                                    new Word<>("name", Enums.NAME, "By name"),
                                    new Word<>("number", Enums.NUMBER, "By number"))),
                    "name",
                    "How responses write enum values; requests may use either");
    private static final Field<Defaults> DEFAULTS =
            Field.withDefault(
                    "defaults",
                    new ChoiceShape<>(
                            List.of(
                                    new Word<>("omit", Defaults.OMIT, "Left out"),
                                    new Word<>(
                                            "print",
                                            Defaults.PRINT,
                                            "Written with their default value"))),
                    "omit",
                    "What responses do with fields that are not set");
    private static final Field<UnknownFields> UNKNOWN_FIELDS =
            Field.withDefault(
                    "unknownFields",
                    new ChoiceShape<>(
                            List.of(
                                    new Word<>(
                                            "reject",
                                            UnknownFields.REJECT,
                                            "Answer 400 and name the field"),
                                    new Word<>("ignore", UnknownFields.IGNORE, "Pass over it"))),
                    "reject",
                    "What to do with a JSON field that the request message does not have");
    private static final Field<UnknownQuery> UNKNOWN_QUERY =
            Field.withDefault(
                    "unknownQuery",
                    new ChoiceShape<>(
                            List.of(
                                    new Word<>(
                                            "reject",
                                            UnknownQuery.REJECT,
                                            "Answer 400 and name the parameter"),
                                    new Word<>("ignore", UnknownQuery.IGNORE, "Pass over it"))),
                    "reject",
                    "What to do with a query parameter that names no field");
    private static final Field<UpdateMask> UPDATE_MASK =
            Field.withDefault(
                    "updateMask",
                    new ChoiceShape<>(
                            List.of(
                                    new Word<>(
                                            "fill",
                                            UpdateMask.FILL,
                                            "Name the fields that the body names"),
                                    new Word<>("leave", UpdateMask.LEAVE, "Never touch it"))),
                    "fill",
                    "What to do with the `update_mask` of a PATCH whose client set none");
    private static final Field<JsonStyle> JSON =
            Field.withDefault(
                    "json",
                    ObjectShape.named("JsonStyle", "How messages look as JSON")
                            .fields(
                                    FIELD_NAMES,
                                    ENUMS,
                                    DEFAULTS,
                                    UNKNOWN_FIELDS,
                                    UNKNOWN_QUERY,
                                    UPDATE_MASK)
                            .build(
                                    v ->
                                            new JsonStyle(
                                                    v.get(FIELD_NAMES),
                                                    v.get(ENUMS),
                                                    v.get(DEFAULTS),
                                                    v.get(UNKNOWN_FIELDS),
                                                    v.get(UNKNOWN_QUERY),
                                                    v.get(UPDATE_MASK))),
                    "{}",
                    "How messages look as JSON");

    private static final Field<GrpcTarget> GRPC =
            Field.required("grpc", GrpcTarget.SHAPE, "The gRPC service that is exposed");
    private static final Field<HttpTarget> HTTP =
            Field.required("http", HttpTarget.SHAPE, "The paths that are exposed");

    private static final ObjectShape<Route> GRPC_ROUTE =
            ObjectShape.named(
                            "GrpcRoute",
                            "A gRPC service: passed through to gRPC clients, transcoded for HTTP clients")
                    .fields(GRPC, JSON, TIMEOUT, LIMITS)
                    .build(
                            v ->
                                    new GrpcRoute(
                                            v.get(GRPC).service(),
                                            v.get(GRPC).methods(),
                                            v.get(GRPC).rules(),
                                            v.get(GRPC).unannotated(),
                                            v.get(JSON),
                                            v.get(TIMEOUT),
                                            v.get(LIMITS),
                                            v.at()));
    private static final ObjectShape<Route> HTTP_ROUTE =
            ObjectShape.named(
                            "HttpRoute",
                            "All paths below a prefix, passed to the upstream as they are")
                    .fields(HTTP, TIMEOUT, LIMITS)
                    .build(
                            v ->
                                    new HttpRoute(
                                            v.get(HTTP).prefix(),
                                            v.get(HTTP).upstreamPrefix(),
                                            v.get(HTTP).methods(),
                                            v.get(TIMEOUT),
                                            v.get(LIMITS),
                                            v.at()));

    private static final Field<List<Route>> ROUTES =
            Field.withDefault(
                    "routes",
                    ListShape.of(new EitherShape<>("Route", List.of(GRPC_ROUTE, HTTP_ROUTE))),
                    "[]",
                    "What is exposed; each route has either `grpc` or `http`");

    static final ObjectShape<List<Route>> SHAPE =
            ObjectShape.named("Gateway", "What a service exposes at the gateway")
                    .fields(ROUTES)
                    .build(v -> v.get(ROUTES));

    private GatewaySection() {}
}
