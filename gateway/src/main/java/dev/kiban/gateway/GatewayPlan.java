package dev.kiban.gateway;

import dev.kiban.definition.Definitions;
import dev.kiban.definition.Problem;
import dev.kiban.definition.RateLimit;
import dev.kiban.gateway.Routing.BadPath;
import dev.kiban.gateway.Routing.NotFound;
import dev.kiban.gateway.Routing.NotYet;
import dev.kiban.gateway.Routing.ToGrpc;
import dev.kiban.gateway.Routing.ToHttp;
import dev.kiban.gateway.Routing.ToTranscoded;
import dev.kiban.gateway.Routing.WrongMethod;
import dev.kiban.gateway.Target.GrpcTarget;
import dev.kiban.gateway.Target.HttpTarget;
import dev.kiban.gateway.Target.TranscodedTarget;
import dev.kiban.gateway.Traffic.Shared;
import dev.kiban.gateway.access.Callers;
import dev.kiban.gateway.limit.Rates.RouteName;
import dev.kiban.transcode.http.RouteTable;
import dev.kiban.transcode.http.RouteTableBuilder;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/// Everything that the gateway needs to serve, compiled from one snapshot. Immutable.
///
/// ```java
/// switch (GatewayPlan.compile(definitions, schemas)) {
///     case Compiled(GatewayPlan plan) -> gateway.serve(plan);
///     case Rejected(List<Problem> problems) -> problems.forEach(System.err::println);
/// }
/// ```
public final class GatewayPlan {
    private static final Routing NOT_FOUND = new NotFound();

    private final Entrance entrance;
    private final List<TranscodedTarget> transcoded;
    private final RouteTable<TranscodedTarget> templates;
    private final Map<String, GrpcTarget> methods;
    private final PrefixTable prefixes;
    private final List<PendingRoute> pending;
    private final Set<UpstreamTarget> upstreams;
    private final List<Shared> shared;
    private final Map<RouteName, List<RateLimit>> rates;

    GatewayPlan(Entrance entrance, PlannedTargets targets) {
        this.entrance = entrance;
        this.transcoded = targets.transcoded();
        this.templates = table(transcoded);
        this.methods = targets.methods();
        this.prefixes = new PrefixTable(targets.prefixes());
        this.pending = targets.pending();
        Set<Traffic> all = Collections.newSetFromMap(new IdentityHashMap<>());
        methods.values().forEach(target -> all.add(target.traffic()));
        prefixes.forEach(target -> all.add(target.traffic()));
        pending.forEach(route -> all.add(route.traffic()));
        this.upstreams =
                all.stream()
                        .flatMap(traffic -> traffic.backends().stream())
                        .map(Backend::upstream)
                        .collect(Collectors.toUnmodifiableSet());
        this.shared =
                all.stream().filter(Shared.class::isInstance).map(Shared.class::cast).toList();
        Map<RouteName, List<RateLimit>> limited = new HashMap<>();
        targets.eachTerms(terms -> limited.put(terms.route(), terms.rates()));
        limited.values().removeIf(List::isEmpty);
        this.rates = Map.copyOf(limited);
    }

    /// What compiling gave.
    public sealed interface Outcome {}

    /// There is a plan.
    public record Compiled(GatewayPlan plan) implements Outcome {}

    /// There is none.
    ///
    /// @param problems all of them
    public record Rejected(List<Problem> problems) implements Outcome {

        public Rejected {
            problems = List.copyOf(problems);
        }
    }

    /// Makes a plan of a snapshot and its schemas, or says everything that is wrong.
    public static Outcome compile(Definitions definitions, Schemas schemas) {
        return new PlanCompiler(definitions, schemas).compile();
    }

    /// A plan that knows no path.
    public static GatewayPlan empty() {
        return new GatewayPlan(Entrance.NONE, PlannedTargets.NONE);
    }

    /// Whom it can tell from others.
    public Callers callers() {
        return entrance.callers();
    }

    /// What holds for requests before it is known where they lead.
    public Entrance entrance() {
        return entrance;
    }

    /// Every upstream that some route leads to.
    public Set<UpstreamTarget> upstreams() {
        return upstreams;
    }

    /// The rates of all routes that have some.
    public Map<RouteName, List<RateLimit>> rates() {
        return rates;
    }

