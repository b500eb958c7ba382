package dev.kiban.pace.run;

import java.time.Duration;
import java.util.Optional;
import java.util.UUID;

/// On which terms a job is run.
///
/// @param ask of whoever asks: repeated, it is the same run, and nobody else can renew or end it
/// @param slot without one, runs are kept from overlapping, and nothing else
/// @param lease for how long nobody else may run it after the holder was heard last
public record Terms(UUID ask, Optional<Slot> slot, Overlap overlap, Duration lease, Holder holder) {
    /// A lease that is shorter would be lost by a slow network.
    public static final Duration SHORTEST = Duration.ofSeconds(3);

    /// One that is longer keeps others out for too long when its holder is gone.
    public static final Duration LONGEST = Duration.ofHours(1);

    /// @throws IllegalArgumentException if they cannot be
    public Terms {
        if (lease.compareTo(SHORTEST) < 0 || lease.compareTo(LONGEST) > 0) {
            throw new IllegalArgumentException(
                    "a lease is of %d s to %d min"
                            .formatted(SHORTEST.toSeconds(), LONGEST.toMinutes()));
        }
        if (slot.isEmpty() && overlap == Overlap.OTHER_SLOTS) {
            throw new IllegalArgumentException(
                    "runs without a slot never overlap: say which slot it is, or leave the overlap out");
        }
    }

    /// Whether this and another may run at once.
    boolean goWith(Terms other) {
        return overlap == Overlap.OTHER_SLOTS
                && other.overlap == Overlap.OTHER_SLOTS
                && !slot.equals(other.slot);
    }
}
