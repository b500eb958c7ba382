package dev.kiban.app.console;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kiban.access.Caller.Person;
import dev.kiban.access.Scope.SeveralTeams;
import dev.kiban.access.Sessions;
import dev.kiban.access.Tokens;
import dev.kiban.access.oidc.OidcSettings;
import dev.kiban.access.oidc.SignIn;
import dev.kiban.access.store.SqlSessions;
import dev.kiban.access.store.SqlTokens;
import dev.kiban.api.Api;
import dev.kiban.api.Corrections;
import dev.kiban.api.Desk;
import dev.kiban.api.Landscape;
import dev.kiban.api.LedgerOrders;
import dev.kiban.api.LedgerRuns;
import dev.kiban.api.Overrides;
import dev.kiban.api.TrafficNews;
import dev.kiban.console.Acts;
import dev.kiban.console.Acts.Done;
import dev.kiban.console.Acts.Refused;
import dev.kiban.console.Reception.Arrival;
import dev.kiban.console.Reception.Begun;
import dev.kiban.console.Reception.TurnedAway;
import dev.kiban.console.Reception.Welcome;
import dev.kiban.console.Reception.Why;
import dev.kiban.definition.Definitions;
import dev.kiban.definition.Pace;
import dev.kiban.definition.Service;
import dev.kiban.gateway.store.SqlWeights;
import dev.kiban.gateway.weights.WeightBook;
import dev.kiban.kernel.ServiceName;
import dev.kiban.kernel.TeamName;
import dev.kiban.ledger.Event;
import dev.kiban.ledger.Ledger;
import dev.kiban.ledger.Query;
import dev.kiban.ledger.store.SqlEvents;
import dev.kiban.pace.order.OrderBook;
import dev.kiban.pace.run.RunBook;
import dev.kiban.pace.store.SqlOrders;
import dev.kiban.pace.store.SqlRuns;
import dev.kiban.pace.store.SqlSights;
import dev.kiban.runtime.sql.Database;
import dev.kiban.runtime.sql.EmbeddedPostgres;
import dev.kiban.runtime.telemetry.log.Log;
import dev.kiban.slo.Exposed;
import dev.kiban.slo.ReleaseGate;
import dev.kiban.slo.SloPlan;
import dev.kiban.slo.SloPlan.ServiceSlo;
import dev.kiban.slo.store.SqlAlerts;
import dev.kiban.slo.store.SqlCounts;
import dev.kiban.slo.store.SqlEventStreams;
import dev.kiban.slo.store.SqlFlows;
import dev.kiban.slo.store.SqlOverrides;
import dev.kiban.testkit.Forgery;
import dev.kiban.testkit.OpenIdProvider;
import java.net.URI;
import java.net.URLDecoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/// People at a real provider, before a real database: who is let in, and what they can change.
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class SignedInTest {
    private static final ServiceName SHOP = new ServiceName("shop");
    private static final URI AFTERWARDS = URI.create("https://kiban.example/signed-out");

    private final List<String> log = Collections.synchronizedList(new ArrayList<>());
    private final HttpClient client = HttpClient.newHttpClient();
    private Instant now = Instant.parse("2026-11-22T03:00:00Z");
    private OpenIdProvider provider;
    private EmbeddedPostgres server;
    private Database database;
    private Ledger ledger;
    private Sessions sessions;
    private PeopleDesk people;
    private Acts acts;

    @BeforeAll
    void open(@TempDir Path data, @TempDir Path directory) throws Exception {
        provider = new OpenIdProvider(() -> now);
        server = EmbeddedPostgres.start(data.resolve("data"));
        database = Database.open(server.url(), 4);
        ledger = new Ledger(SqlEvents.in(database), () -> now);
        Definitions definitions = Shop.in(directory, "events: {stream: payments}");
        sessions = new Sessions(SqlSessions.in(database), ledger, () -> now, new SecureRandom());
        people =
                new PeopleDesk(
                        new SignIn(settings(), client, () -> now, new SecureRandom()),
                        () -> Optional.of(sessions),
                        () -> Optional.of(definitions),
                        Log.to(log::add));
        Api.Ports ports =
                new Api.Ports(() -> Optional.of(desk()), new Written(definitions), () -> now);
        acts = new LiveActs(new Api(ports, Log.to(log::add)), ports);
    }

    @AfterAll
    void close() {
        database.close();
        server.close();
        client.close();
        provider.close();
    }

    @Test
    void letsInWhoIsInATeamAndWritesItDown() throws Exception {
        Welcome welcome = in("amy@example.com", "shop-team");

        assertThat(people.identify(welcome.session()))
                .hasValueSatisfying(amy -> assertThat(amy.actor()).isEqualTo("amy@example.com"));
        Event event = ledger.search(Query.all().kind("session").limit(1)).items().getFirst();
        assertThat(event.summary()).isEqualTo("amy@example.com signed in");
        assertThat(event.toString()).doesNotContain(welcome.session().reveal());
        people.end(welcome.session());
        assertThat(people.identify(welcome.session())).isEmpty();
    }

    @Test
    void letsInNobodyOfNoTeamHere() throws Exception {
        Ledger.Verdict before = ledger.verify();

        assertThat(arrive("eve@example.com", "another-team"))
                .isEqualTo(new TurnedAway(Why.NO_TEAM));
        assertThat(ledger.verify()).isEqualTo(before);
    }

    @Test
    void aSessionEndsWhenNobodyUsesItAndInAnyCase() throws Exception {
        Instant start = now;
        Welcome idle = in("idle@example.com", "shop-team");
        Welcome busy = in("busy@example.com", "shop-team");
        try {
            for (int i = 0; i < 23; i++) {
                now = now.plus(Duration.ofMinutes(30));
                assertThat(people.identify(busy.session())).as("after " + i).isPresent();
            }
            assertThat(people.identify(idle.session())).isEmpty();
            now = now.plus(Duration.ofMinutes(30));
            assertThat(people.identify(busy.session())).isEmpty();
        } finally {
            now = start;
        }
    }

    @Test
    void signsALeaverOutAtOnceWhereverTheyAre() throws Exception {
        Welcome desk = in("leaver@example.com", "shop-team");
        Welcome phone = in("leaver@example.com", "shop-team");
        Welcome other = in("stayer@example.com", "shop-team");

        assertThat(sessions.all())
                .filteredOn(open -> open.person().actor().equals("leaver@example.com"))
                .hasSize(2)
                .allMatch(open -> open.opened().equals(now) && open.seen().equals(now))
                .allMatch(open -> open.person().scope().toString().equals("shop-team"));
        assertThat(sessions.endOf("leaver@example.com", "root"))
                .hasValueSatisfying(ended -> assertThat(ended.sessions()).isEqualTo(2));

        assertThat(people.identify(desk.session())).isEmpty();
        assertThat(people.identify(phone.session())).isEmpty();
        assertThat(people.identify(other.session())).isPresent();
        assertThat(ledger.search(Query.all().kind("session.ended").limit(1)).items())
                .singleElement()
                .satisfies(
                        event -> {
                            assertThat(event.actor()).isEqualTo("root");
                            assertThat(event.summary())
                                    .isEqualTo("leaver@example.com is signed out");
                        });
        Ledger.Verdict before = ledger.verify();
        assertThat(sessions.endOf("leaver@example.com", "root")).isEmpty();
        assertThat(sessions.endOf("' OR ''='", "root")).isEmpty();
        assertThat(ledger.verify()).isEqualTo(before);
    }

    @Test
    void signsEverybodyOut() throws Exception {
        Welcome amy = in("amy@example.com", "shop-team");
        Welcome bob = in("bob@example.com", "shop-team");

        assertThat(sessions.endAll("root")).isPresent();

        assertThat(people.identify(amy.session())).isEmpty();
        assertThat(people.identify(bob.session())).isEmpty();
        assertThat(sessions.all()).isEmpty();
        assertThat(sessions.endAll("root")).isEmpty();
    }

    @Test
    void keepsTheNewestSessionsOfAPerson() throws Exception {
        Instant start = now;
        try {
            Welcome oldest = in("many@example.com", "shop-team");
            for (int i = 0; i < 10; i++) {
                now = now.plusSeconds(1);
                in("many@example.com", "shop-team");
            }

            assertThat(people.identify(oldest.session())).isEmpty();
        } finally {
            now = start;
        }
    }

    @Test
    void saysInTheLogWhyAndTellsNoSecret() throws Exception {
        provider.forge(Forgery.OTHER_NONCE);
        try {
            assertThat(arrive("amy@example.com", "shop-team"))
                    .isEqualTo(new TurnedAway(Why.UNKNOWN));
        } finally {
            provider.forge(Forgery.NONE);
        }

        assertThat(log).anyMatch(line -> line.contains("of another attempt"));
        assertThat(log).noneMatch(line -> line.contains(OpenIdProvider.SECRET));
    }

    @Test
    void changesWhatIsTheirs() throws Exception {
        Person amy = people.identify(in("amy@example.com", "shop-team").session()).orElseThrow();
        Acts.OverrideWish override =
                new Acts.OverrideWish("it heals'); DROP TABLE slo_override; --", hence(4), "k1");

        assertThat(acts.override(amy, SHOP, override)).isEqualTo(new Done());
        assertThat(acts.override(amy, SHOP, override)).isEqualTo(new Done());
        assertThat(acts.correct(amy, SHOP, hour("paid"))).isEqualTo(new Done());

        Acts.Standing standing = acts.standing(SHOP);
        assertThat(standing.overrides())
                .singleElement()
                .satisfies(
                        given -> {
                            assertThat(given.by()).isEqualTo("amy@example.com");
                            assertThat(given.reason()).isEqualTo(override.reason());
                        });
        long number = standing.corrections().getFirst().correction().number();
        assertThat(acts.undo(amy, SHOP, new Acts.Undoing("paid", number))).isEqualTo(new Done());
        assertThat(acts.standing(SHOP).corrections()).isEmpty();
    }

    /// A form that no page showed them, sent by hand.
    @Test
    void changesNothingOfOthers() throws Exception {
        Person bob = people.identify(in("bob@example.com", "shop-team").session()).orElseThrow();
        Person stranger =
                new Person(
                        "carol@example.com",
                        new SeveralTeams(new TreeSet<>(List.of(new TeamName("bank-team")))));
        Ledger.Verdict before = ledger.verify();
        Acts.OverrideWish override = new Acts.OverrideWish("why not", hence(4), "k2");

        assertThat(acts.override(stranger, SHOP, override)).isInstanceOf(Refused.class);
        assertThat(acts.correct(stranger, SHOP, hour("paid"))).isInstanceOf(Refused.class);
        assertThat(acts.undo(stranger, SHOP, new Acts.Undoing("paid", 1)))
                .isEqualTo(
                        new Refused(
                                Acts.Why.NOT_YOURS,
                                "none of your teams (bank-team) has a service 'shop'"));
        assertThat(acts.override(bob, new ServiceName("bank"), override))
                .isEqualTo(
                        new Refused(
                                Acts.Why.NOT_YOURS,
                                "none of your teams (shop-team) has a service 'bank'"));
        assertThat(ledger.verify()).isEqualTo(before);
    }

    @Test
    void refusesWhatCannotBe() throws Exception {
        Person amy = people.identify(in("amy@example.com", "shop-team").session()).orElseThrow();
        Ledger.Verdict before = ledger.verify();

        assertThat(acts.override(amy, SHOP, new Acts.OverrideWish("", hence(4), "")))
                .isInstanceOf(Refused.class);
        assertThat(acts.override(amy, SHOP, new Acts.OverrideWish("x", hence(200), "")))
                .isInstanceOf(Refused.class);
        assertThat(acts.override(amy, SHOP, new Acts.OverrideWish("a\u0000b", hence(4), "")))
                .isInstanceOf(Refused.class);
        assertThat(acts.correct(amy, SHOP, hour("' OR ''='")))
                .isInstanceOfSatisfying(
                        Refused.class, no -> assertThat(no.why()).isEqualTo(Acts.Why.NOT_THERE));
        assertThat(acts.undo(amy, SHOP, new Acts.Undoing("paid", 999)))
                .isInstanceOfSatisfying(
                        Refused.class, no -> assertThat(no.why()).isEqualTo(Acts.Why.NOT_THERE));
        assertThat(ledger.verify()).isEqualTo(before);
    }

    private Acts.CorrectionWish hour(String slo) {
        return new Acts.CorrectionWish(slo, new Acts.Span(hence(-1), now), "moved", "");
    }

    private Instant hence(int hours) {
        return now.plus(Duration.ofHours(hours));
    }

    private Welcome in(String email, String team) throws Exception {
        return (Welcome) arrive(email, team);
    }

    /// To the provider and back.
    private Arrival arrive(String email, String team) throws Exception {
        provider.knows(
                Map.of(
                        "sub",
                        email,
                        "email",
                        email,
                        "email_verified",
                        true,
                        "teams",
                        List.of(team)));
        Begun begun = people.begin().orElseThrow();
        HttpResponse<Void> reply =
                client.send(
                        HttpRequest.newBuilder(URI.create(begun.address())).build(),
                        BodyHandlers.discarding());
        Map<String, String> answer = new HashMap<>();
        String back = reply.headers().firstValue("Location").orElseThrow();
        for (String part : URI.create(back).getRawQuery().split("&", -1)) {
            String[] pair = part.split("=", 2);
            answer.put(pair[0], URLDecoder.decode(pair[1], StandardCharsets.UTF_8));
        }
        return people.finish(begun.attempt(), answer);
    }

    private OidcSettings settings() {
        return new OidcSettings(
                provider.issuer(),
                new OidcSettings.Client(OpenIdProvider.CLIENT, OpenIdProvider.SECRET),
                new OidcSettings.Back(URI.create("https://kiban.example/sign-in/done"), AFTERWARDS),
                new OidcSettings.Asking("openid email", "teams"));
    }

    private Desk desk() {
        SqlCounts counts = SqlCounts.in(database);
        SqlOverrides overrides = SqlOverrides.in(database);
        return new Desk(
                new Tokens(SqlTokens.in(database), ledger, () -> now, new SecureRandom()),
                new ReleaseGate(counts, SqlAlerts.in(database), overrides),
                ledger,
                new Corrections(ledger, counts, () -> now),
                new Overrides(ledger, overrides, () -> now),
                SqlEventStreams.in(database),
                SqlFlows.in(database),
                new WeightBook(SqlWeights.in(database), new TrafficNews(ledger), () -> now),
                new OrderBook(SqlOrders.in(database), new LedgerOrders(ledger), () -> now),
                SqlSights.in(database),
                new RunBook(SqlRuns.in(database), new LedgerRuns(ledger)));
    }

    private record Written(Definitions definitions) implements Landscape {
        @Override
        public Optional<Service> service(ServiceName name) {
            return definitions.services().stream()
                    .filter(service -> service.name().equals(name))
                    .findFirst();
        }

        @Override
        public List<Pace> paces() {
            return definitions.paces();
        }

        @Override
        public List<ServiceSlo> slos(ServiceName name) {
            return switch (SloPlan.compile(definitions, Exposed.AS_WRITTEN)) {
                case SloPlan.Compiled(SloPlan plan) ->
                        plan.slos().stream().filter(slo -> slo.service().equals(name)).toList();
                case SloPlan.Rejected(var problems) -> throw new AssertionError(problems);
            };
        }
    }
}
