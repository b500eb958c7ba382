package dev.kiban.access.oidc;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.JWSVerifier;
import com.nimbusds.jose.KeySourceException;
import com.nimbusds.jose.jca.JCAContext;
import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.jwk.JWKMatcher;
import com.nimbusds.jose.jwk.JWKSelector;
import com.nimbusds.jose.jwk.OctetKeyPair;
import com.nimbusds.jose.jwk.source.JWKSource;
import com.nimbusds.jose.proc.JWSKeySelector;
import com.nimbusds.jose.proc.JWSVerifierFactory;
import com.nimbusds.jose.proc.SecurityContext;
import com.nimbusds.jose.util.Base64URL;
import java.security.GeneralSecurityException;
import java.security.Key;
import java.security.KeyFactory;
import java.security.PublicKey;
import java.security.Signature;
import java.security.SignatureException;
import java.security.interfaces.EdECPublicKey;
import java.security.spec.InvalidKeySpecException;
import java.security.spec.X509EncodedKeySpec;
import java.util.HexFormat;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// Signatures by Ed25519 (RFC 8037), which Java can check and the library leaves to another one.
final class Ed25519 {
    private static final String NAME = "Ed25519";
    private static final Set<JWSAlgorithm> ALGORITHMS =
            Set.of(JWSAlgorithm.EdDSA, JWSAlgorithm.Ed25519);

    /// What stands before the 32 bytes of a public key (RFC 8410).
    private static final String X509 = "302a300506032b6570032100";

    private Ed25519() {}

    /// Finds the keys that a token may be signed with.
    ///
    /// @param usual for all other algorithms
    record Selector(JWKSource<SecurityContext> keys, JWSKeySelector<SecurityContext> usual)
            implements JWSKeySelector<SecurityContext> {

        @Override
        public List<? extends Key> selectJWSKeys(
                JWSHeader header, @Nullable SecurityContext context) throws KeySourceException {
            if (!ALGORITHMS.contains(header.getAlgorithm())) {
                return usual.selectJWSKeys(header, context);
            }
            JWKSelector fitting = new JWKSelector(JWKMatcher.forJWSHeader(header));
            return keys.get(fitting, context).stream().flatMap(Ed25519::key).toList();
        }
    }

    /// Makes what checks a signature.
    ///
    /// @param usual for all other algorithms
    record Verifiers(JWSVerifierFactory usual) implements JWSVerifierFactory {

        @Override
        public JWSVerifier createJWSVerifier(JWSHeader header, Key key) throws JOSEException {
            return ALGORITHMS.contains(header.getAlgorithm()) && key instanceof EdECPublicKey ours
                    ? new Verifier(ours)
                    : usual.createJWSVerifier(header, key);
        }

        @Override
        public Set<JWSAlgorithm> supportedJWSAlgorithms() {
            return usual.supportedJWSAlgorithms();
        }

        @Override
        public JCAContext getJCAContext() {
            return usual.getJCAContext();
        }
    }

    /// Nothing that is critical in a header is known here: who says that something is, is refused.
    private record Verifier(PublicKey key) implements JWSVerifier {

        @Override
        public boolean verify(JWSHeader header, byte[] text, Base64URL signature)
                throws JOSEException {
            if (header.getCriticalParams() != null) {
                return false;
            }
            try {
                Signature check = Signature.getInstance(NAME);
                check.initVerify(key);
                check.update(text);
                return check.verify(signature.decode());
            } catch (SignatureException e) {
                return false; // it is too short or too long, or no point of the curve
            } catch (GeneralSecurityException e) {
                throw new JOSEException(e.getMessage(), e);
            }
        }

        @Override
        public Set<JWSAlgorithm> supportedJWSAlgorithms() {
            return ALGORITHMS;
        }

        @Override
        public JCAContext getJCAContext() {
            return new JCAContext();
        }
    }

    /// Nothing, if it is a key of another kind.
    private static Stream<PublicKey> key(JWK jwk) {
        if (!(jwk instanceof OctetKeyPair pair) || !pair.getCurve().equals(Curve.Ed25519)) {
            return Stream.empty();
        }
        try {
            String coded = X509 + HexFormat.of().formatHex(pair.getDecodedX());
            return Stream.of(
                    KeyFactory.getInstance(NAME)
                            .generatePublic(
                                    new X509EncodedKeySpec(HexFormat.of().parseHex(coded))));
        } catch (InvalidKeySpecException e) {
            return Stream.empty(); // the provider has a key that is none
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every Java has " + NAME, e);
        }
    }
}
