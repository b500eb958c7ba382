package dev.kiban.access.oidc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.kiban.access.Receipt;
import dev.kiban.access.oidc.OidcSettings.Asking;
import dev.kiban.access.oidc.OidcSettings.Back;
import dev.kiban.access.oidc.OidcSettings.Client;
import dev.kiban.access.oidc.SignIn.Begun;
import dev.kiban.access.oidc.SignIn.Outcome;
import dev.kiban.access.oidc.SignIn.Refused;
import dev.kiban.access.oidc.SignIn.SignedIn;
import dev.kiban.kernel.TeamName;
import dev.kiban.testkit.Forgery;
import dev.kiban.testkit.KeyKind;
import dev.kiban.testkit.OpenIdProvider;
import java.net.URI;
import java.net.URLDecoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/// Signing in at a provider that really signs, and at one that lies.
class SignInTest {
    private static final Instant NOW = Instant.parse("2026-11-22T03:00:00Z");
    private static final URI BACK = URI.create("https://kiban.example/sign-in/done");
    private static final URI AFTERWARDS = URI.create("https://kiban.example/signed-out");
    private static final Map<String, Object> AMY =
            Map.of(
                    "sub",
                    "00u1",
                    "email",
                    "Amy@example.com",
                    "email_verified",
                    true,
                    "groups",
                    List.of("shop-team", "/bank-team", "Everybody here", 7));

    private final OpenIdProvider provider = new OpenIdProvider(() -> NOW);
    private final HttpClient client = HttpClient.newHttpClient();
    private final SignIn signIn = signIn(provider.issuer(), OpenIdProvider.SECRET);

    @BeforeEach
    void knowsAmy() {
        provider.knows(AMY);
    }

    @AfterEach
    void close() {
        client.close();
        provider.close();
    }

    @Test
    void knowsWhoComesBack() throws Exception {
        assertThat(attempt())
                .isInstanceOfSatisfying(
                        SignedIn.class,
                        in -> {
                            assertThat(in.identity().name()).isEqualTo("amy@example.com");
                            assertThat(in.identity().teams())
                                    .containsExactly(
                                            new TeamName("bank-team"), new TeamName("shop-team"));
                        });
    }

    @ParameterizedTest
    @EnumSource
    void believesWhatTheProviderSigned(KeyKind kind) throws Exception {
        provider.changeKeys(kind);

        assertThat(name()).isEqualTo("amy@example.com");
    }

    static Stream<Arguments> forgeries() {
        return Stream.of(Forgery.values())
                .filter(forgery -> forgery != Forgery.NONE)
                .flatMap(
                        forgery ->
                                Stream.of(KeyKind.values())
                                        .map(kind -> Arguments.of(forgery, kind)));
    }

    @ParameterizedTest
    @MethodSource("forgeries")
    void believesNoTokenThatIsNotAsItShouldBe(Forgery forgery, KeyKind kind) throws Exception {
        provider.changeKeys(kind);
        provider.forge(forgery);

        assertThat(attempt()).isInstanceOf(Refused.class);
    }

    @Test
    void takesACodeOnce() throws Exception {
        Begun begun = signIn.begin();
        Map<String, String> answer = visit(begun.address());

        assertThat(signIn.finish(begun.attempt(), answer)).isInstanceOf(SignedIn.class);
        assertThat(signIn.finish(begun.attempt(), answer)).isInstanceOf(Refused.class);
    }

    /// Whoever lures a browser to an answer of their own signs nobody in there.
    @Test
    void anAnswerIsForTheBrowserThatAsked() throws Exception {
        Begun attackers = signIn.begin();
        Begun victims = signIn.begin();

        Map<String, String> answer = visit(attackers.address());

        assertThat(signIn.finish(victims.attempt(), answer))
                .isEqualTo(new Refused("the state is of another attempt"));
        Map<String, String> withState = new HashMap<>(answer);
        withState.put("state", visit(victims.address()).getOrDefault("state", ""));
        assertThat(signIn.finish(victims.attempt(), withState)) // the verifier does not fit
                .isEqualTo(new Refused("the provider gives no token for this code"));
    }

