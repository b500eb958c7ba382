package dev.kiban.app.budget;

import dev.kiban.ledger.Ledger;
import dev.kiban.pace.order.OrderStore;
import dev.kiban.pace.run.RunBook;
import dev.kiban.pace.sight.SightStore;
import dev.kiban.slo.AlertStore;
import dev.kiban.slo.CountStore;
import dev.kiban.slo.Flows;
import dev.kiban.slo.LookBackReader;

/// What pages read of the past, while its database is open.
public record Archive(
        CountStore counts,
        AlertStore alerts,
        Flows flows,
        Ledger ledger,
        OrderStore orders,
        SightStore sights,
        RunBook runs) {
    /// So many may read at a time, each by one connection.
    public static final int READERS = 4;

    /// Looks back at quarters.
    public LookBackReader lookBacks() {
        return new LookBackReader(counts, alerts, new LedgerReleases(ledger));
    }
}
