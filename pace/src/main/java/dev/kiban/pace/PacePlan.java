package dev.kiban.pace;

import dev.kiban.kernel.PaceName;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// What workers ask for by name: limits that are asked as one.
///
/// ```java
/// PacePlan push =
///         PacePlan.of(new PaceName("push"), LimitPlan.of("all", Rate.perSecond(500)))
///                 .within(new PaceName("shop-database"));
/// ```
///
/// @param limits its own, each with a name of its own
/// @param within paces whose limits count too, and those that they are within
/// @param maxCost the most that an ask costs
/// @param maxWait whoever would wait longer is refused
/// @param weights of tenants; one that is not named has 1
/// @param inFlight how many jobs may be under way, if that is limited
/// @param canary who gets which share of the permits, if anybody has one
public record PacePlan(
        PaceName name,
        List<LimitPlan> limits,
        List<PaceName> within,
        int maxCost,
        Duration maxWait,
        Map<String, Integer> weights,
        Optional<InFlight> inFlight,
        Optional<CanaryPlan> canary,
        Arithmetic arithmetic) {
    /// Where nothing is said about waiting.
    public static final Duration USUAL_WAIT = Duration.ofSeconds(60);

    /// A tenant's weight is no larger.
    public static final int MAX_WEIGHT = 1_000;

    /// No ask costs more.
    public static final int MAX_COST = 100_000;

    /// @throws IllegalArgumentException if something cannot be
    public PacePlan {
        limits = List.copyOf(limits);
        within = List.copyOf(within);
        weights = Map.copyOf(weights);
        require(
                maxCost >= 1 && maxCost <= MAX_COST,
                name,
                "a cost is 1 to %,d".formatted(MAX_COST));
        require(!maxWait.isNegative(), name, "nobody waits for %s".formatted(maxWait));
        require(
                names(limits).stream().distinct().count() == limits.size(),
                name,
                "two limits have one name: %s".formatted(names(limits)));
        require(
                weights.values().stream().allMatch(one -> one >= 1 && one <= MAX_WEIGHT),
                name,
                "a weight is 1 to %,d: %s".formatted(MAX_WEIGHT, weights));
        if (arithmetic == Arithmetic.NGINX) {
            require(
                    inFlight.isEmpty() && weights.isEmpty() && canary.isEmpty(),
                    name,
                    "nginx has rates alone");
        }
    }

    /// A pace with these limits, and everything else as usual.
    public static PacePlan of(PaceName name, LimitPlan... limits) {
        return new PacePlan(
                name,
                List.of(limits),
                List.of(),
                1,
                USUAL_WAIT,
                Map.of(),
                Optional.empty(),
                Optional.empty(),
                Arithmetic.EXACT);
    }

    /// The same, within other paces.
    public PacePlan within(PaceName... others) {
        return new PacePlan(
                name,
                limits,
                List.of(others),
                maxCost,
                maxWait,
                weights,
                inFlight,
                canary,
                arithmetic);
    }

    /// The same, with asks that cost so much at most.
    public PacePlan costing(int otherMaxCost) {
        return new PacePlan(
                name, limits, within, otherMaxCost, maxWait, weights, inFlight, canary, arithmetic);
    }

    /// The same, where asks wait for so long at most.
    public PacePlan waiting(Duration otherWait) {
        return new PacePlan(
                name, limits, within, maxCost, otherWait, weights, inFlight, canary, arithmetic);
    }

    /// The same, with tenants of these weights.
    public PacePlan weighing(Map<String, Integer> otherWeights) {
        return new PacePlan(
                name, limits, within, maxCost, maxWait, otherWeights, inFlight, canary, arithmetic);
    }

    /// The same, with so many jobs under way.
    public PacePlan inFlight(InFlight limit) {
        return new PacePlan(
                name,
                limits,
                within,
                maxCost,
                maxWait,
                weights,
                Optional.of(limit),
                canary,
                arithmetic);
    }

    /// The same, where some get a share of the permits.
    public PacePlan sharing(CanaryPlan plan) {
        return new PacePlan(
                name,
                limits,
                within,
                maxCost,
                maxWait,
                weights,
                inFlight,
                Optional.of(plan),
                arithmetic);
    }

    /// The same, counted as nginx does.
    public PacePlan likeNginx() {
        return new PacePlan(
                name,
                limits,
                within,
                maxCost,
                maxWait,
                weights,
                inFlight,
                canary,
                Arithmetic.NGINX);
    }

    private static List<String> names(List<LimitPlan> limits) {
        return limits.stream().map(LimitPlan::name).toList();
    }

    private static void require(boolean holds, PaceName pace, String why) {
        if (!holds) {
            throw new IllegalArgumentException("pace '%s': %s".formatted(pace, why));
        }
    }
}
