package dev.kiban.access;

import dev.kiban.access.Caller.Person;
import dev.kiban.kernel.Json;
import dev.kiban.ledger.Action;
import dev.kiban.ledger.Entry;
import dev.kiban.ledger.Ledger;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;
import java.util.random.RandomGenerator;

/// Remembers who has signed in, for as long as a day's work.
///
/// ```java
/// Secret session = sessions.open(amy);                 // into a cookie
/// Optional<Person> who = sessions.identify(session);   // at each page
/// sessions.end(session);                               // at sign-out
/// ```
public final class Sessions {
    static final SessionStore.Limits LIMITS =
            new SessionStore.Limits(Duration.ofHours(1), Duration.ofHours(12), 10);

    private static final Action OPENED = new Action("session.opened");

    private final SessionStore store;
    private final Ledger ledger;
    private final InstantSource clock;
    private final RandomGenerator random;

    /// @param random that nobody can foretell: secrets come from it
    public Sessions(
            SessionStore store, Ledger ledger, InstantSource clock, RandomGenerator random) {
        this.store = store;
        this.ledger = ledger;
        this.clock = clock;
        this.random = random;
    }

    /// Begins one, always with a new secret. It is written down first.
    public Secret open(Person person) {
        String summary = "%s signed in".formatted(person.actor());
        ledger.append(
                Entry.of(person.actor(), OPENED, summary)
                        .with(Json.object(Map.of("teams", Json.text(person.scope().toString())))));
        Secret secret = Secret.draw(random);
        store.add(secret.hash(), person, clock.instant(), LIMITS);
        return secret;
    }

    /// Whose session it is; empty if it is nobody's, or not any more.
    public Optional<Person> identify(Secret secret) {
        return store.find(secret.hash(), clock.instant(), LIMITS);
    }

    /// Ends one, if it is there.
    public void end(Secret secret) {
        store.remove(secret.hash());
    }
}
