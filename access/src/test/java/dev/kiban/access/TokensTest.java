package dev.kiban.access;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import dev.kiban.access.Caller.Program;
import dev.kiban.access.Scope.EveryTeam;
import dev.kiban.access.Scope.OneTeam;
import dev.kiban.access.Tokens.Created;
import dev.kiban.access.Tokens.Refused;
import dev.kiban.access.store.SqlTokens;
import dev.kiban.kernel.TeamName;
import dev.kiban.kernel.TokenName;
import dev.kiban.ledger.Event;
import dev.kiban.ledger.Ledger;
import dev.kiban.ledger.Query;
import dev.kiban.ledger.store.SqlEvents;
import dev.kiban.runtime.sql.Database;
import dev.kiban.runtime.sql.EmbeddedPostgres;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/// Each test has teams of its own in one database.
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class TokensTest {
    private static final Instant NOW = Instant.parse("2026-11-22T03:00:00Z");
    private static final TokenName CI = new TokenName("ci");

    private EmbeddedPostgres server;
    private Database database;
    private Ledger ledger;
    private Tokens tokens;

    @BeforeAll
    void open(@TempDir Path folder) {
        server = EmbeddedPostgres.start(folder);
        database = Database.open(server.url(), 2);
        ledger = new Ledger(SqlEvents.in(database), () -> NOW);
        tokens = new Tokens(SqlTokens.in(database), ledger, () -> NOW, new SecureRandom());
    }

    @AfterAll
    void close() {
        database.close();
        server.close();
    }

    @Test
    void knowsWhoeverShowsASecret() {
        Program shop = new Program(team("shop"), CI, Right.CHANGE);
        Program everyone = new Program(new EveryTeam(), new TokenName("amy"), Right.ASK);

        Secret ofShop = create(shop);
        Secret ofEveryone = create(everyone);

        assertThat(tokens.identify(ofShop)).contains(shop);
        assertThat(tokens.identify(ofEveryone)).contains(everyone);
        assertThat(shop.actor()).isEqualTo("shop/ci");
        assertThat(everyone.actor()).isEqualTo("amy");
        assertThat(Secret.of(ofShop.reveal()).flatMap(tokens::identify)).contains(shop);
    }

    @Test
    void knowsNobodyElse() {
        Secret right = create(new Program(team("guessed"), CI, Right.CHANGE));
        String text = right.reveal();
        String wrong = text.substring(0, text.length() - 2) + "AA";

        assertThat(Secret.of(wrong).flatMap(tokens::identify)).isEmpty();
        assertThat(Secret.of("")).isEmpty();
        assertThat(Secret.of(text + "A")).isEmpty();
        assertThat(Secret.of(text.toUpperCase(Locale.ROOT))).isEmpty();
        assertThat(Secret.of("kiban_' OR ''='")).isEmpty();
    }

    @Test
    void knowsNobodyWhoseTokenIsTakenBack() {
        Secret secret = create(new Program(team("leaver"), CI, Right.CHANGE));

        Optional<Long> event = tokens.revoke(team("leaver"), CI, "amy");

        assertThat(event).isPresent();
        assertThat(tokens.identify(secret)).isEmpty();
        assertThat(tokens.revoke(team("leaver"), CI, "amy")).isEmpty();
        assertThat(create(new Program(team("leaver"), CI, Right.ASK)).reveal())
                .isNotEqualTo(secret.reveal());
    }

    @Test
    void writesEachActDownWithoutTheSecret() {
        Secret secret = create(new Program(team("written"), CI, Right.CHANGE));
        tokens.revoke(team("written"), CI, "bob");

        assertThat(ledger.search(Query.all().kind("token").limit(2)).items())
                .extracting(Event::action, Event::actor, Event::summary)
                .containsExactly(
                        tuple("token.revoked", "bob", "token 'ci' of written is revoked"),
                        tuple("token.created", "amy", "token 'ci' of written is made"));
        assertThat(ledger.search(Query.all().limit(1_000)).items())
                .noneMatch(event -> event.toString().contains(secret.reveal()));
    }

    @Test
    void keepsNoSecret() {
        Secret secret = create(new Program(team("kept"), CI, Right.CHANGE));

        String rows =
                database.read(
                        connection -> {
                            try (PreparedStatement all =
                                    connection.prepareStatement(
                                            "SELECT string_agg(t::text, '') FROM access_token t")) {
                                ResultSet row = all.executeQuery();
                                row.next();
                                return row.getString(1);
                            }
                        });

        assertThat(rows).contains("kept").doesNotContain(secret.reveal());
        assertThat(secret).hasToString("kiban_…");
        assertThat(tokens.all().toString()).contains("kept").doesNotContain(secret.reveal());
    }

    @Test
    void aTokenMayExpire() {
        Program ci = new Program(team("fading"), CI, Right.CHANGE);
        Secret secret = secret(tokens.create(ci, "amy", Duration.ofDays(90)));
        Tokens before = at(NOW.plus(Duration.ofDays(90)).minusSeconds(1));
        Tokens after = at(NOW.plus(Duration.ofDays(90)));

        assertThat(before.identify(secret)).contains(ci);
        assertThat(after.identify(secret)).isEmpty();
        assertThat(before.all()).anyMatch(token -> token.caller().equals(ci));
        assertThat(after.all()).noneMatch(token -> token.caller().equals(ci));
        assertThat(after.create(ci, "amy")).isInstanceOf(Created.class);
        assertThat(tokens.identify(secret)).isEmpty();
    }

    @Test
    void nothingExpiresBeforeItHoldsOrAfterAges() {
        Program ci = new Program(team("ages"), CI, Right.CHANGE);

        for (Duration lasts :
                List.of(Duration.ZERO, Duration.ofDays(-1), Duration.ofDays(100_000))) {
            assertThat(tokens.create(ci, "amy", lasts)).isInstanceOf(Refused.class);
        }
    }

    @Test
    void aNameIsTakenOnce() {
        create(new Program(team("twice"), CI, Right.CHANGE));

        assertThat(tokens.create(new Program(team("twice"), CI, Right.ASK), "amy"))
                .isEqualTo(
                        new Refused(
                                "there is a token 'ci' of twice: revoke it first, or choose another name"));
        create(new Program(team("thrice"), CI, Right.CHANGE));
    }

    @Test
    void aTeamHasALimit() {
        IntStream.range(0, Tokens.MOST)
                .forEach(
                        i ->
                                create(
                                        new Program(
                                                team("many"),
                                                new TokenName("t" + i),
                                                Right.CHANGE)));

        assertThat(tokens.create(new Program(team("many"), CI, Right.CHANGE), "amy"))
                .isInstanceOf(Refused.class)
                .asString()
                .contains("many has 100 tokens");
    }

    private Tokens at(Instant time) {
        return new Tokens(SqlTokens.in(database), ledger, () -> time, new SecureRandom());
    }

    private Secret create(Program caller) {
        return secret(tokens.create(caller, "amy"));
    }

    private static Secret secret(Tokens.Creation creation) {
        return switch (creation) {
            case Created(Secret secret, _) -> secret;
            case Refused(String why) -> throw new AssertionError(why);
        };
    }

    private static OneTeam team(String name) {
        return new OneTeam(new TeamName(name));
    }
}
