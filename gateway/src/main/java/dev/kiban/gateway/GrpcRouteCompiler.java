package dev.kiban.gateway;

import dev.kiban.definition.AccessRule.Allowed;
import dev.kiban.definition.Location;
import dev.kiban.definition.Problem;
import dev.kiban.definition.Problem.Misfit;
import dev.kiban.definition.ProblemCode;
import dev.kiban.definition.Route.GrpcRoute;
import dev.kiban.definition.RuleOverride;
import dev.kiban.definition.Unannotated;
import dev.kiban.gateway.Target.GrpcTarget;
import dev.kiban.gateway.Target.TranscodedTarget;
import dev.kiban.transcode.Rpc;
import dev.kiban.transcode.Schema;
import dev.kiban.transcode.http.Binding;
import dev.kiban.transcode.http.BindingFault;
import dev.kiban.transcode.http.BindingOptions;
import dev.kiban.transcode.http.HttpRule;
import dev.kiban.transcode.http.HttpRules;
import dev.kiban.transcode.http.StatusJson;
import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;

/// Compiles one gRPC route against the schema of its service.
final class GrpcRouteCompiler {
    private final GrpcExposure exposure;
    private final GrpcRoute route;
    private final Schema schema;
    private final BindingOptions options;
    private final StatusJson errors;
    private final List<TranscodedTarget> targets = new ArrayList<>();
    private final IdentityHashMap<TranscodedTarget, Location> places = new IdentityHashMap<>();
    private final List<Problem> problems = new ArrayList<>();

    GrpcRouteCompiler(GrpcExposure exposure, Schema schema) {
        this.exposure = exposure;
        this.route = exposure.route();
        this.schema = schema;
        this.options = CodecOptions.of(route);
        this.errors = new StatusJson(schema, options.json(), options.limits());
    }

    /// Adds the route's methods and problems, and returns what its HTTP rules lead to.
    List<TranscodedTarget> compile(Map<String, GrpcTarget> methods, List<Problem> found) {
        List<Rpc> rpcs = exposed();
        checkOverrides(rpcs);
        checkScopes(rpcs);
        for (Rpc rpc : rpcs) {
            GrpcTarget target = target(rpc);
            methods.put(target.path(), target);
            bind(rpc, target);
        }
        found.addAll(problems);
        return List.copyOf(targets);
    }

    /// Where the rule of a target is written.
    Location place(TranscodedTarget target) {
        return places.getOrDefault(target, route.at());
    }

    private List<Rpc> exposed() {
        List<Rpc> all = rpcsOfService();
        if (all.isEmpty()) {
            problems.add(
                    Problem.unknownWord(
                            route.at(),
                            ProblemCode.UNKNOWN_RPC,
                            "gRPC service",
                            new Misfit(route.service(), servicesOfSchema())));
            return List.of();
        }
        if (route.methods().isEmpty()) {
            return all;
        }
        List<String> names = all.stream().map(GrpcRouteCompiler::name).toList();
        route.methods().stream()
                .filter(method -> !names.contains(method))
                .forEach(method -> unknownMethod(route.at(), method, names));
        return all.stream().filter(rpc -> route.methods().contains(name(rpc))).toList();
    }

    private List<Rpc> rpcsOfService() {
        return schema.rpcs().stream()
                .filter(rpc -> serviceOf(rpc).equals(route.service()))
                .toList();
    }

    private List<String> servicesOfSchema() {
        return schema.rpcs().stream().map(GrpcRouteCompiler::serviceOf).distinct().toList();
    }

    private void checkOverrides(List<Rpc> rpcs) {
        if (rpcs.isEmpty()) {
            return;
        }
        List<String> names = rpcs.stream().map(GrpcRouteCompiler::name).toList();
        for (RuleOverride rule : route.rules()) {
            if (!names.contains(rule.method())) {
                unknownMethod(rule.at(), rule.method(), names);
            }
        }
    }

    /// A method that is misspelt here would be open without the scope.
    private void checkScopes(List<Rpc> rpcs) {
        if (rpcs.isEmpty() || !(exposure.rule() instanceof Allowed allowed)) {
            return;
        }
        List<String> names = rpcs.stream().map(GrpcRouteCompiler::name).toList();
        allowed.scopes().keySet().stream()
                .filter(method -> !method.equals(Allowed.ALL_METHODS) && !names.contains(method))
                .forEach(method -> unknownMethod(allowed.at(), method, names));
    }

    private void unknownMethod(Location at, String method, List<String> names) {
        problems.add(
                Problem.unknownWord(
                        at,
                        ProblemCode.UNKNOWN_RPC,
                        "method of " + route.service(),
                        new Misfit(method, names)));
    }

    private GrpcTarget target(Rpc rpc) {
        return new GrpcTarget(
                exposure.service(),
                exposure.traffic(),
                "/" + rpc.fullName(),
                rpc.clientStreaming() || rpc.serverStreaming(),
                rpc.idempotent(),
                exposure.access(name(rpc)),
                exposure.terms());
    }

    private void bind(Rpc rpc, GrpcTarget target) {
        List<RuleOverride> overrides =
                route.rules().stream().filter(rule -> rule.method().equals(name(rpc))).toList();
        for (RuleOverride override : overrides) {
            HttpRule rule =
                    new HttpRule(
                            override.verb(),
                            override.template(),
                            override.body().orElse(""),
                            override.responseBody().orElse(""));
            bind(rpc, target, rule, override.at());
        }
        if (overrides.isEmpty()) {
            annotations(rpc).forEach(rule -> bind(rpc, target, rule, route.at()));
        }
    }

    private List<HttpRule> annotations(Rpc rpc) {
        try {
            List<HttpRule> rules = HttpRules.of(rpc.descriptor());
            return rules.isEmpty() && route.unannotated() == Unannotated.POST
                    ? List.of(HttpRules.unannotated(rpc.descriptor()))
                    : rules;
        } catch (BindingFault fault) {
            badRule(rpc, fault, route.at());
            return List.of();
        }
    }

    private void bind(Rpc rpc, GrpcTarget target, HttpRule rule, Location at) {
        try {
            Binding binding = Binding.compile(schema, rpc, rule, options);
            TranscodedTarget transcoded =
                    new TranscodedTarget(target, binding, errors, CodecOptions.streams(route));
            targets.add(transcoded);
            places.put(transcoded, at);
        } catch (BindingFault fault) {
            badRule(rpc, fault, at);
        }
    }

    private void badRule(Rpc rpc, BindingFault fault, Location at) {
        for (String problem : fault.problems()) {
            problems.add(
                    new Problem(
                            at,
                            ProblemCode.BAD_RULE,
                            "the HTTP rule of %s cannot be used: %s"
                                    .formatted(rpc.fullName(), problem)));
        }
    }

    private static String name(Rpc rpc) {
        return rpc.descriptor().getName();
    }

    private static String serviceOf(Rpc rpc) {
        return rpc.descriptor().getService().getFullName();
    }
}
