package dev.kiban.console;

import dev.kiban.access.Caller.Person;
import dev.kiban.access.Scope;
import dev.kiban.access.Secret;
import dev.kiban.kernel.TeamName;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;

/// Signs in whoever comes back with `code=good`, as Amy of the market's team; `code=hostile` has a
/// name that no provider should give.
public final class FakeDesk implements Reception.Desk {
    /// Where browsers are sent to, unless told.
    public static final String PROVIDER = "https://login.example/authorize?state=x";

    /// Where they sign out, if they can.
    public static final String WAY_OUT =
            "https://login.example/logout?client_id=kiban&id_token_hint=e.y.J";

    private final Random random = new Random(11);
    private final Map<String, Person> sessions = new HashMap<>();
    private final Set<String> attempts = new TreeSet<>();
    private final String provider;
    private Optional<String> wayOut = Optional.empty();
    private boolean closed;

    public FakeDesk() {
        this(PROVIDER);
    }

    /// @param provider where browsers are sent to
    public FakeDesk(String provider) {
        this.provider = provider;
    }

    /// The provider lets people sign out from now on.
    public void openWayOut() {
        wayOut = Optional.of(WAY_OUT);
    }

    /// Nobody can sign in from now on.
    public void close() {
        closed = true;
    }

    @Override
    public Optional<Reception.Begun> begin() {
        Secret attempt = Secret.draw(random);
        attempts.add(attempt.reveal());
        return closed ? Optional.empty() : Optional.of(new Reception.Begun(attempt, provider));
    }

    @Override
    public Reception.Arrival finish(Secret attempt, Map<String, String> answer) {
        if (!attempts.remove(attempt.reveal())) {
            return new Reception.TurnedAway(Reception.Why.UNKNOWN);
        }
        return switch (answer.getOrDefault("code", "")) {
            case "good" -> welcome("amy@example.com");
            case "hostile" -> welcome("<script>alert('person')</script>");
            case "teamless" -> new Reception.TurnedAway(Reception.Why.NO_TEAM);
            default -> new Reception.TurnedAway(Reception.Why.UNKNOWN);
        };
    }

    @Override
    public Optional<Person> identify(Secret session) {
        return Optional.ofNullable(sessions.get(session.reveal()));
    }

    @Override
    public Optional<String> end(Secret session) {
        sessions.remove(session.reveal());
        return wayOut;
    }

    private Reception.Arrival welcome(String name) {
        Set<TeamName> teams = Set.of(new TeamName("market-team"));
        Secret session = Secret.draw(random);
        sessions.put(
                session.reveal(), new Person(name, new Scope.SeveralTeams(new TreeSet<>(teams))));
        return new Reception.Welcome(session);
    }
}
