package dev.kiban.access.oidc;

import com.nimbusds.jose.util.JSONObjectUtils;
import com.nimbusds.jwt.JWTClaimsSet;
import dev.kiban.access.Receipt;
import dev.kiban.access.Secret;
import dev.kiban.access.oidc.IdTokens.Disbelief;
import dev.kiban.access.oidc.Provider.Known;
import dev.kiban.runtime.fetch.BoundedFetch.Reply;
import java.net.URI;
import java.net.http.HttpClient;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.text.ParseException;
import java.time.InstantSource;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Semaphore;
import java.util.random.RandomGenerator;

/// Lets people sign in at their provider, and says who came back.
///
/// ```java
/// Begun begun = signIn.begin();      // the attempt into a cookie, the browser to the provider
/// switch (signIn.finish(attempt, answer)) {   // from the cookie, and from the address
///     case SignedIn(Identity who, Receipt receipt) -> …
///     case Refused(String why) -> …
/// }
/// ```
///
/// Some providers let people sign out, too: [#signOut][#signOut(Receipt)] says where.
///
/// Nothing is kept between the two: what the provider must give back is made of the attempt.
public final class SignIn {
    private static final String STATE = "state";
    private static final String NONCE = "nonce";
    private static final String CODE = "code";
    private static final String VERIFIER = "verifier";

    /// Attempts that may wait for the provider at a time.
    private static final int MAX_WAITING = 8;

    private static final int MAX_CODE_LENGTH = 2_000;

    /// Servers take addresses of 8 KiB, and most tokens are far below.
    private static final int MAX_HINT_LENGTH = 6_000;

    private final OidcSettings settings;
    private final ProviderCalls calls;
    private final Provider provider;
    private final IdTokens tokens;
    private final RandomGenerator random;
    private final Semaphore waiting = new Semaphore(MAX_WAITING);

    /// @param client that follows no redirects
    /// @param random that nobody can foretell
    public SignIn(
            OidcSettings settings, HttpClient client, InstantSource clock, RandomGenerator random) {
        this.settings = settings;
        this.calls = ProviderCalls.by(client);
        this.provider = new Provider(settings.issuer(), calls, clock);
        this.tokens = new IdTokens(settings, clock);
        this.random = random;
    }

    /// An attempt.
    ///
    /// @param attempt for a cookie of the browser that makes it
    /// @param address of the provider, where that browser goes now
    public record Begun(Secret attempt, URI address) {}

    /// What became of an attempt.
    public sealed interface Outcome {}

    /// The provider knows them.
    ///
    /// @param receipt for [#signOut][SignIn#signOut(Receipt)]
    public record SignedIn(Identity identity, Receipt receipt) implements Outcome {}

    /// They are not signed in.
    ///
    /// @param why for the log: who tries is told no more than that it did not work
    public record Refused(String why) implements Outcome {}

    /// Begins an attempt.
    ///
    /// @throws ProviderFault if the provider cannot be used
    public Begun begin() {
        Endpoints endpoints = provider.know().endpoints();
        Secret attempt = Secret.draw(random);
        Map<String, String> question = new LinkedHashMap<>();
        question.put("response_type", CODE);
        question.put("client_id", settings.client().id());
        question.put("redirect_uri", settings.back().signedIn().toString());
        question.put("scope", settings.asking().scopes());
        question.put(STATE, attempt.derive(STATE));
        question.put(NONCE, attempt.derive(NONCE));
        question.put("code_challenge", challenge(attempt.derive(VERIFIER)));
        question.put("code_challenge_method", "S256");
        return new Begun(attempt, with(endpoints.authorization(), question));
    }

    /// Ends an attempt.
    ///
    /// @param attempt of the browser that comes back
    /// @param answer what stands in the address that it comes back to
    /// @throws ProviderFault if the provider cannot be used
    public Outcome finish(Secret attempt, Map<String, String> answer) {
        Known known = provider.know();
        Optional<String> refusal = refusal(attempt, answer, known.endpoints());
        if (refusal.isPresent()) {
            return new Refused(refusal.get());
        }
        if (!waiting.tryAcquire()) {
            throw new ProviderFault("too many sign in at a time");
        }
        try {
            Optional<String> token =
                    token(known.endpoints(), answer.getOrDefault(CODE, ""), attempt);
            if (token.isEmpty()) {
                return new Refused("the provider gives no token for this code");
            }
            JWTClaimsSet claims = tokens.read(token.get(), known.keys(), attempt.derive(NONCE));
            return Identity.of(claims, settings.asking().teamsClaim())
                    .<Outcome>map(identity -> new SignedIn(identity, receipt(token.get())))
                    .orElseGet(() -> new Refused("the token does not say who they are"));
        } catch (Disbelief e) {
            return new Refused(String.valueOf(e.getMessage()));
        } finally {
            waiting.release();
        }
    }

