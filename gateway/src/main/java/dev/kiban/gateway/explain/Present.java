package dev.kiban.gateway.explain;

import dev.kiban.gateway.UpstreamTarget;
import dev.kiban.gateway.balance.EndpointView;
import dev.kiban.gateway.split.Weights;
import java.util.List;
import java.util.function.Function;

/// What a running gateway knows beside its plan.
///
/// @param weights where traffic is not shared as defined
/// @param endpoints how those of an upstream are
/// @param loops each has its own opinion of endpoints
public record Present(
        Weights weights, Function<UpstreamTarget, List<EndpointView>> endpoints, int loops) {
    static final Present UNKNOWN = new Present(Weights.NONE, _ -> List.of(), 1);
}
