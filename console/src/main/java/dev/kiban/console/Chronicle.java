package dev.kiban.console;

import dev.kiban.ledger.Event;
import dev.kiban.ledger.Ledger;
import dev.kiban.ledger.Page;
import dev.kiban.ledger.Query;
import java.time.Instant;
import java.util.Optional;

/// Reads the ledger. A port: for each page.
public interface Chronicle {

    /// Events that fit, newest first; empty if the ledger cannot be read.
    Optional<Page<Event>> search(Query query);

    /// What was found when the whole ledger was verified last. To verify it takes its time: it is
    /// done beside the pages, now and then, and no page waits for it.
    Optional<Check> check();

    /// A verification.
    record Check(Instant at, Ledger.Verdict verdict) {}
}
