package dev.kiban.app.budget;

import dev.kiban.ledger.Ledger;
import dev.kiban.slo.CountStore;

/// What pages read of the past, while its database is open.
public record Archive(CountStore counts, Ledger ledger) {
    /// So many may read at a time, each by one connection.
    public static final int READERS = 4;
}
