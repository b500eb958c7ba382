package dev.kiban.gateway.access;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kiban.definition.Issuer;
import dev.kiban.gateway.access.Shown.KeyMissing;
import dev.kiban.gateway.access.Shown.Nothing;
import dev.kiban.gateway.access.Shown.Proven;
import dev.kiban.gateway.access.Shown.Unproven;
import dev.kiban.runtime.telemetry.log.Log;
import dev.kiban.testkit.Eventually;
import dev.kiban.testkit.Forgery;
import dev.kiban.testkit.KeyKind;
import dev.kiban.testkit.OpenIdProvider;
import java.time.Duration;
import java.time.Instant;
import java.util.Date;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/// Tokens of a provider that really signs.
class TokensTest {
    private volatile Instant now = Instant.parse("2026-01-02T03:04:05Z");
    private final OpenIdProvider provider = new OpenIdProvider(() -> now);
    private final HttpFetch fetch = new HttpFetch();
    private final Keys keys = new Keys(fetch, () -> now, Log.of(TokensTest.class), new KeyEvents());
    private final Tokens tokens = new Tokens(keys, () -> now);
    private final Issuer issuer =
            new Issuer(
                    "customers",
                    provider.issuer(),
                    List.of("shop", "shop-app"),
                    Duration.ofSeconds(30),
                    Optional.empty());
    private final Issuers issuers = new Issuers(List.of(issuer));
    private final Callers callers = new Callers(issuers, ApiKeys.NONE, Workloads.NONE);

    @BeforeEach
    void fetchKeys() {
        keys.follow(issuers);
        Eventually.passes(
                () -> assertThat(keys.of(issuer).orElseThrow().keys().isEmpty()).isFalse());
    }

    @AfterEach
    void close() {
        keys.close();
        fetch.close();
        provider.close();
    }

    @Test
    void proveWhoCalls() {
        String token =
                provider.accessToken(
                        "shop", Map.of("sub", "user-7", "scope", "items.write items.read"));

        assertThat(shown(token))
                .isEqualTo(
                        new Proven(
                                new Identity(
                                        "customers",
                                        "user-7",
                                        new TreeSet<>(List.of("items.read", "items.write")),
                                        Identity.Proof.TOKEN)));
    }

    @Test
    void sayTheirScopesAsAListToo() {
        String token =
                provider.accessToken("shop", Map.of("sub", "u", "scp", List.of("a", "b c", "d")));

        assertThat(identity(token).scopes()).containsExactly("a", "d");
    }

    @ParameterizedTest
    @EnumSource(
            mode = EnumSource.Mode.INCLUDE,
            names = {
                "OTHER_ISSUER",
                "OTHER_AUDIENCE",
                "NO_AUDIENCE",
                "EXPIRED",
                "NO_EXPIRY",
                "ISSUED_IN_THE_FUTURE",
                "NO_SUBJECT",
                "UNSIGNED",
                "MAC_WITH_THE_PUBLIC_KEY",
                "OTHER_KEY",
                "KEY_IN_THE_HEADER",
                "CHANGED_AFTERWARDS"
            })
    void proveNothingIfTheyAreForged(Forgery forgery) {
        provider.forge(forgery);
        String token = provider.accessToken("shop", Map.of("sub", "user-7"));

        Shown shown = shown(token);

        assertThat(shown)
                .isInstanceOfAny(Unproven.class, KeyMissing.class)
                .isNotInstanceOf(Proven.class);
        assertThat(shown(token)).as("shown again").isNotInstanceOf(Proven.class);
    }

    @Test
    void proveNothingBeforeTheirTime() {
        String token =
                provider.accessToken(
                        "shop", Map.of("sub", "u", "nbf", Date.from(now.plusSeconds(31))));

        assertThat(shown(token)).isEqualTo(new Unproven("it is not valid yet"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"a\nx-admin: yes", "näh", "", " "})
    void proveNothingIfTheirSubjectCannotBeAHeader(String subject) {
        String token = provider.accessToken("shop", Map.of("sub", subject));

        assertThat(shown(token)).isEqualTo(new Unproven("its subject cannot be passed on"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"x", "a.b", "a.b.c", "....", "e30.e30.e30", "\u0000.\u0001.\u0002"})
    void proveNothingIfTheyAreNone(String text) {
        assertThat(shown(text)).isEqualTo(new Unproven("it is no signed token"));
    }

    @Test
    void proveNothingIfTheyAreHuge() {
        assertThat(shown("e30.".repeat(3_000))).isEqualTo(new Unproven("it is too long"));
    }

    @Test
    void proveNothingAnyMoreWhenTheyHaveExpired() {
        String token = provider.accessToken("shop", Map.of("sub", "u"));
        assertThat(shown(token)).isInstanceOf(Proven.class);

        now = now.plus(Duration.ofMinutes(5)).plusSeconds(29);
        assertThat(shown(token)).isInstanceOf(Proven.class);

        now = now.plusSeconds(1);
        assertThat(shown(token)).isEqualTo(new Unproven("it has expired"));
    }

    @Test
    void areVerifiedAnewForAPlanThatBelievesOthers() {
        String token = provider.accessToken("shop", Map.of("sub", "u"));
        assertThat(shown(token)).isInstanceOf(Proven.class);

        assertThat(tokens.shown(bearing("Bearer " + token), Callers.NONE))
                .isEqualTo(new Unproven("its issuer is not known here"));
    }

    @Test
    void waitForAKeyThatIsNewAndAreGoodThen() {
        provider.changeKeys(KeyKind.P256);
        String token = provider.accessToken("shop", Map.of("sub", "u"));

        assertThat(shown(token)).isEqualTo(new KeyMissing(true, true));

        Eventually.passes(() -> assertThat(shown(token)).isInstanceOf(Proven.class));
        assertThat(provider.keysRead()).isEqualTo(2);
    }

    @Test
    void doNotHaveKeysSearchedAsOftenAsSomebodyInventsOne() {
        provider.forge(Forgery.UNKNOWN_KEY);
        String token = provider.accessToken("shop", Map.of("sub", "u"));

        Eventually.passes(() -> assertThat(shown(token)).isEqualTo(new KeyMissing(false, true)));

        assertThat(provider.keysRead()).isEqualTo(2);
    }

    @Test
    void areGoodWhileTheirIssuerIsAway() {
        provider.fail(true);
        now = now.plus(IssuerKeys.REFRESH);

        assertThat(shown(provider.accessToken("shop-app", Map.of("sub", "u"))))
                .isInstanceOf(Proven.class);
    }

    @Test
    void areOneAndBehindTheWordBearer() {
        String token = provider.accessToken("shop", Map.of("sub", "u"));

        assertThat(tokens.shown(bearing("bearer  " + token), callers)).isInstanceOf(Proven.class);
        assertThat(tokens.shown(bearing(), callers)).isInstanceOf(Nothing.class);
        assertThat(tokens.shown(bearing("Basic " + token), callers)).isInstanceOf(Nothing.class);
        assertThat(tokens.shown(bearing("Bearer " + token, "Bearer " + token), callers))
                .isInstanceOf(Unproven.class);
    }

    private static Credentials bearing(String... authorizations) {
        return new Credentials(List.of(authorizations), List.of());
    }

    private Identity identity(String token) {
        return ((Proven) shown(token)).identity();
    }

    private Shown shown(String token) {
        return tokens.shown(bearing("Bearer " + token), callers);
    }
}
