package dev.kiban.gateway;

import dev.kiban.definition.AccessLog;
import dev.kiban.definition.AccessRule;
import dev.kiban.definition.Address;
import dev.kiban.definition.Capacity;
import dev.kiban.definition.Compression;
import dev.kiban.definition.Concurrency;
import dev.kiban.definition.Cors;
import dev.kiban.definition.Definitions;
import dev.kiban.definition.Destination;
import dev.kiban.definition.EndpointSource;
import dev.kiban.definition.Gateway;
import dev.kiban.definition.Health;
import dev.kiban.definition.Issuer;
import dev.kiban.definition.JsonStyle;
import dev.kiban.definition.Location;
import dev.kiban.definition.Metadata;
import dev.kiban.definition.Protocol;
import dev.kiban.definition.RateLimit;
import dev.kiban.definition.Retries;
import dev.kiban.definition.Route;
import dev.kiban.definition.Route.GrpcRoute;
import dev.kiban.definition.Route.HttpRoute;
import dev.kiban.definition.RouteLimits;
import dev.kiban.definition.RouteTerms;
import dev.kiban.definition.RuleOverride;
import dev.kiban.definition.SchemaSource;
import dev.kiban.definition.Service;
import dev.kiban.definition.Sources;
import dev.kiban.definition.Tier;
import dev.kiban.definition.Unannotated;
import dev.kiban.definition.Upstream;
import dev.kiban.gateway.access.HttpAccess;
import dev.kiban.gateway.limit.Rates.RouteName;
import dev.kiban.kernel.AddressRange;
import dev.kiban.kernel.ServiceName;
import dev.kiban.kernel.TeamName;
import dev.kiban.transcode.Schema;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.UnaryOperator;

/// Definitions for tests: a shop that speaks gRPC, and an old shop that speaks HTTP.
public final class Snapshots {
    public static final String SHOP = "kiban.test.Shop";
    public static final Schema SCHEMA = Schema.parse(resource("/shop.binpb"));
    public static final Duration TIMEOUT = Duration.ofSeconds(10);

    public static final HttpAccess OPEN = HttpAccess.of(new AccessRule.Anyone(at(8)));

    /// What holds on most routes.
    public static final Terms TERMS =
            new Terms(
                    new RouteName("shop", "grpc shop.Shop"),
                    TIMEOUT,
                    RouteLimits.DEFAULT,
                    dev.kiban.gateway.access.Cors.SILENT,
                    dev.kiban.gateway.access.Sources.ANYWHERE,
                    List.of(),
                    Optional.empty(),
                    new Compression.None(),
                    AccessLog.WHOLE,
                    at(7),
                    Tier.STANDARD);

    private Snapshots() {}

    public static Definitions of(Service... services) {
        return new Definitions(Path.of("."), List.of(), Arrays.asList(services));
    }

    /// The plan of a service whose callers have tokens of an issuer.
    public static GatewayPlan plan(Issuer issuer, Service service) {
        return plan(GatewayDraft.gateway(gateway -> gateway.issuers = List.of(issuer)), service);
    }

    /// The plan of services and of what holds for all of their routes.
    public static GatewayPlan plan(Gateway gateway, Service... services) {
        return plan(of(gateway, services), schemas(services));
    }

    public static Definitions of(Gateway gateway, Service... services) {
        return new Definitions(
                Path.of("."), Optional.of(gateway), List.of(), Arrays.asList(services), List.of());
    }

    /// A directory whose routes all tell browsers the same.
    public static Gateway telling(Cors cors) {
        return GatewayDraft.gateway(gateway -> gateway.cors = Optional.of(cors));
    }

    /// The plan of these services; the schema of each is that of the shop.
    public static GatewayPlan plan(Service... services) {
        return plan(of(services), schemas(services));
    }

    private static GatewayPlan plan(Definitions definitions, Schemas schemas) {
        return switch (GatewayPlan.compile(definitions, schemas)) {
            case GatewayPlan.Compiled(GatewayPlan plan) -> plan;
            case GatewayPlan.Rejected rejected -> throw new AssertionError(rejected.problems());
        };
    }

    public static Schemas schemas(Service... services) {
        Map<ServiceName, SchemaState> states = new HashMap<>();
        for (Service service : services) {
            states.put(service.name(), new SchemaState.Loaded(SCHEMA));
        }
        return new Schemas(states);
    }

