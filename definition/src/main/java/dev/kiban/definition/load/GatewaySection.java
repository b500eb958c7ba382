package dev.kiban.definition.load;

import dev.kiban.definition.AccessLog;
import dev.kiban.definition.Compression;
import dev.kiban.definition.Destination;
import dev.kiban.definition.JsonStyle;
import dev.kiban.definition.Problem;
import dev.kiban.definition.ProblemCode;
import dev.kiban.definition.Route;
import dev.kiban.definition.Route.GrpcRoute;
import dev.kiban.definition.Route.HttpRoute;
import dev.kiban.definition.RouteLimits;
import dev.kiban.definition.RouteTerms;
import dev.kiban.definition.shape.EitherShape;
import dev.kiban.definition.shape.Field;
import dev.kiban.definition.shape.ListShape;
import dev.kiban.definition.shape.ObjectShape;
import dev.kiban.definition.shape.Values;
import dev.kiban.definition.shape.WholeShape;
import dev.kiban.kernel.AddressRange;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/// A service's `gateway`: its routes, and what all kinds of route have.
final class GatewaySection {
    private static final Duration MAX_TIMEOUT = Duration.ofHours(24);
    private static final int MAX_MESSAGE_BYTES = 1 << 30;
    private static final int MAX_MESSAGE_DEPTH = 250;

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
                            .build(GatewaySection::limits),
                    "{}",
                    "How much one request may carry");
    private static final Field<Integer> BUFFERED_REQUEST =
            Field.required(
                            "requests",
                            Texts.size(MAX_MESSAGE_BYTES),
                            "So much of a body; of a larger one the rest is passed on as it comes")
                    .example("64Ki");
    private static final Field<Optional<Integer>> BUFFER =
            Field.optional(
                            "buffer",
                            ObjectShape.named(
                                            "Buffer",
                                            "What is read of a request before the upstream is called")
                                    .fields(BUFFERED_REQUEST)
                                    .build(v -> v.get(BUFFERED_REQUEST)),
                            "Whether bodies of requests are read before the upstream is called, so that a slow client holds none; without it, they are passed on as they come")
                    .example("{requests: 64Ki}");
    private static final Field<Duration> TIMEOUT =
            Field.withDefault(
                            "timeout",
                            Texts.duration(Duration.ofMillis(1), MAX_TIMEOUT),
                            "15s",
                            "How long the gateway waits for the upstream when the client sets no deadline")
                    .example("1m30s");

    static final Field<Optional<AccessSection.Unplaced>> ACCESS =
            AccessSection.field(
                    "access",
                    "Who may call; without it, what the directory's Gateway says for all routes");

    private static final Field<Optional<CorsSection.Unplaced>> CORS =
            CorsSection.field(
                    "Whose pages may call from a browser; without it, what the directory's Gateway says for all routes");

    private static final Field<Optional<List<AddressRange>>> ALLOW_FROM =
            SourcesSection.field(
                    "Where requests may come from; without it, what the directory's Gateway says for all routes, else anywhere");

    private static final Field<Optional<Compression>> COMPRESSION =
            CompressionSection.field(
                    "Whether answers are compressed; without it, what the directory's Gateway says for all routes. Not where answers have secrets beside what a client sent");
    private static final Field<Optional<AccessLog>> ACCESS_LOG =
            AccessLogSection.field(
                    "What the access log says; without it, what the directory's Gateway says for all routes");

    private static final Field<Optional<String>> BACKEND =
            Field.optional(
                            "backend",
                            SplitSection.BACKEND,
                            "The backend of the service that serves the route, if it has several and there is no `split`")
                    .example("legacy");

    private static final Field<JsonStyle> JSON =
            Field.withDefault("json", JsonSection.SHAPE, "{}", "How messages look as JSON");

    private static final Field<GrpcTarget> GRPC =
            Field.required("grpc", GrpcTarget.SHAPE, "The gRPC service that is exposed");
    private static final Field<HttpTarget> HTTP =
            Field.required("http", HttpTarget.SHAPE, "The paths that are exposed");

    private static final ObjectShape<Route> GRPC_ROUTE =
            ObjectShape.named(
                            "GrpcRoute",
                            "A gRPC service: passed through to gRPC clients, transcoded for HTTP clients")
                    .fields(
                            GRPC,
                            ACCESS,
                            ALLOW_FROM,
                            CORS,
                            BACKEND,
                            SplitSection.FIELD,
                            JSON,
                            TIMEOUT,
                            LIMITS,
                            RateSection.RATE,
                            RetriesSection.FIELD,
                            COMPRESSION,
                            ACCESS_LOG)
                    .check(GatewaySection::checkAccess)
                    .check(GatewaySection::checkOneDestination)
                    .check(RateSection::checkDistinct)
                    .check(v -> RetriesSection.check(TIMEOUT, v))
                    .build(GatewaySection::grpcRoute);
    private static final ObjectShape<Route> HTTP_ROUTE =
            ObjectShape.named(
                            "HttpRoute",
                            "All paths below a prefix, passed to the upstream as they are")
                    .fields(
                            HTTP,
                            ACCESS,
                            ALLOW_FROM,
                            CORS,
                            BACKEND,
                            SplitSection.FIELD,
                            TIMEOUT,
                            LIMITS,
                            BUFFER,
                            RateSection.RATE,
                            RetriesSection.FIELD,
                            COMPRESSION,
                            ACCESS_LOG,
                            WebSocketSection.FIELD)
                    .check(GatewaySection::checkAccess)
                    .check(GatewaySection::checkOneDestination)
                    .check(RateSection::checkDistinct)
                    .check(v -> RetriesSection.check(TIMEOUT, v))
                    .check(v -> AccessSection.checkScopes(ACCESS, HttpTarget.ALL_METHODS, v))
                    .build(GatewaySection::httpRoute);

    private static final Field<List<Route>> ROUTES =
            Field.withDefault(
                    "routes",
                    ListShape.of(new EitherShape<>("Route", List.of(GRPC_ROUTE, HTTP_ROUTE))),
                    "[]",
                    "What is exposed; each route has either `grpc` or `http`");

    static final ObjectShape<List<Route>> SHAPE =
            ObjectShape.named("ServiceGateway", "What a service exposes at the gateway")
                    .fields(ROUTES)
                    .build(v -> v.get(ROUTES));

    private GatewaySection() {}

    private static RouteLimits limits(Values v) {
        return new RouteLimits(v.get(REQUEST_BYTES), v.get(RESPONSE_BYTES), v.get(DEPTH));
    }

    private static Route grpcRoute(Values v) {
        GrpcTarget target = v.get(GRPC);
        return new GrpcRoute(
                target.service(),
                target.methods(),
                target.rules(),
                target.unannotated(),
                v.get(JSON),
                terms(target.service(), v.get(LIMITS), v),
                v.at());
    }

    private static Route httpRoute(Values v) {
        HttpTarget target = v.get(HTTP);
        return new HttpRoute(
                target.prefix(),
                target.upstreamPrefix(),
                target.methods(),
                terms(target.prefix(), v.get(LIMITS).buffering(v.get(BUFFER).orElse(0)), v),
                v.at(),
                v.get(WebSocketSection.FIELD));
    }

    /// @param name of the route, as people know it
    private static RouteTerms terms(String name, RouteLimits limits, Values v) {
        return new RouteTerms(
                AccessSection.of(ACCESS, v),
                CorsSection.of(CORS, v),
                SourcesSection.of(ALLOW_FROM, v),
                destination(name, v),
                v.get(TIMEOUT),
                limits,
                v.get(RateSection.RATE),
                v.get(RetriesSection.FIELD),
                v.get(COMPRESSION),
                v.get(ACCESS_LOG));
    }

    private static Destination destination(String route, Values v) {
        return v.get(SplitSection.FIELD)
                .<Destination>map(split -> split.named(route))
                .or(() -> v.get(BACKEND).map(name -> new Destination.One(name, v.at(BACKEND))))
                .orElseGet(Destination.Only::new);
    }

    private static void checkOneDestination(Values v) {
        boolean both =
                v.find(BACKEND).flatMap(name -> name).isPresent()
                        && v.find(SplitSection.FIELD).flatMap(split -> split).isPresent();
        if (both) {
            v.report(
                    new Problem(
                            v.at(BACKEND),
                            ProblemCode.NOT_ONE_OF,
                            "a route must have only one of backend, split"));
        }
    }

    /// Nothing is open by oversight.
    private static void checkAccess(Values v) {
        if (v.lacks(ACCESS)) {
            v.leaveToAll(ACCESS);
        }
    }
}
