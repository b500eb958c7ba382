package dev.kiban.slo;

import java.time.Instant;
import java.util.Optional;

/// Where a tier stands.
///
/// @param silencedBy the faster tier that fires too, and speaks for this one
public record TierState(Level level, Optional<BurnTier> silencedBy) {
    /// Where a tier begins.
    public static final TierState QUIET = new TierState(new Quiet(), Optional.empty());

    /// What a tier says.
    public sealed interface Level {

        /// Whether it fires, or did when it was last seen.
        default boolean isFiring() {
            return fire().isPresent();
        }

        /// The fire that burns, or did when it was last seen.
        default Optional<Firing> fire() {
            return switch (this) {
                case Firing firing -> Optional.of(firing);
                case Frozen(Level before) -> before.fire();
                case Quiet _, Warming _ -> Optional.empty();
            };
        }
    }

    /// Nothing burns too fast.
    public record Quiet() implements Level {}

    /// There is less history than the long window needs.
    public record Warming(Instant until) implements Level {}

    /// The budget burns too fast.
    ///
    /// @param since when it began to
    /// @param spent the share of the period's budget that was gone by then
    public record Firing(Instant since, Ratio spent) implements Level {}

    /// Too little is measured to say anything new: neither fired nor ended while blind.
    ///
    /// @param before what it said last; not frozen itself
    public record Frozen(Level before) implements Level {

        /// @throws IllegalArgumentException if it froze twice
        public Frozen {
            if (before instanceof Frozen) {
                throw new IllegalArgumentException("frozen already");
            }
        }
    }
}
