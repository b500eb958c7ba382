package dev.kiban.pace;

import dev.kiban.pace.bucket.Drain;

/// Something that lets asks pass, or not yet.
///
/// Keys come as 128 bits; a barrier without keys does not look at them.
sealed interface Barrier permits Limit, Gauge, Gate, Canary {
    /// Nobody can tell when.
    long NEVER = Drain.NEVER;

    /// What it is called, for people.
    String label();

    /// Whether an ask may pass now.
    boolean isOpen(long high, long low, long now);

    /// When an ask may pass, as things stand, if others go first.
    ///
    /// @param ahead what they cost, in permits
    /// @return [#NEVER] if nobody can tell
    long opensAt(long high, long low, long ahead, long now);

    /// When another ask may join those who are there, as things stand: now, if there is place.
    ///
    /// @param ahead what those who go first cost, in permits
    /// @return [#NEVER] if nobody can tell
    long placeAt(long high, long low, long ahead, long now);
}
