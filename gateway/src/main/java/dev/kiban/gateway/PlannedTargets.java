package dev.kiban.gateway;

import dev.kiban.gateway.Target.GrpcTarget;
import dev.kiban.gateway.Target.HttpTarget;
import dev.kiban.gateway.Target.TranscodedTarget;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/// Where the routes of a plan lead.
///
/// @param methods by path
/// @param pending of which it is not known yet
record PlannedTargets(
        List<TranscodedTarget> transcoded,
        Map<String, GrpcTarget> methods,
        List<HttpTarget> prefixes,
        List<PendingRoute> pending) {
    static final PlannedTargets NONE =
            new PlannedTargets(List.of(), Map.of(), List.of(), List.of());

    PlannedTargets {
        transcoded = List.copyOf(transcoded);
        methods = Map.copyOf(methods);
        prefixes = List.copyOf(prefixes);
        pending = List.copyOf(pending);
    }

    /// What holds for requests of each route.
    void eachTerms(Consumer<Terms> taker) {
        methods.values().forEach(target -> taker.accept(target.terms()));
        prefixes.forEach(target -> taker.accept(target.terms()));
        pending.forEach(route -> taker.accept(route.exposure().terms()));
    }
}
