package dev.kiban.definition;

import java.time.Duration;
import java.util.Optional;

/// One limit of a pace: so many jobs may start in a time.
///
/// @param header in lower case, if each of its values has the limit for itself; empty if it is for
///     all
/// @param amount how many in each period, in the long run; at least 1
/// @param period a second, a minute or an hour
/// @param burst how many more than the rate allows may be there, waiting or not
/// @param immediate of these, how many need not wait; at most `burst`
/// @param dryRun whether it only tells what it would have done
/// @param at where the limit stands
public record PaceLimit(
        Optional<String> header,
        int amount,
        Duration period,
        int burst,
        int immediate,
        boolean dryRun,
        Location at) {

    /// @throws IllegalArgumentException if nothing could ever start
    public PaceLimit {
        if (amount < 1 || burst < 0 || immediate < 0 || !period.isPositive()) {
            throw new IllegalArgumentException("a limit lets something through");
        }
    }
}
