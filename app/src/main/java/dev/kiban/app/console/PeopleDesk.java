package dev.kiban.app.console;

import static dev.kiban.runtime.telemetry.log.LogKey.REASON;

import dev.kiban.access.Caller.Person;
import dev.kiban.access.Receipt;
import dev.kiban.access.Scope;
import dev.kiban.access.Secret;
import dev.kiban.access.Sessions;
import dev.kiban.access.oidc.Identity;
import dev.kiban.access.oidc.ProviderFault;
import dev.kiban.access.oidc.SignIn;
import dev.kiban.console.Reception.Arrival;
import dev.kiban.console.Reception.Begun;
import dev.kiban.console.Reception.Desk;
import dev.kiban.console.Reception.TurnedAway;
import dev.kiban.console.Reception.Welcome;
import dev.kiban.console.Reception.Why;
import dev.kiban.definition.Definitions;
import dev.kiban.definition.Team;
import dev.kiban.kernel.TeamName;
import dev.kiban.runtime.sql.SqlFault;
import dev.kiban.runtime.telemetry.log.Log;
import java.net.URI;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.Collectors;

/// Lets in who signs in at the provider and is in a team of the live definitions.
public final class PeopleDesk implements Desk {
    private final SignIn signIn;
    private final Supplier<Optional<Sessions>> sessions;
    private final Supplier<Optional<Definitions>> definitions;
    private final Log log;

    /// @param sessions while their database is open
    /// @param definitions those that are live
    public PeopleDesk(
            SignIn signIn,
            Supplier<Optional<Sessions>> sessions,
            Supplier<Optional<Definitions>> definitions,
            Log log) {
        this.signIn = signIn;
        this.sessions = sessions;
        this.definitions = definitions;
        this.log = log;
    }

    @Override
    public Optional<Begun> begin() {
        if (sessions.get().isEmpty()) {
            log.warn("Nobody can sign in", REASON.is("the database is not open"));
            return Optional.empty();
        }
        try {
            SignIn.Begun begun = signIn.begin();
            return Optional.of(new Begun(begun.attempt(), begun.address().toString()));
        } catch (ProviderFault e) {
            log.warn("Nobody can sign in", REASON.is(String.valueOf(e.getMessage())));
            return Optional.empty();
        }
    }

    @Override
    public Arrival finish(Secret attempt, Map<String, String> answer) {
        try {
            return switch (signIn.finish(attempt, answer)) {
                case SignIn.SignedIn(Identity identity, Receipt receipt) ->
                        welcome(identity, receipt);
                case SignIn.Refused(String why) -> {
                    log.warn("Somebody could not be signed in", REASON.is(why));
                    yield new TurnedAway(Why.UNKNOWN);
                }
            };
        } catch (ProviderFault | SqlFault e) {
            log.warn("Nobody can sign in", REASON.is(String.valueOf(e.getMessage())));
            return new TurnedAway(Why.NOT_NOW);
        }
    }

    private Arrival welcome(Identity identity, Receipt receipt) {
        Set<TeamName> known =
                definitions.get().stream()
                        .flatMap(live -> live.teams().stream())
                        .map(Team::name)
                        .collect(Collectors.toSet());
        if (identity.teams().stream().noneMatch(known::contains)) {
            return new TurnedAway(Why.NO_TEAM);
        }
        Person person = new Person(identity.name(), new Scope.SeveralTeams(identity.teams()));
        return sessions.get()
                .<Arrival>map(open -> new Welcome(open.open(person, receipt)))
                .orElseGet(() -> new TurnedAway(Why.NOT_NOW));
    }

    @Override
    public Optional<Person> identify(Secret session) {
        try {
            return sessions.get().flatMap(open -> open.identify(session));
        } catch (SqlFault e) {
            return Optional.empty(); // nobody is known who cannot be looked up
        }
    }

    @Override
    public Optional<String> end(Secret session) {
        Receipt receipt = sessions.get().map(open -> open.end(session)).orElse(Receipt.NONE);
        try {
            return signIn.signOut(receipt).map(URI::toString);
        } catch (ProviderFault e) {
            log.warn("Nobody can sign out there", REASON.is(String.valueOf(e.getMessage())));
            return Optional.empty();
        }
    }
}
