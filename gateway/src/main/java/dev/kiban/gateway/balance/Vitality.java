package dev.kiban.gateway.balance;

import dev.kiban.definition.Health;

/// Whether an endpoint can serve, by its last answers: several in a row have to say so before that
/// changes. Until the first answers it is taken to be able to.
final class Vitality {
    private final Health health;
    private boolean healthy = true;
    private int against;

    Vitality(Health health) {
        this.health = health;
    }

    /// One more answer.
    ///
    /// @return whether it can serve now and could not before, or the other way round
    boolean answered(boolean well) {
        if (well == healthy) {
            against = 0;
            return false;
        }
        against++;
        if (against < (well ? health.healthyAfter() : health.unhealthyAfter())) {
            return false;
        }
        healthy = well;
        against = 0;
        return true;
    }

    boolean isHealthy() {
        return healthy;
    }
}
