package dev.kiban.api;

import dev.kiban.ledger.Entry;
import dev.kiban.ledger.Ledger;
import dev.kiban.ledger.Once;

/// Writes events down once, however often a caller repeats itself.
final class Keyed {
    /// Characters of a key, as a caller chooses it.
    private static final int MAX_LENGTH = 100;

    private Keyed() {}

    /// @param domain what the key is unique within
    /// @param key of the caller; with empty text, each call is an event of its own
    /// @throws IllegalArgumentException if the key is too long, or was that of something else
    static Once append(Ledger ledger, String domain, String key, Entry entry) {
        if (key.isEmpty()) {
            return new Once(ledger.append(entry), true);
        }
        if (key.length() > MAX_LENGTH) {
            throw new IllegalArgumentException(
                    "an idempotency key has at most %d characters".formatted(MAX_LENGTH));
        }
        Once once = ledger.appendOnce(domain + "/" + key, entry);
        if (!once.event().summary().equals(entry.summary())) {
            throw new IllegalArgumentException(
                    "this idempotency key was used before, for: %s; choose another one"
                            .formatted(once.event().summary()));
        }
        return once;
    }
}
