package dev.kiban.pace.bucket;

/// A bucket for each key, in tables of `long`s: 32 bytes a slot.
///
/// A bucket that has drained is as good as none. When a table is full, those are swept out of it,
/// and it grows only if that did not help. There are many tables, each for its part of all keys, so
/// that neither sweeping nor growing one takes long, and the old one and the new one of a table
/// that grows are little beside the rest. A million keys take at most 64 MB.
///
/// If there are too many keys that have not drained, new ones find no room: who makes keys up is
/// held back, and keys that are known go on.
public final class KeyedBuckets implements Buckets {
    /// Keys that a limit may have.
    public static final int MAX_KEYS = 1_000_000;

    private static final int TABLE_BITS = 8;
    private static final int SWEPT_FOR_ROOM = 64;
    private static final int STRIPES = 1 << 12;

    private final Drain drain;
    private final long freshPermits;
    private final long freshUnits;
    private final int maxKeys;
    private final KeyTable[] tables = new KeyTable[1 << TABLE_BITS];
    private final long[] givenBack = new long[STRIPES];
    private final Returns returns = new Returns();
    private long charges;
    private int keys;
    private int nextTable;
    private int nextSlot;

    /// @param beginsWith level in permits of a key that is not known, less what has drained since
    ///     now: nobody knows what was let through before
    public KeyedBuckets(Drain drain, long beginsWith, int maxKeys) {
        this.drain = drain;
        this.freshPermits = drain.permits() + beginsWith;
        this.freshUnits = drain.units();
        this.maxKeys = maxKeys;
        for (int i = 0; i < tables.length; i++) {
            tables[i] = new KeyTable();
        }
    }

    /// Without a limit to the number of keys but [#MAX_KEYS].
    public KeyedBuckets(Drain drain, long beginsWith) {
        this(drain, beginsWith, MAX_KEYS);
    }

    @Override
    public long level(long high, long low) {
        KeyTable table = table(high);
        int slot = table.find(high, low);
        return slot < 0
                ? drain.level(freshPermits, freshUnits)
                : drain.level(table.markPermits(slot), table.markUnits(slot));
    }

    @Override
    public boolean hasRoom(long high, long low) {
        if (keys < maxKeys || table(high).find(high, low) >= 0) {
            return true;
        }
        sweepSome();
        return keys < maxKeys;
    }

    /// Also if there is no room: who is in line was let in, and there are only so many of those.
    @Override
    public void charge(long high, long low, long permits, long[] receipt, int at) {
        KeyTable table = table(high);
        int slot = table.find(high, low);
        long level =
                slot < 0
                        ? drain.level(freshPermits, freshUnits)
                        : drain.level(table.markPermits(slot), table.markUnits(slot));
        if (slot < 0) {
            slot = insert(table, high, low);
        }
        moveMark(table, slot, level + permits * Drain.PERMIT);
        receipt[at] = high;
        receipt[at + 1] = low;
        receipt[at + 2] = table.markPermits(slot);
        receipt[at + 3] = table.markUnits(slot);
        receipt[at + 4] = givenBack[stripe(low)];
        receipt[at + 5] = ++charges;
    }

    @Override
    public void giveBack(long[] receipt, int at, long permits) {
        long high = receipt[at];
        long low = receipt[at + 1];
        KeyTable table = table(high);
        int slot = table.find(high, low);
        // As with one bucket; what other keys of the stripe were given back makes it less than it
        // could be, now and then, and never more.
        int stripe = stripe(low);
        long charge = receipt[at + 5];
        long earlier = givenBack[stripe] - receipt[at + 4] - returns.ofLater(high, low, charge);
        long left = drain.level(receipt[at + 2], receipt[at + 3]) - earlier;
        long back = Math.min(left, permits * Drain.PERMIT);
        if (slot >= 0 && back > 0) {
            long level = drain.level(table.markPermits(slot), table.markUnits(slot));
            moveMark(table, slot, Math.max(0, level - back));
            givenBack[stripe] += back;
            returns.add(high, low, charge, back);
        }
    }

    @Override
    public void raise(long high, long low, long units) {
        if (units > level(high, low)) {
            KeyTable table = table(high);
            int known = table.find(high, low);
            moveMark(table, known < 0 ? insert(table, high, low) : known, units);
        }
    }

    @Override
    public int keys() {
        return keys;
    }

    private void moveMark(KeyTable table, int slot, long level) {
        long sum = drain.units() + level;
        table.mark(slot, drain.permits() + sum / Drain.PERMIT, sum % Drain.PERMIT);
    }

    private int insert(KeyTable table, long high, long low) {
        if (table.isFull()) {
            keys -= table.sweep(drain);
            table.makeRoom();
        }
        keys++;
        return table.insert(high, low);
    }

    /// Goes on where it stopped the last time.
    private void sweepSome() {
        KeyTable table = tables[nextTable];
        keys -= table.sweep(drain, nextSlot, SWEPT_FOR_ROOM);
        nextSlot += SWEPT_FOR_ROOM;
        if (nextSlot >= table.slots()) {
            nextSlot = 0;
            nextTable = (nextTable + 1) % tables.length;
        }
    }

    private KeyTable table(long high) {
        return tables[(int) (high >>> (Long.SIZE - TABLE_BITS))];
    }

    private static int stripe(long low) {
        return (int) (low >>> 32) & (STRIPES - 1);
    }
}
