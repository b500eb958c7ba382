package dev.kiban.ledger;

import dev.kiban.kernel.ServiceName;
import java.time.Instant;
import java.util.Optional;
import java.util.OptionalLong;

/// Which events are looked for. Absent parts do not matter.
///
/// ```java
/// Query.all().about(shop).kind("release").from(yesterday);
/// ```
///
/// @param kind an action, or its first words: `release` finds `release.recorded`
/// @param correlation an id that belongs to them
/// @param from the first moment
/// @param until the first moment that is too late
/// @param before only events with a smaller sequence: where the page before this one ended
/// @param limit events on one page
public record Query(
        Optional<ServiceName> service,
        Optional<String> kind,
        Optional<String> correlation,
        Optional<Instant> from,
        Optional<Instant> until,
        OptionalLong before,
        int limit) {
    /// Events on one page.
    public static final int MAX_LIMIT = 1_000;

    private static final int DEFAULT_LIMIT = 100;

    public Query {
        if (limit < 1 || limit > MAX_LIMIT) {
            throw new IllegalArgumentException(
                    "a page has 1 to %d events, not %d".formatted(MAX_LIMIT, limit));
        }
    }

    /// The newest events of all.
    public static Query all() {
        return new Query(
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                OptionalLong.empty(),
                DEFAULT_LIMIT);
    }

    public Query about(ServiceName name) {
        return new Query(Optional.of(name), kind, correlation, from, until, before, limit);
    }

    public Query kind(String action) {
        return new Query(service, Optional.of(action), correlation, from, until, before, limit);
    }

    public Query correlation(String id) {
        return new Query(service, kind, Optional.of(id), from, until, before, limit);
    }

    public Query from(Instant first) {
        return new Query(service, kind, correlation, Optional.of(first), until, before, limit);
    }

    public Query until(Instant tooLate) {
        return new Query(service, kind, correlation, from, Optional.of(tooLate), before, limit);
    }

    public Query before(long sequence) {
        return new Query(service, kind, correlation, from, until, OptionalLong.of(sequence), limit);
    }

    public Query limit(int events) {
        return new Query(service, kind, correlation, from, until, before, events);
    }
}