    @Test
    void anotherProvidersAnswerIsNoAnswer() throws Exception {
        provider.answers(Map.of("iss", "https://evil.example"));
        assertThat(attempt()).isEqualTo(new Refused("another provider answers"));

        provider.answers(Map.of("iss", provider.issuer().toString()));
        assertThat(attempt()).isInstanceOf(SignedIn.class);
    }

    @Test
    void aProviderThatSaysThatItNamesItselfDoes() throws Exception {
        provider.says(Map.of("authorization_response_iss_parameter_supported", true));

        assertThat(attempt()).isEqualTo(new Refused("another provider answers"));
    }

    @Test
    void someoneWhoIsTurnedAwayIsNotSignedIn() throws Exception {
        provider.answers(Map.of("error", "access_denied", "code", ""));

        assertThat(attempt()).isEqualTo(new Refused("the provider says no"));
    }

    @Test
    void needsAStateAndACode() throws Exception {
        provider.answers(Map.of("state", ""));
        assertThat(attempt()).isEqualTo(new Refused("the state is of another attempt"));

        provider.answers(Map.of("code", ""));
        assertThat(attempt()).isEqualTo(new Refused("there is no code"));
    }

    @Test
    void asksForKeysAnewWhenTheProviderChangesThem() throws Exception {
        attempt();
        provider.changeKeys(KeyKind.P256);

        assertThat(attempt()).isInstanceOf(SignedIn.class);
        assertThat(provider.keysRead()).isEqualTo(2);
    }

    @Test
    void asksForKeysNoOftenerForManyUnknownOnes() throws Exception {
        provider.forge(Forgery.UNKNOWN_KEY);
        for (int i = 0; i < 5; i++) {
            try {
                assertThat(attempt()).isInstanceOf(Refused.class);
            } catch (ProviderFault e) {
                assertThat(e).hasMessageContaining("keys");
            }
        }

        assertThat(provider.keysRead()).isLessThanOrEqualTo(2);
    }

    @Test
    void signsOutAtAProviderThatLetsPeopleDoSo() throws Exception {
        assertThat(signIn.signOut(Receipt.NONE)).isEmpty();

        provider.letSignOut(AFTERWARDS);
        SignIn leaving = signIn(provider.issuer(), OpenIdProvider.SECRET);
        Begun begun = leaving.begin();
        SignedIn in = (SignedIn) leaving.finish(begun.attempt(), visit(begun.address()));
        URI address = leaving.signOut(in.receipt()).orElseThrow();

        HttpResponse<Void> reply =
                client.send(HttpRequest.newBuilder(address).build(), BodyHandlers.discarding());
        assertThat(reply.headers().firstValue("Location")).contains(AFTERWARDS.toString());
        assertThat(attempt()).isInstanceOf(Refused.class);
        assertThat(in).asString().doesNotContain(in.receipt().text());
    }

    @Test
    void namesNobodyAtSignOutByATokenTooLongForAnAddress() throws Exception {
        provider.letSignOut(AFTERWARDS);
        Map<String, Object> claims = new HashMap<>(AMY);
        claims.put("picture", "a".repeat(5_000));
        provider.knows(claims);

        Receipt receipt = ((SignedIn) attempt()).receipt();

        assertThat(receipt).isEqualTo(Receipt.NONE);
        assertThat(signIn.signOut(receipt).orElseThrow().toString())
                .contains("client_id=kiban", "post_logout_redirect_uri=https%3A%2F%2Fkiban.example")
                .doesNotContain("id_token_hint");
    }

    @ParameterizedTest
    @ValueSource(strings = {"http://evil.example/end", "javascript:alert(1)", "/end", "7"})
    void sendsNobodyToAWayOutThatIsNotSafe(String address) {
        provider.says(Map.of("end_session_endpoint", address));

        assertThatThrownBy(() -> signIn.signOut(Receipt.NONE))
                .isInstanceOf(ProviderFault.class)
                .hasMessageContaining("end_session_endpoint");
    }

    @ParameterizedTest
    @ValueSource(strings = {"false", "no", "1"})
    void whoseAddressIsNotVerifiedGoesByTheirSubject(String verified) throws Exception {
        Map<String, Object> claims = new HashMap<>(AMY);
        claims.put("email_verified", verified);
        provider.knows(claims);

        assertThat(name()).isEqualTo("oidc:00u1");
    }

