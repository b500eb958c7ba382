package dev.kiban.gateway.limit;

import java.util.Iterator;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;

/// The buckets of one rate, by key. Safe for all threads.
///
/// A bucket that is full is as good as none, so those are dropped, a few for each new key. If there
/// are too many all the same, new keys share buckets: clients that make keys up are held back with
/// each other, and memory stays what it is.
final class Buckets {
    /// Keys that a rate may always have.
    static final int FEW = 1_000;

    /// Keys that a rate may have.
    static final int MAX_KEYS = 100_000;

    private static final int SHARED = 1 << 10;
    private static final int LOOKED_AT = 8;

    private final Map<Object, Bucket> byKey = new ConcurrentHashMap<>();
    private final AtomicInteger keys = new AtomicInteger();
    private final AtomicInteger keysOfAll;
    private final int maxKeysOfAll;
    private final AtomicBoolean sweeping = new AtomicBoolean();
    private Iterator<Map.Entry<Object, Bucket>> sweep = byKey.entrySet().iterator();

    /// @param keysOfAll of all rates of the process
    Buckets(AtomicInteger keysOfAll, int maxKeysOfAll) {
        this.keysOfAll = keysOfAll;
        this.maxKeysOfAll = maxKeysOfAll;
    }

    /// Takes a token of a key.
    ///
    /// @param interval in which one token flows in, in nanoseconds
    /// @param depth in which all flow in
    /// @return 0 if there was one, else in how many nanoseconds there will be
    long take(Object key, long now, long interval, long depth) {
        while (true) {
            Bucket bucket = bucket(key, now);
            long wait = bucket.take(now, interval, depth);
            if (wait != Bucket.GONE) {
                return wait;
            }
            // Another loop is about to drop it: not to be waited for.
            forget(key, bucket);
            forget(Shared.of(key), bucket);
        }
    }

    /// Gives a token back that was taken for nothing.
    void giveBack(Object key, long now, long interval) {
        bucket(key, now).giveBack(interval);
    }

    /// Keys that are remembered.
    int size() {
        return keys.get();
    }

    /// Forgets all keys.
    void clear() {
        byKey.forEach((key, bucket) -> forget(key, bucket));
    }

    private Bucket bucket(Object key, long now) {
        Bucket known = byKey.get(key);
        return known == null ? newBucket(key, now) : known;
    }

    private Bucket newBucket(Object key, long now) {
        sweepSome(now);
        Object kept = hasRoom() ? key : Shared.of(key);
        Bucket made = new Bucket(now);
        Bucket there = byKey.putIfAbsent(kept, made);
        if (there != null) {
            return there;
        }
        keys.incrementAndGet();
        keysOfAll.incrementAndGet();
        return made;
    }

    /// Stands for all keys that have no bucket of their own.
    private record Shared(int number) {
        static Shared of(Object key) {
            return new Shared(Math.floorMod(key.hashCode(), SHARED));
        }
    }

    private boolean hasRoom() {
        int own = keys.get();
        return own < FEW || (own < MAX_KEYS && keysOfAll.get() < maxKeysOfAll);
    }

    /// Goes on where it stopped the last time.
    private void sweepSome(long now) {
        if (!sweeping.compareAndSet(false, true)) {
            return; // another loop does it
        }
        try {
            if (!sweep.hasNext()) {
                sweep = byKey.entrySet().iterator();
            }
            for (int i = 0; i < LOOKED_AT && sweep.hasNext(); i++) {
                Map.Entry<Object, Bucket> entry = sweep.next();
                if (entry.getValue().endIfFull(now)) {
                    forget(entry.getKey(), entry.getValue());
                }
            }
        } finally {
            sweeping.set(false);
        }
    }

    private void forget(Object key, Bucket bucket) {
        if (byKey.remove(key, bucket)) {
            keys.decrementAndGet();
            keysOfAll.decrementAndGet();
        }
    }
}
