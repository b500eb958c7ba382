package dev.kiban.slo;

import java.time.Instant;
import java.util.List;

/// Tells how SLOs stand, minute after minute. It keeps what does not change from one minute to the
/// next, so that the first answer is dear and the others are cheap. For one thread at a time.
public interface Accounts {

    /// All SLOs, in their order.
    ///
    /// Windows of what gateways count end together. Those of what programs tell end with the newest
    /// minute that was told, up to a quarter of an hour before: whoever tells every few minutes is
    /// not blind in between, and whoever is silent for longer is.
    ///
    /// @param end of all windows that gateways count, a whole minute; none ends later
    List<Account> at(Instant end);
}
