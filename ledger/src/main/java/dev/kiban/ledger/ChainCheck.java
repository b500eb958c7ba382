package dev.kiban.ledger;

import dev.kiban.ledger.Ledger.Broken;
import dev.kiban.ledger.Ledger.Intact;
import dev.kiban.ledger.Ledger.Verdict;
import java.util.Optional;

/// Follows the chain from its start, event by event, until one does not fit.
final class ChainCheck {
    private Head last = Head.START;
    private Optional<Broken> broken = Optional.empty();

    /// Whether the next event fits, so that it makes sense to go on.
    boolean accepts(Event event) {
        broken = fault(event);
        last = new Head(event.sequence(), event.hash());
        return broken.isEmpty();
    }

    /// @param head what the store says is the end
    Verdict verdict(Optional<Head> head) {
        if (broken.isPresent()) {
            return broken.get();
        }
        if (head.isEmpty()) {
            return new Broken(last.sequence(), "the head of the ledger is missing");
        }
        return end(head.get());
    }

    private Optional<Broken> fault(Event event) {
        long expected = last.sequence() + 1;
        if (event.sequence() != expected) {
            return Optional.of(new Broken(expected, "it is missing"));
        }
        if (!event.isGenuine()) {
            return Optional.of(new Broken(expected, "it is not what was written"));
        }
        if (!event.previous().equals(last.hash())) {
            return Optional.of(new Broken(expected, "it does not follow the event before it"));
        }
        return Optional.empty();
    }

    private Verdict end(Head head) {
        if (head.equals(last)) {
            return new Intact(last.sequence(), last.hash());
        }
        if (head.sequence() > last.sequence()) {
            return new Broken(
                    last.sequence() + 1,
                    "it is missing: the head says that there were %d events"
                            .formatted(head.sequence()));
        }
        return new Broken(
                last.sequence(), "the head of the ledger names another event as the last");
    }
}