    /// Where a browser signs out at the provider; empty if the provider does not offer that (OpenID
    /// Connect RP-Initiated Logout 1.0).
    ///
    /// @param receipt by which the provider knows whom to sign out without asking
    /// @throws ProviderFault if the provider cannot be used
    public Optional<URI> signOut(Receipt receipt) {
        Map<String, String> wish = new LinkedHashMap<>();
        wish.put("client_id", settings.client().id());
        wish.put("post_logout_redirect_uri", settings.back().signedOut().toString());
        if (!receipt.text().isEmpty()) {
            wish.put("id_token_hint", receipt.text());
        }
        return provider.know().endpoints().endSession().map(address -> with(address, wish));
    }

    /// None, if it is too long for an address: then the provider asks whom it should sign out.
    private static Receipt receipt(String token) {
        return token.length() <= MAX_HINT_LENGTH ? new Receipt(token) : Receipt.NONE;
    }

    private static URI with(URI address, Map<String, String> question) {
        String separator = address.getRawQuery() == null ? "?" : "&";
        return URI.create(address + separator + ProviderCalls.coded(question));
    }

    /// Why an answer is not that of this attempt.
    private Optional<String> refusal(
            Secret attempt, Map<String, String> answer, Endpoints endpoints) {
        String state = answer.getOrDefault(STATE, "");
        if (!isSame(state, attempt.derive(STATE))) {
            return Optional.of("the state is of another attempt");
        }
        String issuer = answer.getOrDefault("iss", "");
        if (!issuer.equals(settings.issuer().toString())
                && (endpoints.namesItself() || answer.containsKey("iss"))) {
            return Optional.of("another provider answers");
        }
        if (answer.containsKey("error")) {
            return Optional.of("the provider says no");
        }
        int length = answer.getOrDefault(CODE, "").length();
        return length == 0 || length > MAX_CODE_LENGTH
                ? Optional.of("there is no code")
                : Optional.empty();
    }

    /// What the provider gives for a code: the token that says who came. Others are not looked at.
    private Optional<String> token(Endpoints endpoints, String code, Secret attempt) {
        Map<String, String> form = new LinkedHashMap<>();
        form.put("grant_type", "authorization_code");
        form.put(CODE, code);
        form.put("redirect_uri", settings.back().signedIn().toString());
        form.put("code_verifier", attempt.derive(VERIFIER));
        OidcSettings.Client client = settings.client();
        Map<String, String> headers = new LinkedHashMap<>();
        if (endpoints.basic()) {
            headers.put("Authorization", basic(client));
        } else {
            form.put("client_id", client.id());
            form.put("client_secret", client.secret());
        }
        Reply reply = calls.post(endpoints.token(), form, headers);
        return switch (reply.status() / 100) {
            case 2 -> idToken(reply.body());
            case 4 -> {
                if (reply.status() == 401) {
                    throw new ProviderFault("the provider does not take our client's secret");
                }
                yield Optional.empty();
            }
            default -> throw new ProviderFault("the provider answers %d".formatted(reply.status()));
        };
    }

    private static Optional<String> idToken(String body) {
        try {
            return JSONObjectUtils.parse(body).get("id_token") instanceof String token
                    ? Optional.of(token)
                    : Optional.empty();
        } catch (ParseException e) {
            throw new ProviderFault("the provider's answer is no JSON", e);
        }
    }

    /// Both parts are coded as in a form first (RFC 6749, 2.3.1).
    private static String basic(OidcSettings.Client client) {
        String both = ProviderCalls.coded(client.id()) + ":" + ProviderCalls.coded(client.secret());
        return "Basic " + Base64.getEncoder().encodeToString(both.getBytes(StandardCharsets.UTF_8));
    }

    private static String challenge(String verifier) {
        try {
            byte[] hash =
                    MessageDigest.getInstance("SHA-256")
                            .digest(verifier.getBytes(StandardCharsets.US_ASCII));
            return Base64.getUrlEncoder().withoutPadding().encodeToString(hash);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }

    private static boolean isSame(String shown, String expected) {
        return MessageDigest.isEqual(
                shown.getBytes(StandardCharsets.UTF_8), expected.getBytes(StandardCharsets.UTF_8));
    }
}
