package dev.kiban.gateway.reload;

import dev.kiban.definition.Problem;
import dev.kiban.gateway.split.Weights;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// What is known of a running gateway, for those who ask from other threads.
public final class GatewayStatus {
    private volatile Weights weights = Weights.NONE;
    private volatile Optional<LivePlan> live = Optional.empty();
    private volatile List<Problem> problems = List.of();
    private volatile boolean draining;

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
