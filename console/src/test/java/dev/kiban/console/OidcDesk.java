package dev.kiban.console;

import dev.kiban.access.Caller.Person;
import dev.kiban.access.Scope;
import dev.kiban.access.Secret;
import dev.kiban.access.oidc.SignIn;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.ConcurrentHashMap;

/// Signs people in at a real provider, and forgets them with the test.
public final class OidcDesk implements Reception.Desk {
    private final SignIn signIn;
    private final Random random = new Random(13);
    private final Map<String, Person> sessions = new ConcurrentHashMap<>();

    public OidcDesk(SignIn signIn) {
        this.signIn = signIn;
    }

    @Override
    public Optional<Reception.Begun> begin() {
        SignIn.Begun begun = signIn.begin();
        return Optional.of(new Reception.Begun(begun.attempt(), begun.address().toString()));
    }

    @Override
    public Reception.Arrival finish(Secret attempt, Map<String, String> answer) {
        return switch (signIn.finish(attempt, answer)) {
            case SignIn.SignedIn(var identity) -> {
                Secret session = Secret.draw(random);
                sessions.put(
                        session.reveal(),
                        new Person(identity.name(), new Scope.SeveralTeams(identity.teams())));
                yield new Reception.Welcome(session);
            }
            case SignIn.Refused _ -> new Reception.TurnedAway(Reception.Why.UNKNOWN);
        };
    }

    @Override
    public Optional<Person> identify(Secret session) {
        return Optional.ofNullable(sessions.get(session.reveal()));
    }

    @Override
    public void end(Secret session) {
        sessions.remove(session.reveal());
    }
}
