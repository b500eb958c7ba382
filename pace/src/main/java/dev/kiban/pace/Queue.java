package dev.kiban.pace;

/// The flows of one tenant that stand at a bucket with one priority.
final class Queue extends Heap.Node<Queue> {
    /// What a permit counts for a tenant of weight 1.
    private static final long SHARE = 1 << 20;

    final Row row;
    final Tenant tenant;
    final int weight;
    final Heap<Flow> flows = new Heap<>();

    /// What its flows cost together.
    long cost;

    /// What it will have got when its next ask starts, in relation to its weight.
    long start;

    /// Who shares with the others.
    record Tenant(Lane lane, String name) {}

    Queue(Row row, Tenant tenant) {
        this.row = row;
        this.tenant = tenant;
        this.weight = tenant.lane().weight(tenant.name());
    }

    /// Counts a start.
    void served(int permits) {
        start += permits * SHARE / weight;
    }

    /// The tenant that got least; of those that got the same, the one that waits for longest.
    @Override
    boolean isBefore(Queue other) {
        return start != other.start
                ? start < other.start
                : flows.first().isBefore(other.flows.first());
    }
}
