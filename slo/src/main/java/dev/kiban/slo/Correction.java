package dev.kiban.slo;

import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;

/// A time that counts as good: announced maintenance, or trouble that was not the service's.
///
/// It is not taken out of the period, as that would make each bad minute outside it dearer.
///
/// @param author who says so
/// @param reason why, for those who look back
public record Correction(Instant start, Instant end, String author, String reason) {
    private static final Duration LONGEST = Duration.ofDays(31);

    /// @throws IllegalArgumentException if it has no moment, or nobody stands for it
    public Correction {
        if (!start.isBefore(end)) {
            throw new IllegalArgumentException("a correction ends after it starts");
        }
        if (author.isBlank() || reason.isBlank()) {
            throw new IllegalArgumentException("a correction has an author and a reason");
        }
    }

    /// The same, if it can be told by what is kept, and is no rule in disguise.
    ///
    /// @throws IllegalArgumentException if not
    public Correction checkedAt(Instant now) {
        if (!isWhole(ChronoUnit.MINUTES)) {
            throw new IllegalArgumentException("a correction begins and ends with a whole minute");
        }
        if (start.isBefore(now.minus(CountStore.KEPT_MINUTES)) && !isWhole(ChronoUnit.HOURS)) {
            throw new IllegalArgumentException(
                    "minutes are kept for %d days: a correction of times before begins and ends with a whole hour"
                            .formatted(CountStore.KEPT_MINUTES.toDays()));
        }
        if (start.isBefore(now.minus(CountStore.KEPT_HOURS))) {
            throw new IllegalArgumentException(
                    "counts are kept for %d days: nothing before can be corrected"
                            .formatted(CountStore.KEPT_HOURS.toDays()));
        }
        if (end.isAfter(now.plus(LONGEST)) || end.isAfter(start.plus(LONGEST))) {
            throw new IllegalArgumentException(
                    "a correction takes %1$d days at most, and ends within %1$d days"
                            .formatted(LONGEST.toDays()));
        }
        return this;
    }

    private boolean isWhole(ChronoUnit unit) {
        return start.equals(start.truncatedTo(unit)) && end.equals(end.truncatedTo(unit));
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
