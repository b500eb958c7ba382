package dev.kiban.app.budget;

import dev.kiban.ledger.EventStore;
import dev.kiban.slo.DemoCounts;

/// What is done with a database before anybody counts into it.
@FunctionalInterface
public interface Opening {

    /// Nothing.
    Opening NOTHING = (_, _) -> {};

    /// Is called each time that the database is opened.
    void opened(DemoCounts counts, EventStore events);
}
