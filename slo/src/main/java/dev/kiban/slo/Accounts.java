package dev.kiban.slo;

import java.time.Instant;
import java.util.List;

/// Tells how SLOs stand, minute after minute. It keeps what does not change from one minute to the
/// next, so that the first answer is dear and the others are cheap. For one thread at a time.
public interface Accounts {

    /// All SLOs, in their order.
    ///
    /// @param end of all windows, a whole minute
    List<Account> at(Instant end);
}
