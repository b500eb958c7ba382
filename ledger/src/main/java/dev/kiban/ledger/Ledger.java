package dev.kiban.ledger;

import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.OptionalLong;
import java.util.function.BiFunction;

/// The events of all capabilities, in one order, each bound to the one before it by its hash.
///
/// ```java
/// Ledger ledger = new Ledger(SqlEvents.in(database), InstantSource.system());
/// ledger.append(Entry.of("amy", new Action("release.recorded"), "1.4.2 is live").about(shop));
/// switch (ledger.verify()) {
///     case Intact(long count, Hash head) -> …
///     case Broken(long sequence, String why) -> …
/// }
/// ```
public final class Ledger {
    private static final int MAX_KEY_LENGTH = 400;

    private final EventStore store;
    private final InstantSource clock;

    public Ledger(EventStore store, InstantSource clock) {
        this.store = store;
        this.clock = clock;
    }

    /// Writes down that something happened, now.
    public Event append(Entry entry) {
        return store.append(entry.details(), after(entry));
    }

    /// Writes down that something happened, unless that was done before under the same key: for
    /// callers that ask again when they got no answer.
    ///
    /// @param key unique among all events, of 1 to 400 characters
    /// @return the first event of the key, which may say something else than this entry
    public Once appendOnce(String key, Entry entry) {
        if (key.isBlank() || key.length() > MAX_KEY_LENGTH || key.indexOf('\0') >= 0) {
            throw new IllegalArgumentException(
                    "the key of an event has 1 to %d characters".formatted(MAX_KEY_LENGTH));
        }
        return store.appendOnce(key, entry.details(), after(entry));
    }

    private BiFunction<Head, String, Event> after(Entry entry) {
        return (head, details) ->
                Event.after(head, clock.instant().truncatedTo(ChronoUnit.MICROS), entry, details);
    }

    /// Events that fit, newest first.
    public Page<Event> search(Query query) {
        List<Event> found = store.find(query, query.limit() + 1);
        if (found.size() <= query.limit()) {
            return new Page<>(found, OptionalLong.empty());
        }
        List<Event> page = found.subList(0, query.limit());
        return new Page<>(page, OptionalLong.of(page.getLast().sequence()));
    }

    /// Reads all events in order, and says whether each is what was written and none is missing.
    public Verdict verify() {
        ChainCheck check = new ChainCheck();
        return check.verdict(store.replay(check::accepts));
    }

    /// What reading all events found.
    public sealed interface Verdict {}

    /// All are there, as they were written.
    ///
    /// @param head the hash of the last one: who keeps it elsewhere can tell later whether the
    ///     whole ledger was written anew
    public record Intact(long count, Hash head) implements Verdict {}

    /// One is not what was written, or is missing.
    ///
    /// @param sequence the first that does not fit
    public record Broken(long sequence, String why) implements Verdict {}
}
