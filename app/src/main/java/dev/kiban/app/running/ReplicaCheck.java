package dev.kiban.app.running;

import dev.kiban.app.option.Replicas;
import dev.kiban.pace.Arithmetic;
import dev.kiban.pace.LimitPlan;
import dev.kiban.pace.PacePlan;
import dev.kiban.pace.plan.LivePaces;

/// Whether replicas can keep to what paces say.
record ReplicaCheck(Replicas replicas) {
    /// A rate is leased in parts: of a lower one, some would be none.
    private static final long LEAST_AN_HOUR = 100;

    /// @throws IllegalArgumentException if they cannot
    void check(LivePaces paces) {
        for (PacePlan pace : paces.plans()) {
            if (pace.arithmetic() == Arithmetic.NGINX) {
                throw new IllegalArgumentException(
                        "pace '%s' counts as nginx does, which replicas cannot do together: leave out 'arithmetic: nginx', or --replicas"
                                .formatted(pace.name()));
            }
            if (replicas.redis().isEmpty()) {
                checkLeases(pace);
            }
        }
    }

    private void checkLeases(PacePlan pace) {
        int number = replicas.number();
        for (LimitPlan limit : pace.limits()) {
            if (limit.rate().anHour() < LEAST_AN_HOUR * number) {
                throw new IllegalArgumentException(
                        "pace '%s': %s is too little for %d replicas that each lease a part; they need %d/h at least, or --redis"
                                .formatted(
                                        pace.name(), limit.rate(), number, LEAST_AN_HOUR * number));
            }
        }
        pace.inFlight()
                .filter(jobs -> jobs.atMost() < number)
                .ifPresent(
                        jobs -> {
                            throw new IllegalArgumentException(
                                    "pace '%s': %d jobs in flight are too few for %d replicas that each lease some: they need %d at least, or --redis"
                                            .formatted(pace.name(), jobs.atMost(), number, number));
                        });
    }
}
