package dev.kiban.pace.portion;

import dev.kiban.kernel.PaceName;
import java.util.Map;
import java.util.function.Supplier;

/// Remembers for all replicas what each of them has. A port.
public interface PortionStore {
    /// Begins the leases of a replica anew: of all paces in one piece, so that no two replicas ever
    /// get the same.
    ///
    /// @param demands what it could do with; it is asked when nobody else can renew any more
    /// @return what it has as long as its lease lasts, of each pace that it wants something of
    Map<PaceName, Portion> renew(Renewing who, Supplier<Map<PaceName, Demand>> demands);

    /// A replica ends; what it had is for others, but what is safe for one that takes its place.
    void giveBack(String replica);
}
