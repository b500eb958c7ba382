package dev.kiban.pace;

import java.util.Arrays;
import java.util.Objects;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/// Asks in line that share all of their buckets, priority and tenant: served in order.
final class Flow extends Heap.Node<Flow> {
    final Key key;
    final Lane lane;

    /// What they cost together.
    long cost;

    /// Those of its tenant where it stands.
    @Nullable Queue queue;

    private @Nullable InFlow first;
    private @Nullable InFlow last;

    /// What tells a flow from all others.
    static final class Key {
        private final Lane lane;
        private final long[] hashes;
        private final Priority priority;
        private final String tenant;
        private final boolean isPaid;

        /// @param hashes of the keys of its asks, two numbers each; kept as they are
        Key(Lane lane, long[] hashes, Priority priority, String tenant) {
            this(lane, hashes, priority, tenant, false);
        }

        private Key(Lane lane, long[] hashes, Priority priority, String tenant, boolean isPaid) {
            this.lane = lane;
            this.hashes = hashes;
            this.priority = priority;
            this.tenant = tenant;
            this.isPaid = isPaid;
        }

        /// Of an ask.
        static Key of(Lane lane, Ask ask, long[] hashes) {
            return new Key(lane, hashes, ask.priority(), ask.tenant());
        }

        /// Of asks whose share of the permits was counted already: no canary holds them back.
        Key paid(boolean nowPaid) {
            return nowPaid == isPaid ? this : new Key(lane, hashes, priority, tenant, nowPaid);
        }

        boolean isPaid() {
            return isPaid;
        }

        Lane lane() {
            return lane;
        }

        long[] hashes() {
            return hashes;
        }

        Priority priority() {
            return priority;
        }

        String tenant() {
            return tenant;
        }

        @Override
        public boolean equals(Object other) {
            return other instanceof Key that
                    && lane.equals(that.lane)
                    && priority == that.priority
                    && isPaid == that.isPaid
                    && tenant.equals(that.tenant)
                    && Arrays.equals(hashes, that.hashes);
        }

        @Override
        public int hashCode() {
            return Objects.hash(Arrays.hashCode(hashes), priority, tenant);
        }
    }

    Flow(Key key) {
        this.key = key;
        this.lane = key.lane();
    }

    boolean isEmpty() {
        return first == null;
    }

    /// Whose turn it is; there must be one.
    InFlow first() {
        return Objects.requireNonNull(first);
    }

    /// Behind all who came before; that is at the end, unless it stood here already.
    void add(InFlow waiting) {
        InFlow before = last;
        while (before != null && before.arrival > waiting.arrival) {
            before = before.previous;
        }
        InFlow after = before == null ? first : before.next;
        waiting.previous = before;
        waiting.next = after;
        if (before == null) {
            first = waiting;
        } else {
            before.next = waiting;
        }
        if (after == null) {
            last = waiting;
        } else {
            after.previous = waiting;
        }
        cost += waiting.ask.cost();
    }

    /// Takes one out, wherever it is.
    void remove(InFlow waiting) {
        InFlow before = waiting.previous;
        InFlow after = waiting.next;
        if (before == null) {
            first = after;
        } else {
            before.next = after;
        }
        if (after == null) {
            last = before;
        } else {
            after.previous = before;
        }
        waiting.previous = null;
        waiting.next = null;
        cost -= waiting.ask.cost();
    }

    /// In order.
    void forEach(Consumer<InFlow> visitor) {
        for (InFlow one = first; one != null; one = one.next) {
            visitor.accept(one);
        }
    }

    /// Of one tenant, whoever came first.
    @Override
    boolean isBefore(Flow other) {
        return first().arrival < other.first().arrival;
    }

    /// Whoever holds it to a share of the permits, if anybody does.
    @Nullable CanaryPart heldBy() {
        if (key.isPaid()) {
            return CanaryPart.PAID;
        }
        for (int i = 0; i < lane.canaries.length; i++) {
            int barrier = lane.firstCanary + i;
            CanaryPart part = lane.canaries[i].part(high(barrier), low(barrier));
            if (part.isHeld) {
                return part;
            }
        }
        return null;
    }

    /// The first of its buckets that does not let pass; -1 if there is none.
    int firstClosed(long now) {
        return lane.firstClosed(key.hashes(), key.isPaid(), now);
    }

    long high(int barrier) {
        int key = lane.keys[barrier];
        return key == Lane.NO_KEY ? 0 : this.key.hashes()[2 * key];
    }

    long low(int barrier) {
        int key = lane.keys[barrier];
        return key == Lane.NO_KEY ? 0 : this.key.hashes()[2 * key + 1];
    }
}