    public static Service grpc(String name, Route route, int... ports) {
        SchemaSource source = new SchemaSource.DescriptorSet(Path.of("shop.binpb"), at(2));
        return service(name, Protocol.GRPC, Optional.of(source), List.of(route), ports);
    }

    public static Service http(String name, Route route, int... ports) {
        return service(name, Protocol.HTTP, Optional.empty(), List.of(route), ports);
    }

    public static GrpcRoute shop() {
        return shop(TIMEOUT, RouteLimits.DEFAULT);
    }

    public static GrpcRoute shop(Duration timeout, RouteLimits limits) {
        return shop(JsonStyle.DEFAULT, timeout, limits);
    }

    /// A shop whose streams are lines unless a client asks otherwise.
    public static GrpcRoute shopOfLines() {
        JsonStyle usual = JsonStyle.DEFAULT;
        JsonStyle lines =
                new JsonStyle(
                        usual.fieldNames(),
                        usual.enums(),
                        usual.defaults(),
                        usual.unknownFields(),
                        usual.unknownQuery(),
                        usual.updateMask(),
                        JsonStyle.Streams.NDJSON);
        return shop(lines, TIMEOUT, RouteLimits.DEFAULT);
    }

    private static GrpcRoute shop(JsonStyle json, Duration timeout, RouteLimits limits) {
        return new GrpcRoute(
                SHOP, List.of(), List.of(), Unannotated.POST, json, terms(timeout, limits), at(7));
    }

    public static GrpcRoute shop(List<String> methods, RuleOverride... rules) {
        return new GrpcRoute(
                SHOP,
                methods,
                Arrays.asList(rules),
                Unannotated.POST,
                JsonStyle.DEFAULT,
                terms(TIMEOUT, RouteLimits.DEFAULT),
                at(7));
    }

    public static HttpRoute prefix(String prefix, String upstreamPrefix, String... methods) {
        return prefix(prefix, upstreamPrefix, TIMEOUT, RouteLimits.DEFAULT, methods);
    }

    public static HttpRoute prefix(
            String prefix,
            String upstreamPrefix,
            Duration timeout,
            RouteLimits limits,
            String... methods) {
        return new HttpRoute(
                prefix, upstreamPrefix, Arrays.asList(methods), terms(timeout, limits), at(9));
    }

    /// The same route, under another rule.
    public static GrpcRoute under(AccessRule rule, GrpcRoute route) {
        return TermsDraft.changed(route, terms -> terms.access = Optional.of(rule));
    }

    /// The same route, under another rule.
    public static HttpRoute under(AccessRule rule, HttpRoute route) {
        return TermsDraft.changed(route, terms -> terms.access = Optional.of(rule));
    }

    /// A directory behind these proxies.
    public static Gateway trusting(AddressRange... proxies) {
        return GatewayDraft.gateway(gateway -> gateway.trustedProxies = Arrays.asList(proxies));
    }

    /// A directory that takes so much of clients.
    public static Gateway taking(Capacity capacity) {
        return GatewayDraft.gateway(gateway -> gateway.capacity = capacity);
    }

    /// The same route, which reads so much of a body before it calls anybody.
    public static HttpRoute buffering(int bytes, HttpRoute route) {
        return TermsDraft.changed(route, terms -> terms.limits = terms.limits.buffering(bytes));
    }

    /// The same route, which takes requests from these addresses.
    public static HttpRoute takenFrom(Sources sources, HttpRoute route) {
        return TermsDraft.changed(route, terms -> terms.from = Optional.of(sources));
    }

    /// The same route, which tells browsers something of its own.
    public static HttpRoute telling(Cors cors, HttpRoute route) {
        return TermsDraft.changed(route, terms -> terms.cors = Optional.of(cors));
    }

    /// The same route, with rates.
    public static GrpcRoute limited(List<RateLimit> rates, GrpcRoute route) {
        return TermsDraft.changed(route, terms -> terms.rates = rates);
    }

    /// The same route, whose requests are tried again.
    public static HttpRoute trying(Retries retries, HttpRoute route) {
        return TermsDraft.changed(route, terms -> terms.retries = Optional.of(retries));
    }

