package dev.kiban.ledger;

import dev.kiban.kernel.Json;
import java.util.List;
import java.util.Optional;
import java.util.function.BiFunction;
import java.util.function.Predicate;

/// Where events are kept. It knows their order, and nothing of hashes.
public interface EventStore {
    /// Adds the event that `next` makes. Appends take turns: nobody else adds one between the head
    /// that `next` is given and its event.
    ///
    /// @param next makes the event from the last one's head, and the details in the text that the
    ///     store will give back for ever
    Event append(Json details, BiFunction<Head, String, Event> next);

    /// As [#append]; but if there is an event of this key, that one and no other.
    Once appendOnce(String key, Json details, BiFunction<Head, String, Event> next);

    /// Events that fit, newest first, at most `limit` whatever the query says.
    List<Event> find(Query query, int limit);

    /// Shows all events in order, until `sink` wants no more.
    ///
    /// @return the head as it was when the events were; none if there is no head any more
    Optional<Head> replay(Predicate<Event> sink);
}
