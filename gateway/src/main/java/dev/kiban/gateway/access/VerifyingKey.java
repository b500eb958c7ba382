package dev.kiban.gateway.access;

import com.nimbusds.jose.Algorithm;
import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSObject;
import com.nimbusds.jose.JWSVerifier;
import com.nimbusds.jose.crypto.ECDSAVerifier;
import com.nimbusds.jose.crypto.RSASSAVerifier;
import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.jwk.KeyOperation;
import com.nimbusds.jose.jwk.KeyUse;
import com.nimbusds.jose.jwk.OctetKeyPair;
import com.nimbusds.jose.jwk.RSAKey;
import dev.kiban.runtime.jose.Ed25519;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/// A public key that signs tokens, and the algorithms that it can sign by. The algorithm follows
/// from the key, never from the token: so a public key cannot be taken for a secret.
///
/// @param jwk without what would be private
record VerifyingKey(JWK jwk, Set<JWSAlgorithm> algorithms, JWSVerifier verifier) {
    private static final int LEAST_RSA_BITS = 2_048;
    private static final Set<JWSAlgorithm> RSA =
            Set.of(
                    JWSAlgorithm.RS256,
                    JWSAlgorithm.RS384,
                    JWSAlgorithm.RS512,
                    JWSAlgorithm.PS256,
                    JWSAlgorithm.PS384,
                    JWSAlgorithm.PS512);
    private static final Map<Curve, JWSAlgorithm> EC =
            Map.of(
                    Curve.P_256, JWSAlgorithm.ES256,
                    Curve.P_384, JWSAlgorithm.ES384,
                    Curve.P_521, JWSAlgorithm.ES512);

    VerifyingKey {
        algorithms = Set.copyOf(algorithms);
    }

    /// Empty if it does not sign, or not by anything that we know.
    static Optional<VerifyingKey> of(JWK key) {
        try {
            return signs(key) ? ofSigning(key.toPublicJWK()) : Optional.empty();
        } catch (JOSEException e) {
            return Optional.empty(); // a key that is none, beside others that may be good
        }
    }

    private static Optional<VerifyingKey> ofSigning(JWK key) throws JOSEException {
        return switch (key) {
            case RSAKey rsa when rsa.size() >= LEAST_RSA_BITS ->
                    Optional.of(new VerifyingKey(rsa, only(rsa, RSA), new RSASSAVerifier(rsa)));
            case ECKey ec when EC.containsKey(ec.getCurve()) ->
                    Optional.of(
                            new VerifyingKey(
                                    ec,
                                    only(ec, Set.of(EC.get(ec.getCurve()))),
                                    new ECDSAVerifier(ec)));
            case OctetKeyPair pair when Curve.Ed25519.equals(pair.getCurve()) ->
                    Optional.of(
                            new VerifyingKey(
                                    pair,
                                    only(pair, Ed25519.ALGORITHMS),
                                    Ed25519.verifier(Ed25519.key(pair))));
            case null, default -> Optional.empty();
        };
    }

    private static boolean signs(JWK key) {
        return (key.getKeyUse() == null || KeyUse.SIGNATURE.equals(key.getKeyUse()))
                && (key.getKeyOperations() == null
                        || key.getKeyOperations().contains(KeyOperation.VERIFY));
    }

    /// A key may be for one algorithm only.
    private static Set<JWSAlgorithm> only(JWK key, Set<JWSAlgorithm> possible) {
        Algorithm named = key.getAlgorithm();
        return named == null
                ? possible
                : possible.stream()
                        .filter(algorithm -> algorithm.getName().equals(named.getName()))
                        .collect(Collectors.toSet());
    }

    String id() {
        return jwk.getKeyID() == null ? "" : jwk.getKeyID();
    }

    boolean fits(JWSAlgorithm algorithm) {
        return algorithms.contains(algorithm);
    }

    /// Whether it has signed the token.
    boolean signed(JWSObject token) {
        try {
            return verifier.verify(
                    token.getHeader(), token.getSigningInput(), token.getSignature());
        } catch (JOSEException e) {
            return false; // a signature that cannot even be read
        }
    }
}
