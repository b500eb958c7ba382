package dev.kiban.pace;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/// Those of one priority that stand at a bucket: first who has a share of the permits coming, then
/// all others.
final class Tier {
    final Stop stop;
    private final Row others = new Row(this);
    private @Nullable Map<CanaryPart, Row> canaries;
    private int passedOver;

    Tier(Stop stop) {
        this.stop = stop;
    }

    boolean isEmpty() {
        return others.isEmpty() && canaries == null;
    }

    boolean holds(CanaryPart part) {
        return canaries != null && canaries.containsKey(part);
    }

    /// Turns that those of other priorities have had since the last of this one.
    int passedOver() {
        return passedOver;
    }

    void passOver() {
        passedOver++;
    }

    void served() {
        passedOver = 0;
    }

    /// Nobody stands in a row any more.
    void emptied() {
        if (canaries != null) {
            canaries.values().removeIf(Row::isEmpty);
            canaries = canaries.isEmpty() ? null : canaries;
        }
        if (isEmpty()) {
            passedOver = 0;
        }
    }

    void add(Flow flow) {
        CanaryPart part = flow.heldBy();
        if (part == null) {
            others.add(flow);
            return;
        }
        if (canaries == null) {
            canaries = new LinkedHashMap<>();
        }
        canaries.computeIfAbsent(part, _ -> new Row(this)).add(flow);
    }

    /// Whose turn it is; there must be somebody.
    Flow first() {
        return canaries == null ? others.first() : first(canaries);
    }

    /// Somebody who is held and has no credit is named only if there is nobody else.
    private Flow first(Map<CanaryPart, Row> held) {
        CanaryPart next = null;
        for (CanaryPart part : held.keySet()) {
            if (part.isHeld && part.mayGo() && part.isBefore(next)) {
                next = part;
            }
        }
        if (next != null) {
            return row(held, next).first();
        }
        Flow first = others.isEmpty() ? null : others.first();
        for (Map.Entry<CanaryPart, Row> one : held.entrySet()) {
            Flow flow = one.getValue().first();
            if (first == null || (!one.getKey().isHeld && flow.isBefore(first))) {
                first = flow;
            }
        }
        return Objects.requireNonNull(first);
    }

    private static Row row(Map<CanaryPart, Row> rows, CanaryPart part) {
        return Objects.requireNonNull(rows.get(part));
    }

    /// What all who stand here cost.
    long cost() {
        long cost = others.cost();
        if (canaries != null) {
            for (Row row : canaries.values()) {
                cost += row.cost();
            }
        }
        return cost;
    }

    /// What those cost who go before the next ask of a tenant. Of those who have a share, as much
    /// as that will be meanwhile.
    long ahead(Flow flow, Queue.Tenant tenant) {
        CanaryPart part = flow.heldBy();
        if (part != null) {
            Row own = canaries == null ? null : canaries.get(part);
            return own == null ? 0 : own.ahead(tenant);
        }
        long ahead = others.ahead(tenant);
        long between = 0;
        if (canaries != null) {
            for (Map.Entry<CanaryPart, Row> one : canaries.entrySet()) {
                long price = Math.max(1, one.getKey().price());
                between += Math.min(one.getValue().cost(), ahead * one.getKey().share / price);
            }
        }
        return ahead + between;
    }
}
