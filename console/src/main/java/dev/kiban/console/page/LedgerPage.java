package dev.kiban.console.page;

import dev.kiban.console.Chronicle.Check;
import dev.kiban.ledger.Event;
import dev.kiban.ledger.Ledger.Broken;
import dev.kiban.ledger.Ledger.Intact;
import dev.kiban.ledger.Page;
import java.util.List;
import java.util.Optional;

/// Events of the ledger, newest first. Parts begin below an event, and not so far from the newest
/// one: what comes in meanwhile moves nothing.
///
/// @param found empty if the ledger cannot be read
/// @param check empty if it was not verified yet
public record LedgerPage(
        Visitor visitor, LedgerSearch search, Optional<Page<Event>> found, Optional<Check> check) {
    private static final String BEFORE = "before";

    public List<LedgerRow> rows() {
        return found.stream()
                .flatMap(page -> page.items().stream())
                .map(event -> new LedgerRow(visitor, event))
                .toList();
    }

    /// Whether this part begins with the newest event.
    public boolean isNewest() {
        return search.query().before().isEmpty();
    }

    public String newest() {
        return visitor.here(BEFORE, "");
    }

    public boolean hasOlder() {
        return found.isPresent() && found.get().next().isPresent();
    }

    public String older() {
        return visitor.here(
                BEFORE, Long.toString(found.orElseThrow().next().orElse(Long.MAX_VALUE)));
    }

    /// Why there is nothing.
    public String nothing() {
        return visitor.say(found.isPresent() ? Phrase.NO_EVENT_FITS : Phrase.NO_LEDGER);
    }

    /// What its verification found, in words.
    public String state() {
        Figures figures = visitor.figures();
        return check.map(
                        known ->
                                switch (known.verdict()) {
                                    case Intact(long count, var head) ->
                                            visitor.say(
                                                    Phrase.LEDGER_INTACT,
                                                    figures.count(count),
                                                    LedgerRow.brief(head),
                                                    figures.time(known.at()));
                                    case Broken(long sequence, String why) ->
                                            visitor.say(
                                                    Phrase.LEDGER_BROKEN,
                                                    figures.count(sequence),
                                                    why,
                                                    figures.time(known.at()));
                                })
                .orElseGet(() -> visitor.say(Phrase.LEDGER_NOT_CHECKED));
    }

    /// What people see of it first.
    public Sign sign() {
        return check.<Sign>map(
                        known ->
                                switch (known.verdict()) {
                                    case Intact _ -> ChainSign.INTACT;
                                    case Broken _ -> ChainSign.BROKEN;
                                })
                .orElse(ChainSign.NOT_VERIFIED);
    }
}
