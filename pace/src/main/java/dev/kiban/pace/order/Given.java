package dev.kiban.pace.order;

import dev.kiban.kernel.PaceName;
import java.time.Instant;
import java.util.Optional;

/// What was ordered last of a pace, about one thing.
///
/// @param about the thing, as [Order#about] has it
/// @param order what holds; empty if it is as the definition says again
/// @param until when it ends by itself; empty if it does not
/// @param event of the ledger; whoever has a higher one came later
public record Given(
        PaceName pace,
        String about,
        Optional<Order> order,
        Optional<Instant> until,
        Made made,
        long event) {

    /// @param reason why, in the words of who did it
    public record Made(String by, String reason, Instant at) {}

    /// Whether it says something else than the definition, then.
    public boolean holds(Instant now) {
        return order.isPresent() && until.map(now::isBefore).orElse(true);
    }
}
