package dev.kiban.testkit;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.JWSSigner;
import com.nimbusds.jose.crypto.MACSigner;
import com.nimbusds.jose.util.Base64URL;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.PlainJWT;
import com.nimbusds.jwt.SignedJWT;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.Comparator;
import java.util.Date;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

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
    /// Of a key of another kind, under the name of one that the provider has.
    OTHER_KIND_OF_KEY,
    /// Signed as it should be, and changed then.
    CHANGED_AFTERWARDS,
    /// With a signature of no bytes.
    EMPTY_SIGNATURE,
    /// With a signature that lacks its last byte.
    CUT_SIGNATURE,
    /// With something that must be understood, and is not (RFC 7515, 4.1.11).
    CRITICAL_UNKNOWN;

    private static final Map<JWSAlgorithm, SigningKey> STRANGERS =
            Stream.of(KeyKind.values())
                    .map(kind -> SigningKey.draw(kind, "stranger"))
                    .collect(Collectors.toMap(SigningKey::algorithm, Function.identity()));

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
    String sign(JWTClaimsSet claims, SigningKey key) throws JOSEException {
        SigningKey strangers = Objects.requireNonNull(STRANGERS.get(key.algorithm()));
        String id = key.jwk().getKeyID();
        return switch (this) {
            case UNSIGNED -> new PlainJWT(claims).serialize();
            case MAC_WITH_THE_PUBLIC_KEY ->
                    signed(
                            new JWSHeader.Builder(JWSAlgorithm.HS256).keyID(id).build(),
                            claims,
                            new MACSigner(key.publicBytes()));
            case OTHER_KEY -> signed(header(strangers).keyID(id).build(), claims, strangers);
            case UNKNOWN_KEY -> signed(header(strangers).build(), claims, strangers);
            case KEY_IN_THE_HEADER ->
                    signed(header(strangers).jwk(strangers.jwk()).build(), claims, strangers);
            case OTHER_KIND_OF_KEY -> {
                SigningKey other = otherThan(key);
                yield signed(header(other).keyID(id).build(), claims, other);
            }
            case CHANGED_AFTERWARDS -> changed(honest(claims, key));
            case EMPTY_SIGNATURE -> withSignature(honest(claims, key), 0);
            case CUT_SIGNATURE -> {
                String token = honest(claims, key);
                yield withSignature(token, signature(token).length - 1);
            }
            case CRITICAL_UNKNOWN ->
                    signed(
                            header(key)
                                    .criticalParams(Set.of("limit"))
                                    .customParam("limit", 1)
                                    .build(),
                            claims,
                            key);
            default -> honest(claims, key);
        };
    }

    private static String honest(JWTClaimsSet claims, SigningKey key) throws JOSEException {
        return signed(header(key).build(), claims, key);
    }

    private static SigningKey otherThan(SigningKey key) {
        return STRANGERS.values().stream()
                .filter(other -> !other.algorithm().equals(key.algorithm()))
                .min(Comparator.comparing(other -> other.algorithm().getName()))
                .orElseThrow();
    }

    private static String changed(String token) {
        String[] parts = token.split("\\.", -1);
        String claims = parts[1];
        char last = claims.charAt(claims.length() / 2);
        String other = claims.substring(0, claims.length() / 2) + (last == 'A' ? 'B' : 'A');
        return parts[0] + "." + other + claims.substring(claims.length() / 2 + 1) + "." + parts[2];
    }

    private static byte[] signature(String token) {
        return Base64URL.from(token.substring(token.lastIndexOf('.') + 1)).decode();
    }

    /// With so many bytes of its signature.
    private static String withSignature(String token, int bytes) {
        return token.substring(0, token.lastIndexOf('.') + 1)
                + Base64URL.encode(Arrays.copyOf(signature(token), bytes));
    }

    private static JWSHeader.Builder header(SigningKey key) {
        return new JWSHeader.Builder(key.algorithm()).keyID(key.jwk().getKeyID());
    }

    private static String signed(JWSHeader header, JWTClaimsSet claims, SigningKey key)
            throws JOSEException {
        return signed(header, claims, key.signer());
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
}
