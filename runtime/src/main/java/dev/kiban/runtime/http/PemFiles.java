package dev.kiban.runtime.http;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PrivateKey;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.Base64;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.net.ssl.KeyManager;
import javax.net.ssl.SSLContext;

/// Certificates and a key as files, for servers of the JDK, which read no PEM.
record PemFiles(Path certificates, Path key) {
    private static final Pattern KEY =
            Pattern.compile(
                    "-----BEGIN PRIVATE KEY-----([A-Za-z0-9+/=\\s]+)-----END PRIVATE KEY-----");

    /// @throws IllegalArgumentException if they cannot be used
    static SSLContext context(List<ServerTls.Own> own) {
        CertificateChoice choice =
                new CertificateChoice(
                        own.stream()
                                .map(one -> new PemFiles(one.certificates(), one.key()).read())
                                .toList());
        try {
            SSLContext context = SSLContext.getInstance("TLS");
            context.init(new KeyManager[] {choice}, null, null);
            return context;
        } catch (GeneralSecurityException e) {
            throw new IllegalArgumentException("cannot speak TLS: " + e.getMessage(), e);
        }
    }

    private CertificateChoice.Own read() {
        try {
            List<X509Certificate> chain = chain();
            return CertificateChoice.Own.of(
                    chain, key(chain.getFirst().getPublicKey().getAlgorithm()));
        } catch (IOException | GeneralSecurityException e) {
            throw new IllegalArgumentException(
                    "%s and %s cannot be used for TLS: %s"
                            .formatted(certificates, key, e.getMessage()),
                    e);
        }
    }

    private List<X509Certificate> chain() throws IOException, GeneralSecurityException {
        try (InputStream file = Files.newInputStream(certificates)) {
            List<X509Certificate> chain =
                    CertificateFactory.getInstance("X.509").generateCertificates(file).stream()
                            .map(X509Certificate.class::cast)
                            .toList();
            if (chain.isEmpty()) {
                throw new GeneralSecurityException(certificates + " has no certificate");
            }
            return chain;
        }
    }

    private PrivateKey key(String algorithm) throws IOException, GeneralSecurityException {
        Matcher pem = KEY.matcher(Files.readString(key));
        if (!pem.find()) {
            throw new GeneralSecurityException(key + " has no PKCS#8 key in PEM");
        }
        byte[] bytes = Base64.getMimeDecoder().decode(pem.group(1));
        return KeyFactory.getInstance(algorithm).generatePrivate(new PKCS8EncodedKeySpec(bytes));
    }
}
