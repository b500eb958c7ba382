package dev.kiban.gateway.admin;

import dev.kiban.definition.Address;
import dev.kiban.definition.EndpointSource.Addresses;
import dev.kiban.definition.EndpointSource.Dns;
import dev.kiban.definition.EndpointSource.Kubernetes;
import dev.kiban.gateway.Backend;
import dev.kiban.gateway.PlannedRoute;
import dev.kiban.gateway.Traffic.Shared;
import dev.kiban.gateway.Traffic.ToOne;
import dev.kiban.gateway.UpstreamTarget;
import dev.kiban.gateway.balance.EndpointView;
import dev.kiban.gateway.reload.LivePlan;
import dev.kiban.gateway.split.Split;
import dev.kiban.gateway.split.Weights;
import dev.kiban.kernel.Json;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/// The live routes as JSON.
///
/// @param weights where traffic is not shared as defined
/// @param endpoints how those of an upstream are
record RouteList(Weights weights, Function<UpstreamTarget, List<EndpointView>> endpoints) {

    Json of(Optional<LivePlan> live) {
        Map<String, Json> members = new LinkedHashMap<>();
        members.put("generation", Json.number(live.map(LivePlan::generation).orElse(0L)));
        live.ifPresent(plan -> members.put("loadedAt", Json.text(plan.loadedAt().toString())));
        List<PlannedRoute> routes = live.map(plan -> plan.plan().routes()).orElse(List.of());
        members.put(
                "routes",
                Json.array(routes.stream().map(route -> route(route.weighed(weights))).toList()));
        return Json.object(members);
    }

    private Json route(PlannedRoute route) {
        Map<String, Json> members = new LinkedHashMap<>();
        members.put("kind", word(route.kind()));
        members.put("method", Json.text(route.method()));
        members.put("path", Json.text(route.path()));
        members.put("service", Json.text(route.service().value()));
        putUnlessEmpty("rpc", route.rpc(), members);
        switch (route.traffic()) {
            case ToOne(Backend backend) -> putBackend(backend, members);
            case Shared shared -> members.put("backends", backends(shared));
        }
        putUnlessEmpty("reason", route.reason(), members);
        return Json.object(members);
    }

    /// Those with a share, or that wait for one.
    private Json backends(Shared shared) {
        Map<String, Double> shares = shared.split().shares();
        return Json.array(
                shared.backends().stream()
                        .filter(backend -> shares.containsKey(backend.name()))
                        .map(backend -> backend(backend, shared.split()))
                        .toList());
    }

    private Json backend(Backend backend, Split split) {
        Map<String, Json> members = new LinkedHashMap<>();
        members.put("name", Json.text(backend.name()));
        members.put("share", Json.text(split.percent(backend.name())));
        putBackend(backend, members);
        return Json.object(members);
    }

    private void putBackend(Backend backend, Map<String, Json> members) {
        members.put("protocol", word(backend.upstream().protocol()));
        List<String> where =
                switch (backend.upstream().source()) {
                    case Addresses(List<Address> all) ->
                            all.stream().map(Address::toString).toList();
                    case Dns dns -> List.of(dns.text());
                    case Kubernetes service -> List.of(service.text());
                };
        members.put("upstream", Json.texts(where));
        List<EndpointView> known = endpoints.apply(backend.upstream());
        if (!known.isEmpty()) {
            members.put("endpoints", Json.array(known.stream().map(RouteList::endpoint).toList()));
        }
    }

    private static Json endpoint(EndpointView one) {
        Map<String, Json> members = new LinkedHashMap<>();
        members.put("address", Json.text(one.address().toString()));
        members.put("state", Json.text(one.state().toString()));
        return Json.object(members);
    }

    private static void putUnlessEmpty(String name, String value, Map<String, Json> members) {
        if (!value.isEmpty()) {
            members.put(name, Json.text(value));
        }
    }

    private static Json word(Enum<?> value) {
        return Json.text(value.name().toLowerCase(Locale.ROOT));
    }
}
