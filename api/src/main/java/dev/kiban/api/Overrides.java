package dev.kiban.api;

import dev.kiban.kernel.Json;
import dev.kiban.kernel.ServiceName;
import dev.kiban.ledger.Action;
import dev.kiban.ledger.Entry;
import dev.kiban.ledger.Ledger;
import dev.kiban.slo.Gate.ReleaseOverride;
import dev.kiban.slo.OverrideStore;
import java.time.Instant;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// Lets services be released that the gate would hold: each is an event of the ledger first, as an
/// override that no one can find must not count.
public final class Overrides {
    /// Characters of a reason.
    private static final int MAX_REASON_LENGTH = 300;

    /// Of one service, at a time.
    private static final int MOST = 100;

    private static final Action GIVEN = new Action("gate.overridden");

    private final Ledger ledger;
    private final OverrideStore store;
    private final InstantSource clock;

    public Overrides(Ledger ledger, OverrideStore store, InstantSource clock) {
        this.ledger = ledger;
        this.store = store;
        this.clock = clock;
    }

    /// From now on, until it expires, the service may be released.
    ///
    /// @param key repeated, it is the same override; empty text is none
    /// @return the event of the ledger
    /// @throws IllegalArgumentException if it cannot be, or the key was that of another one
    public long give(ServiceName service, ReleaseOverride override, String key) {
        Instant now = clock.instant();
        ReleaseOverride checked = override.checkedAt(now);
        if (checked.reason().length() > MAX_REASON_LENGTH) {
            throw new IllegalArgumentException(
                    "a reason has 1 to %d characters".formatted(MAX_REASON_LENGTH));
        }
        List<ReleaseOverride> standing = standing(service);
        if (standing.size() >= MOST) {
            throw new IllegalArgumentException(
                    "%s has %d overrides, which is the limit: wait until one expires"
                            .formatted(service, MOST));
        }
        long event =
                Keyed.append(ledger, "override/" + service, key, entry(service, checked))
                        .event()
                        .sequence();
        if (!standing.contains(checked)) {
            store.give(service, checked, now);
        }
        return event;
    }

    /// Those of a service that have not expired, oldest first.
    public List<ReleaseOverride> standing(ServiceName service) {
        return store.standing(service, clock.instant());
    }

    private static Entry entry(ServiceName service, ReleaseOverride override) {
        Map<String, Json> details = new LinkedHashMap<>();
        details.put("reason", Json.text(override.reason()));
        details.put("expires", Json.text(override.expires().toString()));
        return Entry.of(
                        override.by(),
                        GIVEN,
                        "%s may be released until %s: %s"
                                .formatted(service, override.expires(), override.reason()))
                .about(service)
                .with(Json.object(details));
    }
}
