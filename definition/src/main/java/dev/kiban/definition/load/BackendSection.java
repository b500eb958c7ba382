package dev.kiban.definition.load;

import dev.kiban.definition.Backend;
import dev.kiban.definition.Destination;
import dev.kiban.definition.Destination.One;
import dev.kiban.definition.Destination.Only;
import dev.kiban.definition.Destination.Split;
import dev.kiban.definition.Location;
import dev.kiban.definition.Problem;
import dev.kiban.definition.Problem.Misfit;
import dev.kiban.definition.ProblemCode;
import dev.kiban.definition.Protocol;
import dev.kiban.definition.Route;
import dev.kiban.definition.Route.GrpcRoute;
import dev.kiban.definition.Upstream;
import dev.kiban.definition.shape.Field;
import dev.kiban.definition.shape.MapShape;
import dev.kiban.definition.shape.Values;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/// Where a service runs, under `upstream` or `backends`, and whether its routes lead there.
final class BackendSection {
    static final Field<Optional<Upstream>> UPSTREAM =
            Field.optional(
                    "upstream",
                    UpstreamSection.SHAPE,
                    "Where the service runs; needed by routes, unless there are `backends`");
    static final Field<Optional<Map<String, Upstream>>> BACKENDS =
            Field.optional(
                            "backends",
                            new MapShape<>(
                                            SplitSection.BACKEND,
                                            UpstreamSection.SHAPE,
                                            Backend.MOST)
                                    .notEmpty(),
                            "Where the service runs, if that is in several places: the groups of endpoints that routes lead to, by name; a single `upstream` is a backend named `default`")
                    .example(
                            "{legacy: {protocol: grpc, addresses: [\"10.1.0.9:9101\"]}, k8s: {protocol: grpc, addresses: [\"10.2.0.9:9101\"]}}");

    private BackendSection() {}

    static List<Backend> of(Values v) {
        List<Backend> backends = new ArrayList<>();
        v.find(UPSTREAM)
                .flatMap(upstream -> upstream)
                .ifPresent(upstream -> backends.add(new Backend(Backend.DEFAULT, upstream)));
        v.find(BACKENDS)
                .flatMap(all -> all)
                .ifPresent(
                        all ->
                                all.forEach(
                                        (name, upstream) ->
                                                backends.add(new Backend(name, upstream))));
        return backends;
    }

    /// Routes lead to backends that there are, and it is clear to which.
    static void check(List<Route> routes, Values v) {
        if (v.lacks(UPSTREAM) && v.lacks(BACKENDS)) {
            routes.stream().findFirst().ifPresent(route -> needs(route, "'upstream'", v));
        }
        List<Backend> backends = of(v);
        if (isGiven(UPSTREAM, v) && isGiven(BACKENDS, v)) {
            v.report(
                    new Problem(
                            v.at(BACKENDS),
                            ProblemCode.NOT_ONE_OF,
                            "a service must have only one of upstream, backends"));
        } else if (!backends.isEmpty()) {
            routes.forEach(route -> check(route, backends, v));
        }
        checkNamesOfSplits(routes, v);
    }

    private static boolean isGiven(Field<? extends Optional<?>> field, Values v) {
        return v.find(field).flatMap(value -> value).isPresent();
    }

    private static void check(Route route, List<Backend> backends, Values v) {
        List<String> names = backends.stream().map(Backend::name).toList();
        switch (route.terms().destination()) {
            case Only _ when names.size() > 1 ->
                    v.report(
                            new Problem(
                                    route.at(),
                                    ProblemCode.NEEDS,
                                    "a route of a service with several backends needs 'backend' or 'split'",
                                    names));
            case Only _ -> {}
            case One(String name, Location at) -> checkName(name, at, names, v);
            case Split split ->
                    reached(split).forEach(name -> checkName(name, split.at(), names, v));
        }
        if (route instanceof GrpcRoute) {
            checkSpeakGrpc(route, backends, v);
        }
    }

    private static void checkName(String name, Location at, List<String> names, Values v) {
        if (!names.contains(name)) {
            v.report(
                    Problem.unknownWord(
                            at, ProblemCode.UNKNOWN_NAME, "backend", new Misfit(name, names)));
        }
    }

    private static void checkSpeakGrpc(Route route, List<Backend> backends, Values v) {
        List<String> reached = reached(route.terms().destination(), backends);
        backends.stream()
                .filter(backend -> backend.upstream().protocol() == Protocol.HTTP)
                .map(Backend::name)
                .filter(reached::contains)
                .forEach(
                        name ->
                                needs(
                                        route,
                                        backends.size() == 1
                                                ? "an upstream with 'protocol: grpc'"
                                                : "'protocol: grpc' of backend '%s'"
                                                        .formatted(name),
                                        v));
    }

    private static List<String> reached(Destination destination, List<Backend> backends) {
        return switch (destination) {
            case Only _ -> backends.stream().map(Backend::name).toList();
            case One(String name, _) -> List.of(name);
            case Split split -> reached(split);
        };
    }

    private static List<String> reached(Split split) {
        return Stream.concat(
                        split.shares().keySet().stream(),
                        split.mirror().stream().map(mirror -> mirror.to()))
                .distinct()
                .toList();
    }

    private static void checkNamesOfSplits(List<Route> routes, Values v) {
        Map<String, Split> first = new HashMap<>();
        for (Route route : routes) {
            if (!(route.terms().destination() instanceof Split split)) {
                continue;
            }
            Split before = first.putIfAbsent(split.name(), split);
            if (before != null) {
                v.report(
                        new Problem(
                                split.at(),
                                ProblemCode.REPEATED,
                                "the split is called '%s', as the one in %s: give it another 'name'"
                                        .formatted(split.name(), before.at())));
            }
        }
    }

    static void needs(Route route, String what, Values v) {
        String kind = route instanceof GrpcRoute ? "a gRPC route" : "a route";
        v.report(new Problem(route.at(), ProblemCode.NEEDS, "%s needs %s".formatted(kind, what)));
    }
}
