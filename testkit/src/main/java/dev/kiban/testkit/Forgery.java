package dev.kiban.testkit;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.JWSSigner;
import com.nimbusds.jose.crypto.ECDSASigner;
import com.nimbusds.jose.crypto.MACSigner;
import com.nimbusds.jose.crypto.RSASSASigner;
import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.jwk.RSAKey;
import com.nimbusds.jose.jwk.gen.RSAKeyGenerator;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.PlainJWT;
import com.nimbusds.jwt.SignedJWT;
import java.time.Duration;
import java.time.Instant;
import java.util.Date;
import java.util.List;

/// What can be wrong with an ID token: how somebody would make one who must not be believed.
public enum Forgery {
    /// Nothing: the token is as it should be.
    NONE,
    OTHER_ISSUER,
    OTHER_AUDIENCE,
    SECOND_AUDIENCE,
    NO_AUDIENCE,
    OTHER_AUTHORIZED_PARTY,
    OTHER_NONCE,
    NO_NONCE,
    EXPIRED,
    NO_EXPIRY,
    ISSUED_LONG_AGO,
    ISSUED_IN_THE_FUTURE,
    NO_SUBJECT,
    /// `alg: none`, without a signature.
    UNSIGNED,
    /// A MAC whose key is the public key.
    MAC_WITH_THE_PUBLIC_KEY,
    /// Of a key that the provider does not have, under the name of one that it has.
    OTHER_KEY,
    /// Of a key that the provider does not have, under a name of its own.
    UNKNOWN_KEY,
    /// Of a key that stands in the token itself.
    KEY_IN_THE_HEADER,
    /// Signed as it should be, and changed then.
    CHANGED_AFTERWARDS;

    private static final RSAKey STRANGERS = strangersKey();

    /// The claims of a token, which are as they should be, made wrong.
    JWTClaimsSet claims(JWTClaimsSet right, Instant now) {
        JWTClaimsSet.Builder claims = new JWTClaimsSet.Builder(right);
        return switch (this) {
            case OTHER_ISSUER -> claims.issuer("https://evil.example").build();
            case OTHER_AUDIENCE -> claims.audience("another-client").build();
            case SECOND_AUDIENCE ->
                    claims.audience(List.of(right.getAudience().getFirst(), "another-client"))
                            .build();
            case NO_AUDIENCE -> claims.claim("aud", null).build();
            case OTHER_AUTHORIZED_PARTY -> claims.claim("azp", "another-client").build();
            case OTHER_NONCE -> claims.claim("nonce", "of-another-attempt").build();
            case NO_NONCE -> claims.claim("nonce", null).build();
            case EXPIRED -> claims.expirationTime(date(now.minus(Duration.ofMinutes(2)))).build();
            case NO_EXPIRY -> claims.expirationTime(null).build();
            case ISSUED_LONG_AGO -> claims.issueTime(date(now.minus(Duration.ofHours(1)))).build();
            case ISSUED_IN_THE_FUTURE ->
                    claims.issueTime(date(now.plus(Duration.ofMinutes(5)))).build();
            case NO_SUBJECT -> claims.subject(null).build();
            default -> right;
        };
    }

    /// A token of these claims.
    ///
    /// @param key of the provider
    String sign(JWTClaimsSet claims, JWK key) throws JOSEException {
        return switch (this) {
            case UNSIGNED -> new PlainJWT(claims).serialize();
            case MAC_WITH_THE_PUBLIC_KEY ->
                    signed(
                            header(JWSAlgorithm.HS256, key).build(),
                            claims,
                            new MACSigner(key.toRSAKey().toRSAPublicKey().getEncoded()));
            case OTHER_KEY ->
                    signed(
                            header(JWSAlgorithm.RS256, key).build(),
                            claims,
                            new RSASSASigner(STRANGERS));
            case UNKNOWN_KEY ->
                    signed(
                            header(JWSAlgorithm.RS256, STRANGERS).build(),
                            claims,
                            new RSASSASigner(STRANGERS));
            case KEY_IN_THE_HEADER ->
                    signed(
                            header(JWSAlgorithm.RS256, STRANGERS)
                                    .jwk(STRANGERS.toPublicJWK())
                                    .build(),
                            claims,
                            new RSASSASigner(STRANGERS));
            case CHANGED_AFTERWARDS -> changed(honest(claims, key));
            default -> honest(claims, key);
        };
    }

    private static String honest(JWTClaimsSet claims, JWK key) throws JOSEException {
        return key instanceof ECKey curve
                ? signed(header(JWSAlgorithm.ES256, key).build(), claims, new ECDSASigner(curve))
                : signed(
                        header(JWSAlgorithm.RS256, key).build(),
                        claims,
                        new RSASSASigner(key.toRSAKey()));
    }

    private static String changed(String token) {
        String[] parts = token.split("\\.", -1);
        String claims = parts[1];
        char last = claims.charAt(claims.length() / 2);
        String other = claims.substring(0, claims.length() / 2) + (last == 'A' ? 'B' : 'A');
        return parts[0] + "." + other + claims.substring(claims.length() / 2 + 1) + "." + parts[2];
    }

    private static JWSHeader.Builder header(JWSAlgorithm algorithm, JWK key) {
        return new JWSHeader.Builder(algorithm).keyID(key.getKeyID());
    }

    private static String signed(JWSHeader header, JWTClaimsSet claims, JWSSigner signer)
            throws JOSEException {
        SignedJWT token = new SignedJWT(header, claims);
        token.sign(signer);
        return token.serialize();
    }

    private static Date date(Instant time) {
        return Date.from(time);
    }

    private static RSAKey strangersKey() {
        try {
            return new RSAKeyGenerator(2048).keyID("stranger").generate();
        } catch (JOSEException e) {
            throw new IllegalStateException(e);
        }
    }
}