    /// The same route, whose requests are tried again.
    public static GrpcRoute trying(Retries retries, GrpcRoute route) {
        return TermsDraft.changed(route, terms -> terms.retries = Optional.of(retries));
    }

    /// What anyone may call.
    private static RouteTerms terms(Duration timeout, RouteLimits limits) {
        return new RouteTerms(
                Optional.of(new AccessRule.Anyone(at(8))),
                Optional.empty(),
                Optional.empty(),
                new Destination.Only(),
                timeout,
                limits,
                List.of(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty());
    }

    /// Traffic to the only backend of a service.
    public static Traffic toOne(Protocol protocol, int port) {
        return toOne(dev.kiban.definition.Backend.DEFAULT, protocol, port);
    }

    public static Traffic toOne(String name, Protocol protocol, int port) {
        return new Traffic.ToOne(
                new Backend(
                        name,
                        new UpstreamTarget(
                                protocol,
                                List.of(new Address("127.0.0.1", port)),
                                Optional.empty())));
    }

    public static Location at(int line) {
        return new Location(Path.of("shop.yaml"), line, 5);
    }

    /// The same service, of another tier.
    public static Service tiered(Tier tier, Service service) {
        return new Service(
                service.name(),
                service.metadata(),
                service.owner(),
                tier,
                service.description(),
                service.links(),
                service.schema(),
                service.backends(),
                service.routes(),
                service.slos(),
                service.local(),
                service.at());
    }

    /// The same service, whose addresses are asked whether they can serve.
    public static Service asked(Health health, Service service) {
        return withUpstreams(upstream -> asked(health, upstream), service);
    }

    /// The same service, whose endpoints come from elsewhere.
    public static Service found(EndpointSource source, Service service) {
        return withUpstreams(upstream -> found(source, upstream), service);
    }

    /// The same service, with a limit of the calls to each backend.
    public static Service held(Concurrency rule, Service service) {
        return withUpstreams(upstream -> held(rule, upstream), service);
    }

    private static Service withUpstreams(UnaryOperator<Upstream> change, Service service) {
        List<dev.kiban.definition.Backend> backends =
                service.backends().stream()
                        .map(
                                backend ->
                                        new dev.kiban.definition.Backend(
                                                backend.name(), change.apply(backend.upstream())))
                        .toList();
        return new Service(
                service.name(),
                service.metadata(),
                service.owner(),
                service.tier(),
                service.description(),
                service.links(),
                service.schema(),
                backends,
                service.routes(),
                service.slos(),
                service.local(),
                service.at());
    }

    private static Upstream held(Concurrency rule, Upstream upstream) {
        return new Upstream(
                upstream.protocol(),
                upstream.source(),
                upstream.tls(),
                upstream.health(),
                upstream.ejection(),
                Optional.of(rule),
                upstream.at());
    }

    private static Upstream found(EndpointSource source, Upstream upstream) {
        return new Upstream(
                upstream.protocol(),
                source,
                upstream.tls(),
                upstream.health(),
                upstream.ejection(),
                upstream.concurrency(),
                upstream.at());
    }

    private static Upstream asked(Health health, Upstream upstream) {
        return new Upstream(
                upstream.protocol(),
                upstream.source(),
                upstream.tls(),
                Optional.of(health),
                upstream.ejection(),
                upstream.concurrency(),
                upstream.at());
    }

    private static Service service(
            String name,
            Protocol protocol,
            Optional<SchemaSource> schema,
            List<Route> routes,
            int[] ports) {
        List<Address> addresses =
                Arrays.stream(ports).mapToObj(port -> new Address("127.0.0.1", port)).toList();
        return new Service(
                new ServiceName(name),
                Metadata.NONE,
                new TeamName("shop-team"),
                Tier.STANDARD,
                "",
                List.of(),
                schema,
                List.of(
                        new dev.kiban.definition.Backend(
                                dev.kiban.definition.Backend.DEFAULT,
                                new Upstream(protocol, addresses, Optional.empty(), at(4)))),
                routes,
                List.of(),
                Optional.empty(),
                at(1));
    }

    private static byte[] resource(String name) {
        try (InputStream in = Snapshots.class.getResourceAsStream(name)) {
            return Objects.requireNonNull(in, name).readAllBytes();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