    /// The traffic that several backends share, of each split once.
    public List<Shared> shared() {
        return shared;
    }

    /// What HTTP clients reach of gRPC services.
    public List<TranscodedTarget> transcoded() {
        return transcoded;
    }

    /// What is passed to HTTP services as it comes.
    public List<HttpTarget> prefixed() {
        List<HttpTarget> targets = new ArrayList<>();
        prefixes.forEach(targets::add);
        return targets;
    }

    /// Every route, for people: transcoded ones first, then native gRPC, prefixes, and what is not
    /// known yet; each by service and path.
    public List<PlannedRoute> routes() {
        List<PlannedRoute> routes = new ArrayList<>();
        transcoded.forEach(target -> routes.add(PlannedRoute.of(target)));
        methods.values().forEach(target -> routes.add(PlannedRoute.of(target)));
        prefixes.forEach(target -> routes.add(PlannedRoute.of(target)));
        pending.forEach(route -> routes.add(PlannedRoute.of(route)));
        return routes.stream().sorted().toList();
    }

    /// Finds the way of an HTTP request: a template that takes it, else the longest prefix that
    /// does.
    ///
    /// @param path as on the request line, percent-encoded, without the query
    public Routing route(String method, String path) {
        return switch (templates.lookup(method, path)) {
            case RouteTable.Found<TranscodedTarget> found ->
                    new ToTranscoded(found.target(), found.match());
            case RouteTable.WrongMethod<TranscodedTarget>(Set<String> allow) ->
                    byPrefix(method, path, allow);
            case RouteTable.NotFound<TranscodedTarget> _ -> byPrefix(method, path, Set.of());
            case RouteTable.BadPath<TranscodedTarget>(String why) -> new BadPath(why);
        };
    }

    /// What a browser is told that asks before it sends a request.
    ///
    /// @param method of that request
    public Preflight preflight(String method, String path) {
        return switch (route(method, path)) {
            case ToTranscoded(var target, _) ->
                    new Preflight(target.terms().cors(), Set.of(method));
            case ToHttp(var target) -> new Preflight(target.terms().cors(), Set.of(method));
            case WrongMethod(Set<String> allow) -> new Preflight(entrance.cors(), allow);
            case NotFound _, NotYet _ when method.equals("POST") -> preflightGrpc(path);
            case ToGrpc _, NotFound _, BadPath _, NotYet _ -> Preflight.UNANSWERED;
        };
    }

    /// Pages call gRPC by gRPC-Web.
    private Preflight preflightGrpc(String path) {
        return routeGrpc(path) instanceof ToGrpc(var target)
                ? new Preflight(target.terms().cors(), Set.of("POST"))
                : Preflight.UNANSWERED;
    }

    /// Whether clients of gRPC reach a service, by its full name.
    public boolean exposesGrpc(String service) {
        String path = "/" + service + "/";
        return methods.keySet().stream().anyMatch(method -> method.startsWith(path))
                || pending.stream().anyMatch(route -> route.route().service().equals(service));
    }

    /// Finds the way of a native gRPC call.
    ///
    /// @param path such as `/fleamarket.item.v1.ItemService/GetItem`
    public Routing routeGrpc(String path) {
        GrpcTarget target = methods.get(path);
        if (target != null) {
            return new ToGrpc(target);
        }
        for (PendingRoute route : pending) {
            if (route.has(path)) {
                return new ToGrpc(route.target(path));
            }
        }
        return NOT_FOUND;
    }

    private static RouteTable<TranscodedTarget> table(List<TranscodedTarget> targets) {
        RouteTableBuilder<TranscodedTarget> table = RouteTable.builder();
        targets.forEach(
                target ->
                        table.add(
                                target.binding().httpMethod(),
                                target.binding().template(),
                                target));
        return table.build();
    }

    private Routing byPrefix(String method, String path, Set<String> allowedByTemplates) {
        HttpTarget target = prefixes.find(method, path);
        if (target != null) {
            return new ToHttp(target);
        }
        Set<String> allow = new TreeSet<>(allowedByTemplates);
        allow.addAll(prefixes.methods(path));
        if (!allow.isEmpty()) {
            return new WrongMethod(allow);
        }
        return pending.isEmpty() ? NOT_FOUND : pending.getFirst().notYet();
    }
}
