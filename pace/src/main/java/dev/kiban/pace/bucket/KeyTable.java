package dev.kiban.pace.bucket;

import java.util.Arrays;

/// Two numbers by key: open addressing in one array, four numbers a slot, the key's two first. A
/// slot is free if its first number is 0, which that of no key is.
final class KeyTable {
    private static final int WIDTH = 4;
    private static final int FEWEST = 4;

    private long[] numbers = new long[FEWEST * WIDTH];
    private int mask = FEWEST - 1;
    private int used;

    int slots() {
        return mask + 1;
    }

    /// Three quarters are taken.
    boolean isFull() {
        return used >= slots() / 4 * 3;
    }

    /// The slot of a key, or -1.
    int find(long high, long low) {
        int slot = (int) low & mask;
        while (true) {
            long there = numbers[slot * WIDTH];
            if (there == high && numbers[slot * WIDTH + 1] == low) {
                return slot;
            }
            if (there == 0) {
                return -1;
            }
            slot = (slot + 1) & mask;
        }
    }

    /// Takes a slot for a key that has none.
    int insert(long high, long low) {
        int slot = (int) low & mask;
        while (!isFree(slot)) {
            slot = (slot + 1) & mask;
        }
        numbers[slot * WIDTH] = high;
        numbers[slot * WIDTH + 1] = low;
        used++;
        return slot;
    }

    long markPermits(int slot) {
        return numbers[slot * WIDTH + 2];
    }

    long markUnits(int slot) {
        return numbers[slot * WIDTH + 3];
    }

    void mark(int slot, long permits, long units) {
        numbers[slot * WIDTH + 2] = permits;
        numbers[slot * WIDTH + 3] = units;
    }

    /// Drops all that have drained.
    ///
    /// @return how many
    int sweep(Drain drain) {
        return sweep(drain, 0, slots());
    }

    /// Drops those that have drained, of so many slots.
    ///
    /// @return how many
    int sweep(Drain drain, int from, int count) {
        int dropped = 0;
        int slot = from & mask;
        for (int i = 0; i < count; i++) {
            while (!isFree(slot) && drain.level(markPermits(slot), markUnits(slot)) == 0) {
                remove(slot); // another one may move here
                dropped++;
            }
            slot = (slot + 1) & mask;
        }
        return dropped;
    }

    /// Grows, if more than half is taken. If less is, sweeping was enough for a while.
    void makeRoom() {
        if (used <= slots() / 2) {
            return;
        }
        long[] before = numbers;
        numbers = new long[before.length * 2];
        mask = slots() * 2 - 1;
        used = 0;
        for (int at = 0; at < before.length; at += WIDTH) {
            if (before[at] != 0) {
                mark(insert(before[at], before[at + 1]), before[at + 2], before[at + 3]);
            }
        }
    }

    private boolean isFree(int slot) {
        return numbers[slot * WIDTH] == 0;
    }

    /// Moves those that follow back, so that nobody looks for them in vain.
    private void remove(int slot) {
        int gap = slot;
        int next = (gap + 1) & mask;
        while (!isFree(next)) {
            int home = (int) numbers[next * WIDTH + 1] & mask;
            if (((next - home) & mask) >= ((next - gap) & mask)) {
                System.arraycopy(numbers, next * WIDTH, numbers, gap * WIDTH, WIDTH);
                gap = next;
            }
            next = (next + 1) & mask;
        }
        Arrays.fill(numbers, gap * WIDTH, gap * WIDTH + WIDTH, 0);
        used--;
    }
}
