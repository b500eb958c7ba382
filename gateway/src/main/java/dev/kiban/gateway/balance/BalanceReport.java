package dev.kiban.gateway.balance;

import dev.kiban.definition.Address;
import dev.kiban.gateway.UpstreamTarget;

/// Hears what becomes of endpoints and attempts. On the loop that it happens on; it must not wait.
public interface BalanceReport {
    /// Tells nobody.
    BalanceReport NOBODY = new BalanceReport() {};

    /// A loop sends an endpoint no requests for a while, as it failed too often.
    default void ejected(UpstreamTarget target, Address endpoint) {}

    /// Its time is over.
    default void returned(UpstreamTarget target, Address endpoint) {}

    /// An attempt was not repeated, as the budget was spent.
    default void budgetSpent(UpstreamTarget target) {}

    /// A request was refused, as too many are under way.
    default void heldBack(UpstreamTarget target) {}

    /// An endpoint was asked whether it can serve.
    ///
    /// @param well what it said
    default void asked(UpstreamTarget target, boolean well) {}
}
