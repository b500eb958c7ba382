package dev.kiban.pace;

import dev.kiban.kernel.PaceName;
import dev.kiban.pace.bucket.Buckets;
import java.time.Duration;
import java.util.List;

/// A pace at run time: what its asks have to pass.
final class Lane {
    /// This barrier has no keys.
    static final int NO_KEY = -1;

    final PacePlan plan;

    /// Whose values are the keys of an ask, in that order.
    final List<String> headers;

    /// The pace's own pause.
    final Gate gate;

    /// All that hold an ask back: pauses, canaries, limits, jobs in flight.
    final Barrier[] barriers;

    /// For each barrier, which key of an ask it looks at.
    final int[] keys;

    /// Of the barriers, those that give shares; they stand one after another.
    final Canary[] canaries;

    /// Where among the barriers those begin.
    final int firstCanary;

    /// Of the barriers, the limits.
    final Limit[] limits;

    /// For each of those, which key of an ask it looks at.
    final int[] limitKeys;

    /// Of the barriers, the jobs in flight.
    final Gauge[] gauges;

    /// Limits that only count.
    final Limit[] dry;

    /// For each of those, which key of an ask it looks at.
    final int[] dryKeys;

    /// Of a job in flight; zero if those are not limited.
    final Duration lease;

    final long waitNanos;
    final Tally tally;

    Lane(PacePlan plan, Parts parts, Tally tally) {
        this.plan = plan;
        this.gate = parts.gates().getFirst();
        this.headers = parts.headers();
        this.barriers = parts.barriers().toArray(Barrier[]::new);
        this.keys = parts.keys(parts.barriers());
        this.canaries = parts.canaries().toArray(Canary[]::new);
        this.firstCanary = parts.gates().size();
        this.limits = parts.limits().toArray(Limit[]::new);
        this.limitKeys = parts.keys(parts.limits());
        this.gauges = parts.gauges().toArray(Gauge[]::new);
        this.dry = parts.dry().toArray(Limit[]::new);
        this.dryKeys = parts.keys(parts.dry());
        this.lease = parts.lease();
        this.waitNanos = plan.maxWait().toNanos();
        this.tally = tally;
    }

    PaceName name() {
        return plan.name();
    }

    /// Numbers that the receipts of a permit take.
    int receiptLength() {
        return limits.length * Buckets.RECEIPT;
    }

    int weight(String tenant) {
        return plan.weights().isEmpty() ? 1 : plan.weights().getOrDefault(tenant, 1);
    }

    Duration lease() {
        return lease;
    }

    /// The first barrier that does not let pass; -1 if there is none.
    ///
    /// @param isPaid whether its share of the permits was counted already
    int firstClosed(long[] hashes, boolean isPaid, long now) {
        for (int i = 0; i < barriers.length; i++) {
            if (isPaid && barriers[i] instanceof Canary) {
                continue;
            }
            int key = keys[i];
            boolean open =
                    key == Lane.NO_KEY
                            ? barriers[i].isOpen(0, 0, now)
                            : barriers[i].isOpen(hashes[2 * key], hashes[2 * key + 1], now);
            if (!open) {
                return i;
            }
        }
        return -1;
    }

    boolean isPaused() {
        for (Barrier barrier : barriers) {
            if (barrier instanceof Gate one && !one.isOpen()) {
                return true;
            }
        }
        return false;
    }
}
