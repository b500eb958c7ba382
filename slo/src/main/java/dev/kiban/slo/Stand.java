package dev.kiban.slo;

import dev.kiban.slo.TierState.Level;
import dev.kiban.slo.TierState.Quiet;
import java.time.Instant;
import java.util.Optional;

/// Where a tier stands between two rounds.
///
/// @param silencedBy the tier that speaks for it
/// @param told what people were told, until they are told that it has ended
/// @param unknownSince since when programs that decide do not know it; empty if the last one did
public record Stand(
        Level level,
        Optional<TierKey> silencedBy,
        Optional<Notification> told,
        Optional<Instant> unknownSince) {
    /// Where a tier begins.
    static final Stand START =
            new Stand(new Quiet(), Optional.empty(), Optional.empty(), Optional.empty());

    /// Whether people should know that it fires.
    boolean isLoud() {
        return level.isFiring() && silencedBy.isEmpty();
    }

    Stand telling(Optional<Notification> notification) {
        return new Stand(level, silencedBy, notification, unknownSince);
    }

    Stand unknown(Optional<Instant> since) {
        return new Stand(level, silencedBy, told, since);
    }
}
