package dev.kiban.definition.load;

import dev.kiban.definition.Link;
import dev.kiban.definition.LocalProcess;
import dev.kiban.definition.Problem;
import dev.kiban.definition.ProblemCode;
import dev.kiban.definition.Route;
import dev.kiban.definition.Route.GrpcRoute;
import dev.kiban.definition.SchemaSource;
import dev.kiban.definition.Service;
import dev.kiban.definition.Slo;
import dev.kiban.definition.Tier;
import dev.kiban.definition.load.Kind.Header;
import dev.kiban.definition.shape.ChoiceShape;
import dev.kiban.definition.shape.Field;
import dev.kiban.definition.shape.ListShape;
import dev.kiban.definition.shape.ObjectShape;
import dev.kiban.definition.shape.Values;
import dev.kiban.kernel.ServiceName;
import dev.kiban.kernel.SloName;
import dev.kiban.kernel.TeamName;
import java.net.URI;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/// `kind: Service`. A new section of a service is one more field here.
final class ServiceKind {
    static final String NAME = "Service";

    private static final Field<String> TITLE =
            Field.required("title", Texts.LINE, "What the page is").example("Runbook");
    private static final Field<URI> URL =
            Field.required("url", Texts.URL, "Where the page is")
                    .example("https://example.com/runbook");
    private static final ObjectShape<Link> LINK =
            ObjectShape.named("Link", "A page worth knowing: a runbook, a dashboard, the source")
                    .fields(TITLE, URL)
                    .build(v -> new Link(v.get(TITLE), v.get(URL)));

    private static final Field<TeamName> OWNER =
            Field.required("owner", Texts.TEAM, "The Team that owns the service")
                    .example("item-team");
    private static final Field<Tier> TIER =
            Field.withDefault(
                    "tier",
                    ChoiceShape.of("critical", Tier.CRITICAL, "Users notice at once when it fails")
                            .or("standard", Tier.STANDARD, "The usual")
                            .or("experimental", Tier.EXPERIMENTAL, "May fail or vanish"),
                    "standard",
                    "How much depends on the service");
    private static final Field<String> DESCRIPTION =
            Field.withDefault("description", Texts.PARAGRAPHS, "\"\"", "What the service does")
                    .example("Items for sale.");
    private static final Field<List<Link>> LINKS =
            Field.withDefault("links", ListShape.of(LINK), "[]", "Pages worth knowing");
    private static final Field<Optional<SchemaSource>> SCHEMA =
            Field.optional(
                    "schema",
                    SchemaSection.SHAPE,
                    "Where the gateway learns the service's messages and methods; needed by gRPC routes");
    private static final Field<List<Route>> GATEWAY =
            Field.withDefault(
                    "gateway", GatewaySection.SHAPE, "{}", "What the service exposes, and how");
    private static final Field<List<Slo>> SLOS =
            Field.withDefault("slos", SloSection.SHAPE, "[]", "What good service means");
    private static final Field<Optional<LocalProcess>> LOCAL =
            Field.optional(
                    "local",
                    LocalSection.SHAPE,
                    "How `kiban up` starts the service on a laptop; the gateway never runs it");

    static final Kind<Service> KIND =
            Kind.of(
                    NAME,
                    "A service: who owns it, where it runs and what it exposes at the gateway",
                    MetadataShape.field(NAME, Texts.SERVICE_NAME),
                    ObjectShape.named("ServiceSpec", "The service")
                            .fields(
                                    OWNER,
                                    TIER,
                                    DESCRIPTION,
                                    LINKS,
                                    SCHEMA,
                                    BackendSection.UPSTREAM,
                                    BackendSection.BACKENDS,
                                    GATEWAY,
                                    SLOS,
                                    LOCAL)
                            .check(ServiceKind::checkNeedsOfRoutes)
                            .check(ServiceKind::checkNamesOfSlos)
                            .build(ServiceKind::build));

    private ServiceKind() {}

    private static Function<Header<ServiceName>, Service> build(Values v) {
        return header ->
                new Service(
                        header.name(),
                        header.metadata(),
                        v.get(OWNER),
                        v.get(TIER),
                        v.get(DESCRIPTION),
                        v.get(LINKS),
                        v.get(SCHEMA),
                        BackendSection.of(v),
                        v.get(GATEWAY),
                        v.get(SLOS),
                        v.get(LOCAL),
                        header.at());
    }

    /// Routes need a backend, and gRPC routes one that speaks gRPC and a schema.
    private static void checkNeedsOfRoutes(Values v) {
        List<Route> routes = v.find(GATEWAY).orElse(List.of());
        BackendSection.check(routes, v);
        if (v.lacks(SCHEMA)) {
            routes.stream()
                    .filter(GrpcRoute.class::isInstance)
                    .findFirst()
                    .ifPresent(
                            route ->
                                    BackendSection.needs(
                                            route, "'schema': a descriptorSet, or reflection", v));
        }
    }

    /// Names of SLOs are unique within their service.
    private static void checkNamesOfSlos(Values v) {
        Map<SloName, Slo> first = new HashMap<>();
        for (Slo slo : v.find(SLOS).orElse(List.of())) {
            Slo before = first.putIfAbsent(slo.name(), slo);
            if (before != null) {
                v.report(
                        new Problem(
                                slo.at(),
                                ProblemCode.REPEATED,
                                "'slos' has the name '%s' twice; first in %s"
                                        .formatted(slo.name(), before.at())));
            }
        }
    }
}
