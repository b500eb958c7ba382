package dev.kiban.pace;

import java.util.ArrayList;
import java.util.List;

/// A binary heap whose nodes know where they are, so that any of them can be moved or taken out.
///
/// @param <N> a node is in one heap at a time
final class Heap<N extends Heap.Node<N>> {
    private final List<N> nodes = new ArrayList<>();

    /// Something in a heap.
    abstract static class Node<N> {
        private static final int ABSENT = -1;
        private int slot = ABSENT;

        /// Whether it comes before another one.
        abstract boolean isBefore(N other);

        final boolean isInHeap() {
            return slot != ABSENT;
        }
    }

    boolean isEmpty() {
        return nodes.isEmpty();
    }

    int size() {
        return nodes.size();
    }

    /// The first; there must be one.
    N first() {
        return nodes.getFirst();
    }

    /// Puts a node where it belongs now, whether it is in the heap or not.
    void put(N node) {
        Node<N> known = node;
        if (!known.isInHeap()) {
            known.slot = nodes.size();
            nodes.add(node);
        }
        down(up(known.slot));
    }

    /// Takes a node out, if it is in.
    void remove(N node) {
        Node<N> known = node;
        if (!known.isInHeap()) {
            return;
        }
        int gap = known.slot;
        known.slot = Node.ABSENT;
        N last = nodes.removeLast();
        if (gap < nodes.size()) {
            set(gap, last);
            down(up(gap));
        }
    }

    private int up(int from) {
        int slot = from;
        while (slot > 0) {
            int parent = (slot - 1) / 2;
            if (!nodes.get(slot).isBefore(nodes.get(parent))) {
                return slot;
            }
            swap(slot, parent);
            slot = parent;
        }
        return slot;
    }

    private void down(int from) {
        int slot = from;
        while (true) {
            int least = slot;
            for (int child = 2 * slot + 1; child <= 2 * slot + 2; child++) {
                if (child < nodes.size() && nodes.get(child).isBefore(nodes.get(least))) {
                    least = child;
                }
            }
            if (least == slot) {
                return;
            }
            swap(slot, least);
            slot = least;
        }
    }

    private void swap(int one, int other) {
        N moved = nodes.get(one);
        set(one, nodes.get(other));
        set(other, moved);
    }

    private void set(int slot, N node) {
        nodes.set(slot, node);
        Node<N> known = node;
        known.slot = slot;
    }
}
