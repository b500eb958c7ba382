package dev.kiban.runtime.jose;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.JWSVerifier;
import com.nimbusds.jose.jca.JCAContext;
import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.jwk.OctetKeyPair;
import com.nimbusds.jose.util.Base64URL;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PublicKey;
import java.security.Signature;
import java.security.SignatureException;
import java.security.spec.X509EncodedKeySpec;
import java.util.HexFormat;
import java.util.Set;

/// Signatures by Ed25519 (RFC 8037), which Java can check; the library would want one more library
/// for it.
public final class Ed25519 {
    /// The names of the one algorithm; the second is the fully specified one (RFC 9864).
    public static final Set<JWSAlgorithm> ALGORITHMS =
            Set.of(JWSAlgorithm.EdDSA, JWSAlgorithm.Ed25519);

    private static final String NAME = "Ed25519";
    private static final int KEY_BYTES = 32;

    /// What stands before the key in a SubjectPublicKeyInfo (RFC 8410, 4).
    private static final String X509_HEAD = "302a300506032b6570032100";

    private Ed25519() {}

    /// The key, as Java has it.
    ///
    /// @throws JOSEException if it is a key of another kind, or none
    public static PublicKey key(OctetKeyPair pair) throws JOSEException {
        byte[] raw = pair.getDecodedX();
        if (!Curve.Ed25519.equals(pair.getCurve()) || raw.length != KEY_BYTES) {
            throw new JOSEException("this is no Ed25519 key");
        }
        String encoded = X509_HEAD + HexFormat.of().formatHex(raw);
        try {
            return KeyFactory.getInstance(NAME)
                    .generatePublic(new X509EncodedKeySpec(HexFormat.of().parseHex(encoded)));
        } catch (GeneralSecurityException e) {
            throw new JOSEException("this is no Ed25519 key: " + e.getMessage(), e);
        }
    }

    /// What checks signatures by a key. Nothing that is critical in a header is known here: who
    /// says that something is, is refused.
    public static JWSVerifier verifier(PublicKey key) {
        return new Verifier(key, new JCAContext());
    }

    private record Verifier(PublicKey key, JCAContext context) implements JWSVerifier {

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
            return context;
        }
    }
}
