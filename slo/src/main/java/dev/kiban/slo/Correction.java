package dev.kiban.slo;

import java.time.Instant;
import java.util.List;

/// A time that counts as good: announced maintenance, or trouble that was not the service's.
///
/// It is not taken out of the period, as that would make each bad minute outside it dearer.
///
/// @param author who says so
/// @param reason why, for those who look back
public record Correction(Instant start, Instant end, String author, String reason) {

    /// @throws IllegalArgumentException if it has no moment, or nobody stands for it
    public Correction {
        if (!start.isBefore(end)) {
            throw new IllegalArgumentException("a correction ends after it starts");
        }
        if (author.isBlank() || reason.isBlank()) {
            throw new IllegalArgumentException("a correction has an author and a reason");
        }
    }

    /// A slot counts as good if it lies within a correction from its start to its end.
    public static Slot apply(List<Correction> corrections, Slot slot) {
        return corrections.stream().anyMatch(correction -> correction.covers(slot))
                ? slot.with(slot.tally().asGood())
                : slot;
    }

    private boolean covers(Slot slot) {
        return !slot.start().isBefore(start) && !slot.start().plus(slot.length()).isAfter(end);
    }
}
