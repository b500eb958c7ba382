package dev.kiban.slo;

import dev.kiban.kernel.ServiceName;
import dev.kiban.kernel.SloName;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// Where alerts stand, and what people are to be told.
public interface AlertStore {

    /// Decides for a time, once: never for the same time or an earlier one again, and never in two
    /// programs at once. What is decided is written as a whole, or nothing of it.
    ///
    /// @return whether it was decided here
    boolean once(Instant end, Round round);

    /// Where all tiers stand.
    Map<TierKey, Stand> stands();

    /// Where the tiers of a service stand.
    Map<TierKey, Stand> stands(ServiceName service);

    /// What people were told of the SLOs of a service, where it overlaps a time, oldest first. It
    /// is kept as long as hours are.
    List<Told> told(ServiceName service, PeriodWindow time);

    /// A time in which people knew that a budget burns.
    ///
    /// @param tier the one that they were told of
    /// @param end empty while it fires
    record Told(SloName slo, TierName tier, Instant start, Optional<Instant> end) {}

    /// Decides what changes.
    @FunctionalInterface
    interface Round {
        Changes decide(Map<TierKey, Stand> stands);
    }

    /// What a round changes.
    ///
    /// @param stands of tiers that no longer stand where they stood
    /// @param gone tiers that are no longer there
    /// @param told in this order
    record Changes(Map<TierKey, Stand> stands, Set<TierKey> gone, List<Notification> told) {

        public Changes {
            stands = Map.copyOf(stands);
            gone = Set.copyOf(gone);
            told = List.copyOf(told);
        }
    }
}
