package dev.kiban.pace;

import java.util.Objects;
import org.jspecify.annotations.Nullable;

/// The flows that stand at one bucket. Its alarm is the time at which that lets the next one pass.
final class Stop extends Alarm {
    /// Of so many turns each priority has at least one, even if both others are passed over.
    static final int TURNS = 16;

    private static final int PATIENCE = TURNS - 2;

    final Key key;
    private final @Nullable Tier[] tiers = new Tier[Priority.values().length];

    /// What tells a bucket from all others.
    record Key(Barrier barrier, long high, long low) {}

    Stop(Key key) {
        this.key = key;
    }

    Barrier barrier() {
        return key.barrier();
    }

    boolean isEmpty() {
        for (Tier tier : tiers) {
            if (tier != null && !tier.isEmpty()) {
                return false;
            }
        }
        return true;
    }

    /// Whether one of those stands here who are held to a share.
    boolean holds(CanaryPart part) {
        for (Tier tier : tiers) {
            if (tier != null && tier.holds(part)) {
                return true;
            }
        }
        return false;
    }

    boolean isOpen(long now) {
        return key.barrier().isOpen(key.high(), key.low(), now);
    }

    long opensAt(long now) {
        return key.barrier().opensAt(key.high(), key.low(), 0, now);
    }

    void add(Flow flow) {
        tier(flow.key.priority()).add(flow);
    }

    /// Whose turn it is: of the highest priority, unless a lower one was passed over for long.
    /// There must be one.
    Flow first() {
        Tier first = null;
        for (int i = tiers.length - 1; i >= 0; i--) {
            Tier tier = tiers[i];
            if (tier == null || tier.isEmpty()) {
                continue;
            }
            if (tier.passedOver() >= PATIENCE) {
                return tier.first();
            }
            first = tier;
        }
        return Objects.requireNonNull(first).first();
    }

    /// Counts a turn.
    void served(Queue queue, int permits) {
        for (Tier tier : tiers) {
            if (tier != null && !tier.isEmpty()) {
                tier.passOver();
            }
        }
        queue.row.served(queue, permits);
    }

    /// What those cost who stand here and go before the next ask of a tenant.
    long ahead(Flow flow, Queue.Tenant tenant) {
        int rank = flow.key.priority().rank();
        long ahead = 0;
        for (int i = 0; i < rank; i++) {
            Tier tier = tiers[i];
            ahead += tier == null ? 0 : tier.cost();
        }
        Tier own = tiers[rank];
        return ahead + (own == null ? 0 : own.ahead(flow, tenant));
    }

    private Tier tier(Priority priority) {
        Tier tier = tiers[priority.rank()];
        if (tier == null) {
            tier = new Tier(this);
            tiers[priority.rank()] = tier;
        }
        return tier;
    }
}
