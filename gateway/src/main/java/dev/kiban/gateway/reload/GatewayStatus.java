package dev.kiban.gateway.reload;

import dev.kiban.definition.Problem;
import dev.kiban.gateway.UpstreamTarget;
import dev.kiban.gateway.balance.EndpointView;
import dev.kiban.gateway.split.Weights;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/// What is known of a running gateway, for those who ask from other threads.
public final class GatewayStatus {
    private volatile Weights weights = Weights.NONE;
    private volatile Optional<LivePlan> live = Optional.empty();
    private volatile List<Problem> problems = List.of();
    private volatile Endpoints endpoints = new Endpoints(_ -> List.of(), 1);
    private volatile boolean draining;

    /// Who knows how endpoints are.
    ///
    /// @param loops each has its own opinion
    public record Endpoints(Function<UpstreamTarget, List<EndpointView>> of, int loops) {}

    /// The plan that requests go by.
    public Optional<LivePlan> live() {
        return live;
    }

    /// What is wrong with the definitions as they are now; empty if nothing is.
    public List<Problem> problems() {
        return problems;
    }

    /// Why requests should not be sent here; empty if they should.
    public List<String> reasonsNotReady() {
        List<String> reasons = new ArrayList<>();
        if (live.isEmpty()) {
            reasons.add("no plan is live yet");
        }
        if (draining) {
            reasons.add("draining: requests under way end, new ones should go elsewhere");
        }
        return reasons;
    }

    /// How endpoints are at this moment; nothing while nobody knows.
    public Endpoints endpoints() {
        return endpoints;
    }

    /// From here on it is known how endpoints are.
    public void watches(Endpoints newEndpoints) {
        endpoints = newEndpoints;
    }

    /// How splits share traffic where that is not as defined.
    public Weights weights() {
        return weights;
    }

    /// Splits share traffic like this from here on.
    public void weighed(Weights newWeights) {
        weights = newWeights;
    }

    /// The gateway is about to end.
    public void drain() {
        draining = true;
    }

    void becameLive(LivePlan plan) {
        live = Optional.of(plan);
        problems = List.of();
    }

    void found(List<Problem> newProblems) {
        problems = List.copyOf(newProblems);
    }

    void recovered() {
        problems = List.of();
    }
}
