package dev.kiban.pace.order;

import dev.kiban.kernel.PaceName;
import dev.kiban.pace.order.Given.Made;
import java.time.Instant;
import java.util.Optional;

/// Where it is written down what was ordered. A port.
@FunctionalInterface
public interface OrderNews {

    /// Tells of an order before it counts.
    ///
    /// @param about what it is about
    /// @param order empty if it is as the definition says again
    /// @return the number of the event: that of a later order is higher
    long tell(
            PaceName pace, String about, Optional<Order> order, Optional<Instant> until, Made made);
}
