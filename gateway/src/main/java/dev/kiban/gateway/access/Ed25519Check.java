package dev.kiban.gateway.access;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.JWSVerifier;
import com.nimbusds.jose.jca.JCAContext;
import com.nimbusds.jose.jwk.OctetKeyPair;
import com.nimbusds.jose.util.Base64URL;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PublicKey;
import java.security.Signature;
import java.security.spec.X509EncodedKeySpec;
import java.util.HexFormat;
import java.util.Set;

/// Verifies EdDSA with the JDK. The library would want one more library for it.
final class Ed25519Check implements JWSVerifier {
    private static final String NAME = "Ed25519";
    private static final int KEY_BYTES = 32;

    /// What stands before the key in a SubjectPublicKeyInfo (RFC 8410, 4).
    private static final byte[] X509_HEAD = HexFormat.of().parseHex("302a300506032b6570032100");

    private final PublicKey key;
    private final JCAContext context = new JCAContext();

    private Ed25519Check(PublicKey key) {
        this.key = key;
    }

    static Ed25519Check of(OctetKeyPair pair) throws JOSEException {
        byte[] raw = pair.getDecodedX();
        if (raw.length != KEY_BYTES) {
            throw new JOSEException("an Ed25519 key has %d bytes".formatted(KEY_BYTES));
        }
        byte[] encoded = new byte[X509_HEAD.length + KEY_BYTES];
        System.arraycopy(X509_HEAD, 0, encoded, 0, X509_HEAD.length);
        System.arraycopy(raw, 0, encoded, X509_HEAD.length, KEY_BYTES);
        try {
            return new Ed25519Check(
                    KeyFactory.getInstance(NAME).generatePublic(new X509EncodedKeySpec(encoded)));
        } catch (GeneralSecurityException e) {
            throw new JOSEException("no Ed25519 key: " + e.getMessage(), e);
        }
    }

    @Override
    public boolean verify(JWSHeader header, byte[] signingInput, Base64URL signature)
            throws JOSEException {
        try {
            Signature check = Signature.getInstance(NAME);
            check.initVerify(key);
            check.update(signingInput);
            return check.verify(signature.decode());
        } catch (GeneralSecurityException e) {
            throw new JOSEException("no Ed25519 signature: " + e.getMessage(), e);
        }
    }

    @Override
    public Set<JWSAlgorithm> supportedJWSAlgorithms() {
        return Set.of(JWSAlgorithm.EdDSA, JWSAlgorithm.Ed25519);
    }

    @Override
    public JCAContext getJCAContext() {
        return context;
    }
}
