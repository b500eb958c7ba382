package dev.kiban.access;

import dev.kiban.access.Caller.Person;
import dev.kiban.ledger.Hash;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/// Where sessions are kept, by the hashes of their secrets.
public interface SessionStore {

    /// How long sessions hold.
    ///
    /// @param idle without being seen
    /// @param absolute in any case
    /// @param most of one person; the oldest end
    record Limits(Duration idle, Duration absolute, int most) {}

    /// Adds one, and forgets those that hold no longer.
    ///
    /// @param receipt locked up
    void add(Hash hash, OpenSession session, String receipt, Limits limits);

    /// Whose session has this hash and still holds; it has been seen then.
    Optional<Person> find(Hash hash, Instant now, Limits limits);

    /// Ends one, if it is there.
    ///
    /// @return its receipt, locked up
    Optional<String> remove(Hash hash);

    /// All that hold, by person, and the newest first.
    List<OpenSession> all(Instant now, Limits limits);

    /// Ends all of a person, and says how many held.
    int removeOf(String person, Instant now, Limits limits);

    /// Ends all, and says how many held.
    int removeAll(Instant now, Limits limits);
}
