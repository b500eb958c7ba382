package dev.kiban.gateway.access;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.JWSObject;
import com.nimbusds.jose.JWSSigner;
import com.nimbusds.jose.Payload;
import com.nimbusds.jose.crypto.ECDSASigner;
import com.nimbusds.jose.crypto.RSASSASigner;
import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.KeyUse;
import com.nimbusds.jose.jwk.OctetKeyPair;
import com.nimbusds.jose.jwk.RSAKey;
import com.nimbusds.jose.jwk.gen.ECKeyGenerator;
import com.nimbusds.jose.jwk.gen.OctetSequenceKeyGenerator;
import com.nimbusds.jose.jwk.gen.RSAKeyGenerator;
import com.nimbusds.jose.util.Base64URL;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.Signature;
import java.text.ParseException;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class KeySetTest {
    private static final RSAKey RSA = rsa(2_048);

    @ParameterizedTest
    @CsvSource({"RS256", "RS384", "RS512", "PS256", "PS384", "PS512"})
    void verifiesRsa(String algorithm) throws Exception {
        JWSObject token = signed(JWSAlgorithm.parse(algorithm), "rsa", new RSASSASigner(RSA));

        assertThat(keys(RSA).find(token.getHeader()).orElseThrow().signed(token)).isTrue();
        assertThat(keys(rsa(2_048)).find(token.getHeader()).orElseThrow().signed(token)).isFalse();
    }

    @ParameterizedTest
    @CsvSource({"P-256, ES256", "P-384, ES384", "P-521, ES512"})
    void verifiesEllipticCurves(String curve, String algorithm) throws Exception {
        ECKey key = new ECKeyGenerator(Curve.parse(curve)).keyID("ec").generate();
        JWSObject token = signed(JWSAlgorithm.parse(algorithm), "ec", new ECDSASigner(key));

        assertThat(keys(key).find(token.getHeader()).orElseThrow().signed(token)).isTrue();
    }

    @Test
    void verifiesEdwardsCurves() throws Exception {
        KeyPair pair = KeyPairGenerator.getInstance("Ed25519").generateKeyPair();
        byte[] encoded = pair.getPublic().getEncoded();
        JWK key =
                new OctetKeyPair.Builder(
                                Curve.Ed25519,
                                Base64URL.encode(
                                        Arrays.copyOfRange(
                                                encoded, encoded.length - 32, encoded.length)))
                        .keyID("ed")
                        .build();
        JWSObject good = edwards(pair, "payload");
        String[] parts = good.serialize().split("\\.", -1);
        JWSObject changed =
                JWSObject.parse(parts[0] + "." + Base64URL.encode("other") + "." + parts[2]);

        VerifyingKey found = keys(key).find(good.getHeader()).orElseThrow();

        assertThat(found.signed(good)).isTrue();
        assertThat(found.signed(changed)).isFalse();
    }

    @Test
    void takesNoKeyForAnAlgorithmOfAnotherKind() throws Exception {
        KeySet keys = keys(RSA, new OctetSequenceKeyGenerator(256).keyID("secret").generate());

        assertThat(keys.find(header("HS256", "rsa"))).isEmpty();
        assertThat(keys.find(header("ES256", "rsa"))).isEmpty();
        assertThat(keys.find(header("HS256", "secret"))).isEmpty();
        assertThat(keys.find(header("RS256", "rsa"))).isPresent();
    }

    @Test
    void leavesOutKeysThatDoNotSignOrAreTooShort() throws Exception {
        JWK encrypts = new RSAKey.Builder(RSA).keyUse(KeyUse.ENCRYPTION).build();
        JWK forOneAlgorithm = new RSAKey.Builder(RSA).algorithm(JWSAlgorithm.PS256).build();
        String weak =
                new JWKSet(rsa(2_048)).toString().replaceFirst("\"n\":\"[^\"]*\"", "\"n\":\"wQ\"");

        assertThat(keys(encrypts).isEmpty()).isTrue();
        assertThat(KeySet.parse(weak).isEmpty()).isTrue();
        assertThat(keys(forOneAlgorithm).find(header("RS256", "rsa"))).isEmpty();
        assertThat(keys(forOneAlgorithm).find(header("PS256", "rsa"))).isPresent();
    }

    @Test
    void takesATokenThatNamesNoKeyOnlyIfThereIsNoChoice() throws Exception {
        JWK other = new RSAKey.Builder(rsa(2_048)).keyID("other").build();

        assertThat(keys(RSA).find(header("RS256", null))).isPresent();
        assertThat(keys(RSA, other).find(header("RS256", null))).isEmpty();
        assertThat(keys(RSA, other).find(header("RS256", "other"))).isPresent();
    }

    private static KeySet keys(JWK... keys) throws ParseException {
        return KeySet.parse(new JWKSet(List.of(keys)).toString(false));
    }

    private static JWSHeader header(
            String algorithm, @org.jspecify.annotations.Nullable String key) {
        return new JWSHeader.Builder(JWSAlgorithm.parse(algorithm)).keyID(key).build();
    }

    private static JWSObject signed(JWSAlgorithm algorithm, String key, JWSSigner signer)
            throws JOSEException {
        JWSObject token =
                new JWSObject(
                        new JWSHeader.Builder(algorithm).keyID(key).build(), new Payload("{}"));
        token.sign(signer);
        return token;
    }

    private static JWSObject edwards(KeyPair pair, String payload)
            throws GeneralSecurityException, ParseException {
        String input =
                new JWSHeader.Builder(JWSAlgorithm.EdDSA).keyID("ed").build().toBase64URL()
                        + "."
                        + Base64URL.encode(payload);
        Signature signature = Signature.getInstance("Ed25519");
        signature.initSign(pair.getPrivate());
        signature.update(input.getBytes(US_ASCII));
        return JWSObject.parse(input + "." + Base64URL.encode(signature.sign()));
    }

    private static RSAKey rsa(int bits) {
        try {
            return new RSAKeyGenerator(bits).keyID("rsa").generate();
        } catch (JOSEException e) {
            throw new IllegalStateException(e);
        }
    }
}
