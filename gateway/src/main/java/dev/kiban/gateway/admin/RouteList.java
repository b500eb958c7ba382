package dev.kiban.gateway.admin;

import dev.kiban.definition.Address;
import dev.kiban.gateway.PlannedRoute;
import dev.kiban.gateway.reload.LivePlan;
import dev.kiban.kernel.Json;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/// The live routes as JSON.
final class RouteList {
    private RouteList() {}

    static Json of(Optional<LivePlan> live) {
        Map<String, Json> members = new LinkedHashMap<>();
        members.put("generation", Json.number(live.map(LivePlan::generation).orElse(0L)));
        live.ifPresent(plan -> members.put("loadedAt", Json.text(plan.loadedAt().toString())));
        List<PlannedRoute> routes = live.map(plan -> plan.plan().routes()).orElse(List.of());
        members.put("routes", Json.array(routes.stream().map(RouteList::route).toList()));
        return Json.object(members);
    }

    private static Json route(PlannedRoute route) {
        Map<String, Json> members = new LinkedHashMap<>();
        members.put("kind", word(route.kind()));
        members.put("method", Json.text(route.method()));
        members.put("path", Json.text(route.path()));
        members.put("service", Json.text(route.service().value()));
        putUnlessEmpty("rpc", route.rpc(), members);
        members.put("protocol", word(route.upstream().protocol()));
        List<String> addresses =
                route.upstream().addresses().stream().map(Address::toString).toList();
        members.put("upstream", Json.texts(addresses));
        putUnlessEmpty("reason", route.reason(), members);
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
