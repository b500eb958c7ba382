package dev.kiban.gateway;

import dev.kiban.definition.AccessRule;
import dev.kiban.definition.Definitions;
import dev.kiban.definition.Location;
import dev.kiban.definition.Problem;
import dev.kiban.definition.ProblemCode;
import dev.kiban.definition.Route;
import dev.kiban.definition.Route.GrpcRoute;
import dev.kiban.definition.Route.HttpRoute;
import dev.kiban.definition.Service;
import dev.kiban.gateway.GatewayPlan.Compiled;
import dev.kiban.gateway.GatewayPlan.Outcome;
import dev.kiban.gateway.GatewayPlan.Rejected;
import dev.kiban.gateway.SchemaState.Loaded;
import dev.kiban.gateway.SchemaState.NotLoaded;
import dev.kiban.gateway.SchemaState.Refused;
import dev.kiban.gateway.Target.GrpcTarget;
import dev.kiban.gateway.Target.HttpTarget;
import dev.kiban.gateway.Target.TranscodedTarget;
import dev.kiban.gateway.access.HttpAccess;
import dev.kiban.transcode.http.RouteTable;
import dev.kiban.transcode.http.RouteTableBuilder;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// Compiles one snapshot: every route of every service into targets, and every problem on the way.
final class PlanCompiler {
    private final Definitions definitions;
    private final Schemas schemas;
    private final List<Problem> problems = new ArrayList<>();
    private final RouteTableBuilder<TranscodedTarget> templates = RouteTable.builder();
    private final List<TranscodedTarget> transcoded = new ArrayList<>();
    private final IdentityHashMap<TranscodedTarget, Location> places = new IdentityHashMap<>();
    private final Map<String, GrpcTarget> methods = new HashMap<>();
    private final List<HttpTarget> prefixes = new ArrayList<>();
    private final List<PendingRoute> pending = new ArrayList<>();

    PlanCompiler(Definitions definitions, Schemas schemas) {
        this.definitions = definitions;
        this.schemas = schemas;
    }

    Outcome compile() {
        for (Service service : definitions.services()) {
            if (!service.backends().isEmpty()) {
                compile(service);
            }
        }
        reportConflicts();
        reportHiddenPrefixes();
        if (!problems.isEmpty()) {
            return new Rejected(problems.stream().sorted().distinct().toList());
        }
        return new Compiled(
                new GatewayPlan(
                        entrance(), new PlannedTargets(transcoded, methods, prefixes, pending)));
    }

    private Entrance entrance() {
        return definitions.gateway().map(Entrance::of).orElse(Entrance.NONE);
    }

    private void compile(Service service) {
        if (schemas.of(service.name()) instanceof Refused(Problem problem)
                && service.schema().isPresent()) {
            problems.add(problem);
        }
        for (Route route : service.routes()) {
            AccessRule rule = definitions.accessTo(route);
            Terms terms = Terms.of(service, route, definitions);
            Traffic traffic = Traffic.of(service, route.terms().destination());
            switch (route) {
                case HttpRoute http ->
                        prefixes.add(
                                new HttpTarget(
                                        service.name(),
                                        traffic,
                                        http.prefix(),
                                        http.upstreamPrefix(),
                                        Set.copyOf(http.methods()),
                                        HttpAccess.of(rule),
                                        terms,
                                        http.webSockets()));
                case GrpcRoute grpc ->
                        compile(new GrpcExposure(service.name(), traffic, grpc, rule, terms));
            }
        }
    }

    private void compile(GrpcExposure exposure) {
        switch (schemas.of(exposure.service())) {
            case Loaded(var schema) -> {
                GrpcRouteCompiler compiler = new GrpcRouteCompiler(exposure, schema);
                for (TranscodedTarget target : compiler.compile(methods, problems)) {
                    transcoded.add(target);
                    places.put(target, compiler.place(target));
                    templates.add(
                            target.binding().httpMethod(), target.binding().template(), target);
                }
            }
            case NotLoaded(String reason) -> pending.add(new PendingRoute(exposure, reason));
            case Refused _ -> {} // reported once for the service
        }
    }

    private void reportConflicts() {
        for (RouteTable.Conflict<TranscodedTarget> conflict : templates.conflicts()) {
            TranscodedTarget first = conflict.targets().getFirst();
            TranscodedTarget second = conflict.targets().getLast();
            problems.add(
                    new Problem(
                            place(second),
                            ProblemCode.ROUTE_CONFLICT,
                            "'%s %s' of %s takes the same requests as '%s' of %s, in %s: change one of the rules"
                                    .formatted(
                                            conflict.method(),
                                            second.label(),
                                            second.binding().rpc().fullName(),
                                            first.label(),
                                            first.binding().rpc().fullName(),
                                            place(first))));
        }
    }

    private Location place(TranscodedTarget target) {
        Location place = places.get(target);
        if (place == null) {
            throw new IllegalStateException("no place noted for " + target);
        }
        return place;
    }

    /// A prefix inside a gRPC service's own path could never be told from its methods.
    private void reportHiddenPrefixes() {
        prefixes.forEach(
                target ->
                        methods.values().stream()
                                .filter(method -> isInside(target.prefix(), method.path()))
                                .findAny()
                                .ifPresent(
                                        method ->
                                                problems.add(
                                                        new Problem(
                                                                target.terms().at(),
                                                                ProblemCode.ROUTE_CONFLICT,
                                                                "prefix '%s' lies where gRPC clients call %s of service '%s': choose another prefix"
                                                                        .formatted(
                                                                                target.prefix(),
                                                                                method.path(),
                                                                                method
                                                                                        .service())))));
    }

    private static boolean isInside(String prefix, String methodPath) {
        return prefix.startsWith(methodPath.substring(0, methodPath.lastIndexOf('/') + 1));
    }
}
