package dev.kiban.ledger;

import dev.kiban.kernel.ServiceName;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/// What stands in the ledger. It is read as it stands, whatever somebody has done to it, so it
/// promises nothing that [Ledger#verify] has not found.
///
/// @param sequence 1, 2, 3 …
/// @param recordedAt to the microsecond
/// @param details JSON, in the text of the store
/// @param previous the hash of the event before
public record Event(
        long sequence,
        Instant recordedAt,
        String actor,
        String action,
        Optional<String> service,
        String summary,
        String details,
        List<String> correlation,
        Hash previous,
        Hash hash) {
    public Event {
        correlation = List.copyOf(correlation);
    }

    /// The next one.
    static Event after(Head head, Instant now, Entry entry, String details) {
        Event open =
                new Event(
                        head.sequence() + 1,
                        now,
                        entry.actor(),
                        entry.action().value(),
                        entry.service().map(ServiceName::value),
                        entry.summary(),
                        details,
                        entry.correlation(),
                        head.hash(),
                        Hash.ZERO);
        return open.sealed();
    }

    /// Whether its hash is that of what it says.
    boolean isGenuine() {
        return hash.equals(EventHash.of(this));
    }

    private Event sealed() {
        return new Event(
                sequence,
                recordedAt,
                actor,
                action,
                service,
                summary,
                details,
                correlation,
                previous,
                EventHash.of(this));
    }
}
