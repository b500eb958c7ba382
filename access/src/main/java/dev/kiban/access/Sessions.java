package dev.kiban.access;

import dev.kiban.access.Caller.Person;
import dev.kiban.kernel.Json;
import dev.kiban.ledger.Action;
import dev.kiban.ledger.Entry;
import dev.kiban.ledger.Event;
import dev.kiban.ledger.Ledger;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.random.RandomGenerator;

/// Remembers who has signed in, for as long as a day's work.
///
/// ```java
/// Secret session = sessions.open(amy, receipt);        // into a cookie
/// Optional<Person> who = sessions.identify(session);   // at each page
/// sessions.end(session);                               // at sign-out
/// ```
public final class Sessions {
    static final SessionStore.Limits LIMITS =
            new SessionStore.Limits(Duration.ofHours(1), Duration.ofHours(12), 10);

    private static final Action OPENED = new Action("session.opened");
    private static final Action ENDED = new Action("session.ended");

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
    ///
    /// @param receipt is kept so that only who has the secret can read it
    public Secret open(Person person, Receipt receipt) {
        String summary = "%s signed in".formatted(person.actor());
        ledger.append(
                Entry.of(person.actor(), OPENED, summary)
                        .with(Json.object(Map.of("teams", Json.text(person.scope().toString())))));
        Secret secret = Secret.draw(random);
        Instant now = clock.instant();
        store.add(
                secret.hash(),
                new OpenSession(person, now, now),
                secret.lock(receipt.text(), random),
                LIMITS);
        return secret;
    }

    /// Whose session it is; empty if it is nobody's, or not any more.
    public Optional<Person> identify(Secret secret) {
        return store.find(secret.hash(), clock.instant(), LIMITS);
    }

    /// Ends one, if it is there.
    ///
    /// @return what was given when it began
    public Receipt end(Secret secret) {
        return store.remove(secret.hash())
                .flatMap(secret::unlock)
                .map(Receipt::new)
                .orElse(Receipt.NONE);
    }

    /// All that hold, by person.
    public List<OpenSession> all() {
        return store.all(clock.instant(), LIMITS);
    }

    /// Ends all of somebody, who may have left: the next page that they ask for is refused. This
    /// comes before its event, as a ledger that is away must not keep a session alive.
    ///
    /// @return empty if there is none
    public Optional<Ended> endOf(String person, String by) {
        int sessions = store.removeOf(person, clock.instant(), LIMITS);
        String summary = "%s is signed out".formatted(person);
        return ended(sessions, Entry.of(by, ENDED, summary), Map.of("person", Json.text(person)));
    }

    /// Ends all of everybody.
    ///
    /// @return empty if there is none
    public Optional<Ended> endAll(String by) {
        int sessions = store.removeAll(clock.instant(), LIMITS);
        return ended(sessions, Entry.of(by, ENDED, "everybody is signed out"), Map.of());
    }

    /// What was ended.
    ///
    /// @param event of the ledger
    public record Ended(int sessions, long event) {}

    private Optional<Ended> ended(int sessions, Entry entry, Map<String, Json> whose) {
        if (sessions == 0) {
            return Optional.empty();
        }
        Map<String, Json> details = new LinkedHashMap<>(whose);
        details.put("sessions", Json.number(sessions));
        Event event = ledger.append(entry.with(Json.object(details)));
        return Optional.of(new Ended(sessions, event.sequence()));
    }
}
