package dev.kiban.pace;

import dev.kiban.kernel.PaceName;
import java.util.List;

/// May this job start now?
///
/// @param keys the values of the headers that [Pacer#headers] names, in that order; an empty text
///     if there is none
/// @param cost 1, if the job is like all others
/// @param tenant whose work it is; an empty text if nobody said
/// @param idempotencyKey an ask of the same pace with the same key, within ten minutes, is the same
///     ask; an empty text is none. Who may ask for whom is the caller's matter: keys of different
///     callers must differ
public record Ask(
        PaceName pace,
        List<String> keys,
        int cost,
        Priority priority,
        String tenant,
        String idempotencyKey) {

    public Ask {
        keys = List.copyOf(keys);
        if (cost < 1) {
            throw new IllegalArgumentException("a job that costs %d".formatted(cost));
        }
    }

    /// An ask like most.
    public static Ask of(PaceName pace, String... keys) {
        return new Ask(pace, List.of(keys), 1, Priority.NORMAL, "", "");
    }

    /// The same of a job that costs so much.
    public Ask costing(int otherCost) {
        return new Ask(pace, keys, otherCost, priority, tenant, idempotencyKey);
    }

    /// The same with another priority.
    public Ask with(Priority other) {
        return new Ask(pace, keys, cost, other, tenant, idempotencyKey);
    }

    /// The same for a tenant.
    public Ask forTenant(String other) {
        return new Ask(pace, keys, cost, priority, other, idempotencyKey);
    }

    /// The same, known by a key.
    public Ask knownBy(String key) {
        return new Ask(pace, keys, cost, priority, tenant, key);
    }
}
