package dev.kiban.access;

import dev.kiban.access.Caller.Program;
import dev.kiban.kernel.Json;
import dev.kiban.kernel.TokenName;
import dev.kiban.ledger.Action;
import dev.kiban.ledger.Entry;
import dev.kiban.ledger.Ledger;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.random.RandomGenerator;

/// Makes tokens, takes them back, and says who calls.
///
/// ```java
/// switch (tokens.create(new Program(new OneTeam(shopTeam), ci, Right.CHANGE), "amy")) {
///     case Created(Secret secret, long event) -> print(secret.reveal());   // once
///     case Refused(String why) -> …
/// }
/// Optional<Program> caller = Secret.of(shown).flatMap(tokens::identify);
/// ```
public final class Tokens {
    /// Tokens of one team.
    static final int MOST = 100;

    /// One that holds for longer may as well hold for ever.
    private static final Duration LONGEST = Duration.ofDays(3_650);

    private static final Action CREATED = new Action("token.created");
    private static final Action REVOKED = new Action("token.revoked");

    private final TokenStore store;
    private final Ledger ledger;
    private final InstantSource clock;
    private final RandomGenerator random;

    /// @param random that nobody can foretell: secrets come from it
    public Tokens(TokenStore store, Ledger ledger, InstantSource clock, RandomGenerator random) {
        this.store = store;
        this.ledger = ledger;
        this.clock = clock;
        this.random = random;
    }

    /// What became of a wish for a token.
    public sealed interface Creation {}

    /// It holds from now on.
    ///
    /// @param secret to be shown to who asked, and to nobody again
    /// @param event of the ledger
    public record Created(Secret secret, long event) implements Creation {}

    /// There is none.
    public record Refused(String why) implements Creation {}

    /// Makes a token.
    ///
    /// @param caller who calls with it
    /// @param by who makes it
    public Creation create(Program caller, String by) {
        return create(new Issued(caller, by, now(), Optional.empty()));
    }

    /// Makes a token that holds for a while.
    ///
    /// @param caller who calls with it
    /// @param by who makes it
    public Creation create(Program caller, String by, Duration lasts) {
        if (lasts.isNegative() || lasts.isZero() || lasts.compareTo(LONGEST) > 0) {
            return new Refused(
                    "a token expires after 1 to %d days, or never".formatted(LONGEST.toDays()));
        }
        return create(new Issued(caller, by, now(), Optional.of(now().plus(lasts))));
    }

    private Creation create(Issued token) {
        Program caller = token.caller();
        Secret secret = Secret.draw(random);
        return switch (store.add(secret.hash(), token, MOST)) {
            case NAME_TAKEN ->
                    new Refused(
                            "there is a token '%s' of %s: revoke it first, or choose another name"
                                    .formatted(caller.name(), caller.scope()));
            case TOO_MANY ->
                    new Refused(
                            "%s has %d tokens, which is the limit: revoke those that nobody uses"
                                    .formatted(caller.scope(), MOST));
            // Its secret is still here: until the event stands, nobody can use it.
            case ADDED -> new Created(secret, created(token));
        };
    }

    /// Takes a token back: the next call with it is refused. This comes before its event, as a
    /// ledger that is away must not keep a lost token alive.
    ///
    /// @return the event of the ledger; empty if there is no such token
    public Optional<Long> revoke(Scope scope, TokenName name, String by) {
        return store.remove(scope, name) ? Optional.of(revoked(scope, name, by)) : Optional.empty();
    }

    /// Who calls with a secret; empty if nobody does, or not any more.
    public Optional<Program> identify(Secret secret) {
        return store.find(secret.hash(), clock.instant());
    }

    /// All that hold.
    public List<Issued> all() {
        return store.all(clock.instant());
    }

    private Instant now() {
        return clock.instant().truncatedTo(ChronoUnit.MICROS);
    }

    private long created(Issued token) {
        Program caller = token.caller();
        Map<String, Json> details = new LinkedHashMap<>();
        details.put("scope", Json.text(caller.scope().toString()));
        details.put("name", Json.text(caller.name().value()));
        details.put("may", Json.text(caller.right().name().toLowerCase(Locale.ROOT)));
        token.expires().ifPresent(end -> details.put("expires", Json.text(end.toString())));
        String summary = "token '%s' of %s is made".formatted(caller.name(), caller.scope());
        return ledger.append(Entry.of(token.by(), CREATED, summary).with(Json.object(details)))
                .sequence();
    }

    private long revoked(Scope scope, TokenName name, String by) {
        Json details =
                Json.object(
                        Map.of(
                                "scope", Json.text(scope.toString()),
                                "name", Json.text(name.value())));
        String summary = "token '%s' of %s is revoked".formatted(name, scope);
        return ledger.append(Entry.of(by, REVOKED, summary).with(details)).sequence();
    }
}
