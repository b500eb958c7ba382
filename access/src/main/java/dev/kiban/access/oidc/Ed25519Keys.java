package dev.kiban.access.oidc;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.JWSVerifier;
import com.nimbusds.jose.KeySourceException;
import com.nimbusds.jose.jca.JCAContext;
import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.jwk.JWKMatcher;
import com.nimbusds.jose.jwk.JWKSelector;
import com.nimbusds.jose.jwk.OctetKeyPair;
import com.nimbusds.jose.jwk.source.JWKSource;
import com.nimbusds.jose.proc.JWSKeySelector;
import com.nimbusds.jose.proc.JWSVerifierFactory;
import com.nimbusds.jose.proc.SecurityContext;
import dev.kiban.runtime.jose.Ed25519;
import java.security.Key;
import java.security.PublicKey;
import java.security.interfaces.EdECPublicKey;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// Teaches the library that reads tokens of providers to take those signed by Ed25519.
final class Ed25519Keys {
    private Ed25519Keys() {}

    /// Finds the keys that a token may be signed with.
    ///
    /// @param usual for all other algorithms
    record Selector(JWKSource<SecurityContext> keys, JWSKeySelector<SecurityContext> usual)
            implements JWSKeySelector<SecurityContext> {

        @Override
        public List<? extends Key> selectJWSKeys(
                JWSHeader header, @Nullable SecurityContext context) throws KeySourceException {
            if (!Ed25519.ALGORITHMS.contains(header.getAlgorithm())) {
                return usual.selectJWSKeys(header, context);
            }
            JWKSelector fitting = new JWKSelector(JWKMatcher.forJWSHeader(header));
            return keys.get(fitting, context).stream().flatMap(Ed25519Keys::key).toList();
        }
    }

    /// Makes what checks a signature.
    ///
    /// @param usual for all other algorithms
    record Verifiers(JWSVerifierFactory usual) implements JWSVerifierFactory {

        @Override
        public JWSVerifier createJWSVerifier(JWSHeader header, Key key) throws JOSEException {
            return Ed25519.ALGORITHMS.contains(header.getAlgorithm())
                            && key instanceof EdECPublicKey ours
                    ? Ed25519.verifier(ours)
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

    /// Nothing, if the provider has a key of another kind, or one that is none.
    private static Stream<PublicKey> key(JWK jwk) {
        try {
            return jwk instanceof OctetKeyPair pair ? Stream.of(Ed25519.key(pair)) : Stream.empty();
        } catch (JOSEException e) {
            return Stream.empty();
        }
    }
}
