package dev.kiban.access.oidc;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.jwk.source.JWKSource;
import com.nimbusds.jose.proc.BadJOSEException;
import com.nimbusds.jose.proc.JWSKeySelector;
import com.nimbusds.jose.proc.JWSVerificationKeySelector;
import com.nimbusds.jose.proc.SecurityContext;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import com.nimbusds.jwt.proc.DefaultJWTProcessor;
import java.io.Serial;
import java.text.ParseException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Date;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// Reads ID tokens, and believes none that was not made for us, now, and for this attempt (OpenID
/// Connect Core, 3.1.3.7).
final class IdTokens {
    /// No MACs, whose key could be the provider's public one, and no `none`.
    private static final Set<JWSAlgorithm> ALGORITHMS =
            Set.of(
                    JWSAlgorithm.RS256,
                    JWSAlgorithm.RS384,
                    JWSAlgorithm.RS512,
                    JWSAlgorithm.ES256,
                    JWSAlgorithm.ES384,
                    JWSAlgorithm.ES512,
                    JWSAlgorithm.EdDSA,
                    JWSAlgorithm.Ed25519);

    private static final Duration SKEW = Duration.ofMinutes(1);
    private static final Duration FRESH = Duration.ofMinutes(10);

    private final String issuer;
    private final String client;
    private final InstantSource clock;

    IdTokens(OidcSettings settings, InstantSource clock) {
        this.issuer = settings.issuer().toString();
        this.client = settings.client().id();
        this.clock = clock;
    }

    /// Why a token is not believed: a word for the log.
    static final class Disbelief extends Exception {
        @Serial private static final long serialVersionUID = 1L;

        Disbelief(String why) {
            super(why, null, false, false);
        }
    }

    /// What it says.
    ///
    /// @throws Disbelief if it is not to be believed
    /// @throws ProviderFault if the provider's keys cannot be had
    JWTClaimsSet read(String token, JWKSource<SecurityContext> keys, String nonce)
            throws Disbelief {
        JWTClaimsSet claims = signed(token, keys);
        try {
            check(claims, nonce);
            return claims;
        } catch (ParseException e) {
            throw new Disbelief("a claim is not what it should be: " + e.getMessage());
        }
    }

    private static JWTClaimsSet signed(String token, JWKSource<SecurityContext> keys)
            throws Disbelief {
        DefaultJWTProcessor<SecurityContext> processor = new DefaultJWTProcessor<>();
        JWSKeySelector<SecurityContext> usual = new JWSVerificationKeySelector<>(ALGORITHMS, keys);
        processor.setJWSKeySelector(new Ed25519Keys.Selector(keys, usual));
        processor.setJWSVerifierFactory(
                new Ed25519Keys.Verifiers(processor.getJWSVerifierFactory()));
        processor.setJWTClaimsSetVerifier((_, _) -> {}); // that is the next step
        try {
            return processor.process(SignedJWT.parse(token), null);
        } catch (ParseException | BadJOSEException e) {
            throw new Disbelief("the token is not signed as it should be: " + e.getMessage());
        } catch (JOSEException e) {
            throw new ProviderFault("the provider's keys cannot be had: " + e.getMessage(), e);
        }
    }

    private void check(JWTClaimsSet claims, String nonce) throws Disbelief, ParseException {
        Instant now = clock.instant();
        must(issuer.equals(claims.getIssuer()), "it is of another issuer");
        must(claims.getAudience().equals(List.of(client)), "it is not for us alone");
        must(
                Optional.ofNullable(claims.getStringClaim("azp")).orElse(client).equals(client),
                "it was given to another client");
        must(nonce.equals(claims.getStringClaim("nonce")), "it is of another attempt");
        must(time(claims.getExpirationTime()).isAfter(now.minus(SKEW)), "it has expired");
        Instant issued = time(claims.getIssueTime());
        must(
                issued.isAfter(now.minus(FRESH)) && issued.isBefore(now.plus(SKEW)),
                "it was not issued just now");
    }

    private static Instant time(@Nullable Date date) throws Disbelief {
        if (date == null) {
            throw new Disbelief("it does not say when it was issued, or when it expires");
        }
        return date.toInstant();
    }

    private static void must(boolean holds, String otherwise) throws Disbelief {
        if (!holds) {
            throw new Disbelief(otherwise);
        }
    }
}
