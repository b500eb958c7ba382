package dev.kiban.testkit;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.JWSSigner;
import com.nimbusds.jose.crypto.ECDSASigner;
import com.nimbusds.jose.crypto.RSASSASigner;
import com.nimbusds.jose.jca.JCAContext;
import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.jwk.KeyUse;
import com.nimbusds.jose.jwk.OctetKeyPair;
import com.nimbusds.jose.jwk.RSAKey;
import com.nimbusds.jose.jwk.gen.ECKeyGenerator;
import com.nimbusds.jose.jwk.gen.RSAKeyGenerator;
import com.nimbusds.jose.util.Base64URL;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.PrivateKey;
import java.security.Signature;
import java.util.Arrays;
import java.util.Set;

/// What an [OpenIdProvider] signs with.
///
/// @param jwk the public half
record SigningKey(JWK jwk, JWSAlgorithm algorithm, JWSSigner signer) {

    /// A new one.
    ///
    /// @param id that the provider calls it by
    static SigningKey draw(KeyKind kind, String id) {
        try {
            return switch (kind) {
                case RSA -> rsa(id);
                case P256 -> p256(id);
                case ED25519 -> ed25519(id);
            };
        } catch (JOSEException | GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    /// What a public key is made of, for who takes it for something else.
    byte[] publicBytes() {
        try {
            return switch (jwk) {
                case RSAKey rsa -> rsa.toRSAPublicKey().getEncoded();
                case ECKey curve -> curve.toECPublicKey().getEncoded();
                case OctetKeyPair pair -> pair.getDecodedX();
                default -> throw new IllegalStateException("no kind of ours");
            };
        } catch (JOSEException e) {
            throw new IllegalStateException(e);
        }
    }

    private static SigningKey rsa(String id) throws JOSEException {
        RSAKey key = new RSAKeyGenerator(2048).keyUse(KeyUse.SIGNATURE).keyID(id).generate();
        return new SigningKey(key.toPublicJWK(), JWSAlgorithm.RS256, new RSASSASigner(key));
    }

    private static SigningKey p256(String id) throws JOSEException {
        ECKey key = new ECKeyGenerator(Curve.P_256).keyUse(KeyUse.SIGNATURE).keyID(id).generate();
        return new SigningKey(key.toPublicJWK(), JWSAlgorithm.ES256, new ECDSASigner(key));
    }

    private static SigningKey ed25519(String id) throws GeneralSecurityException {
        KeyPair pair = KeyPairGenerator.getInstance("Ed25519").generateKeyPair();
        byte[] coded = pair.getPublic().getEncoded(); // ends with the key's 32 bytes
        Base64URL x = Base64URL.encode(Arrays.copyOfRange(coded, coded.length - 32, coded.length));
        JWK jwk =
                new OctetKeyPair.Builder(Curve.Ed25519, x)
                        .keyUse(KeyUse.SIGNATURE)
                        .keyID(id)
                        .build();
        return new SigningKey(jwk, JWSAlgorithm.EdDSA, new Ed25519Signer(pair.getPrivate()));
    }

    /// By Java's own hands: the library would need another one.
    private record Ed25519Signer(PrivateKey key) implements JWSSigner {

        @Override
        public Base64URL sign(JWSHeader header, byte[] text) throws JOSEException {
            try {
                Signature signature = Signature.getInstance("Ed25519");
                signature.initSign(key);
                signature.update(text);
                return Base64URL.encode(signature.sign());
            } catch (GeneralSecurityException e) {
                throw new JOSEException(e.getMessage(), e);
            }
        }

        @Override
        public Set<JWSAlgorithm> supportedJWSAlgorithms() {
            return Set.of(JWSAlgorithm.EdDSA, JWSAlgorithm.Ed25519);
        }

        @Override
        public JCAContext getJCAContext() {
            return new JCAContext();
        }
    }
}