    @ParameterizedTest
    @ValueSource(strings = {"bob", "shop-team/ci", "a@b@c", "a\n@b.c", "<b>@b.c", "ａ@b.c", "@b.c"})
    void whatIsNoAddressIsNoName(String email) throws Exception {
        Map<String, Object> claims = new HashMap<>(AMY);
        claims.put("email", email);
        provider.knows(claims);

        assertThat(name()).isEqualTo("oidc:00u1");
    }

    @Test
    void takesASingleTeamAsText() throws Exception {
        Map<String, Object> claims = new HashMap<>(AMY);
        claims.put("groups", "shop-team");
        provider.knows(claims);

        assertThat(((SignedIn) attempt()).identity().teams())
                .containsExactly(new TeamName("shop-team"));
    }

    @Test
    void postsTheSecretIfTheProviderTakesItOnlySo() throws Exception {
        provider.says(
                Map.of("token_endpoint_auth_methods_supported", List.of("client_secret_post")));

        assertThat(attempt()).isInstanceOf(SignedIn.class);
    }

    @Test
    void saysThatTheProviderCannotBeUsed() {
        SignIn wrongSecret = signIn(provider.issuer(), "guessed");
        Begun begun = wrongSecret.begin();

        assertThatThrownBy(() -> wrongSecret.finish(begun.attempt(), visit(begun.address())))
                .isInstanceOf(ProviderFault.class)
                .hasMessageContaining("secret")
                .hasMessageNotContaining("guessed");
        provider.says(Map.of("issuer", "https://other.example"));
        assertThatThrownBy(signIn(provider.issuer(), "x")::begin)
                .isInstanceOf(ProviderFault.class)
                .hasMessageContaining("it is 'https://other.example'");
        provider.says(Map.of("token_endpoint", "http://other.example/token"));
        assertThatThrownBy(signIn(provider.issuer(), "x")::begin)
                .isInstanceOf(ProviderFault.class)
                .hasMessageContaining("token_endpoint does not start with https://");
        provider.fail(true);
        assertThatThrownBy(signIn(provider.issuer(), "x")::begin)
                .isInstanceOf(ProviderFault.class)
                .hasMessageContaining("answers 503");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "http://login.example",
                "https://amy@login.example",
                "https://login.example?a=b",
                "login.example",
                "file:///etc/passwd"
            })
    void refusesIssuersThatCannotBe(String issuer) {
        assertThatThrownBy(() -> signIn(URI.create(issuer), "x"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("an issuer is a URL");
    }

    @Test
    void tellsNobodyTheSecret() {
        assertThat(settings(provider.issuer(), "hidden")).asString().doesNotContain("hidden");
    }

    /// From the sign-in page to the provider and back.
    private Outcome attempt() throws Exception {
        Begun begun = signIn.begin();
        return signIn.finish(begun.attempt(), visit(begun.address()));
    }

    private String name() throws Exception {
        return ((SignedIn) attempt()).identity().name();
    }

    /// What a browser comes back with.
    private Map<String, String> visit(URI address) throws Exception {
        HttpResponse<Void> reply =
                client.send(HttpRequest.newBuilder(address).build(), BodyHandlers.discarding());
        URI back = URI.create(reply.headers().firstValue("Location").orElseThrow());
        assertThat(back.toString()).startsWith(BACK + "?");
        Map<String, String> answer = new HashMap<>();
        for (String part : back.getRawQuery().split("&", -1)) {
            String[] pair = part.split("=", 2);
            answer.put(pair[0], URLDecoder.decode(pair[1], StandardCharsets.UTF_8));
        }
        return answer;
    }

    private SignIn signIn(URI issuer, String secret) {
        return new SignIn(settings(issuer, secret), client, () -> NOW, new SecureRandom());
    }

    private static OidcSettings settings(URI issuer, String secret) {
        return new OidcSettings(
                issuer,
                new Client(OpenIdProvider.CLIENT, secret),
                new Back(BACK, AFTERWARDS),
                new Asking("openid email", "groups"));
    }
}
