package dev.kiban.pace;

import dev.kiban.kernel.PaceName;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/// Asks that came with a key, so that the same one again gets the same permit: for ten minutes, and
/// of so many that it is a bound. When there are more, the oldest is forgotten, and its repetition
/// is an ask like any other.
final class Repeats {
    static final long KEPT_NANOS = 600_000_000_000L;
    static final int MAX = 100_000;

    private final Map<Key, Kept> kept = new LinkedHashMap<>();

    private record Key(PaceName pace, String text) {}

    private record Kept(Permit permit, long until) {}

    /// The permit that the same ask has, or waits for.
    Optional<Permit> find(Ask ask, long now) {
        Kept known = kept.get(new Key(ask.pace(), ask.idempotencyKey()));
        return known == null || known.until() <= now || known.permit().state == Permit.State.VOID
                ? Optional.empty()
                : Optional.of(known.permit());
    }

    void keep(Ask ask, Permit permit, long now) {
        forgetOld(now);
        Key key = new Key(ask.pace(), ask.idempotencyKey());
        kept.remove(key); // so that it is the youngest
        kept.put(key, new Kept(permit, now + KEPT_NANOS));
    }

    private void forgetOld(long now) {
        Iterator<Kept> all = kept.values().iterator();
        while (all.hasNext()) {
            Kept oldest = all.next();
            if (oldest.until() > now && kept.size() < MAX) {
                return;
            }
            all.remove();
        }
    }
}
