package dev.kiban.pace;

import java.util.HashMap;
import java.util.Map;

/// Flows of one priority that stand at a bucket: tenants share by start-time fair queueing
/// (P. Goyal, H. Vin, H. Cheng, 1996).
final class Row {
    private static final int KEPT_IDLE = 16;

    final Tier tier;
    private final Map<Queue.Tenant, Queue> byTenant = new HashMap<>();
    private final Heap<Queue> queues = new Heap<>();
    private long virtualTime;
    private long weights;
    private long cost;

    Row(Tier tier) {
        this.tier = tier;
    }

    Stop stop() {
        return tier.stop;
    }

    boolean isEmpty() {
        return queues.isEmpty();
    }

    /// What all who stand here cost.
    long cost() {
        return cost;
    }

    /// Whose turn it is; there must be one.
    Flow first() {
        return queues.first().flows.first();
    }

    void add(Flow flow) {
        Queue queue =
                byTenant.computeIfAbsent(
                        new Queue.Tenant(flow.lane, flow.key.tenant()), t -> new Queue(this, t));
        if (queue.flows.isEmpty()) {
            queue.start = Math.max(queue.start, virtualTime);
            weights += queue.weight;
        }
        flow.queue = queue;
        queue.flows.put(flow);
        changeCost(queue, flow.cost);
        queues.put(queue);
    }

    void remove(Flow flow, Queue queue) {
        flow.queue = null;
        queue.flows.remove(flow);
        changeCost(queue, -flow.cost);
        if (!queue.flows.isEmpty()) {
            queues.put(queue);
            return;
        }
        queues.remove(queue);
        weights -= queue.weight;
        if (queues.isEmpty()) {
            tier.emptied();
        }
        forgetIdle();
    }

    /// A flow has become longer.
    void joined(Flow flow, Queue queue, int permits, boolean isFirst) {
        changeCost(queue, permits);
        if (isFirst) {
            queue.flows.put(flow);
            queues.put(queue);
        }
    }

    /// Somebody has left a flow.
    void left(Flow flow, Queue queue, int permits) {
        changeCost(queue, -permits);
        if (flow.isEmpty()) {
            remove(flow, queue);
            return;
        }
        queue.flows.put(flow);
        queues.put(queue);
    }

    /// Counts a start.
    void served(Queue queue, int permits) {
        tier.served();
        virtualTime = Math.max(virtualTime, queue.start);
        queue.served(permits);
        queues.put(queue);
    }

    /// What those cost who go before the next ask of a tenant: its own, and of each other tenant
    /// as much in relation to its weight, if it has that much.
    long ahead(Queue.Tenant tenant) {
        Queue queue = byTenant.get(tenant);
        if (queue == null || queue.flows.isEmpty()) {
            return 0;
        }
        return Math.min(cost, queue.cost * weights / queue.weight);
    }

    private void changeCost(Queue queue, long added) {
        queue.cost += added;
        cost += added;
    }

    /// Whoever got no more than those who stand here is as good as new.
    private void forgetIdle() {
        if (byTenant.size() > 2 * queues.size() + KEPT_IDLE) {
            byTenant.values().removeIf(one -> one.flows.isEmpty() && one.start <= virtualTime);
        }
    }
}
