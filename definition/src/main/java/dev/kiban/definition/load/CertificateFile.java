package dev.kiban.definition.load;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.util.List;

/// Reads certificates from a PEM file.
final class CertificateFile {
    private static final int MAX_BYTES = 1 << 20;
    private static final int MAX_CERTIFICATES = 1_000;

    private CertificateFile() {}

    /// @throws IOException if it cannot be read
    /// @throws CertificateException if it is no file of certificates
    static List<X509Certificate> read(Path file) throws IOException, CertificateException {
        byte[] bytes;
        try (InputStream input = Files.newInputStream(file)) {
            bytes = input.readNBytes(MAX_BYTES + 1);
        }
        if (bytes.length > MAX_BYTES) {
            throw new CertificateException("it is larger than %d MiB".formatted(MAX_BYTES >> 20));
        }
        List<X509Certificate> certificates =
                CertificateFactory.getInstance("X.509")
                        .generateCertificates(new ByteArrayInputStream(bytes))
                        .stream()
                        .map(X509Certificate.class::cast)
                        .toList();
        if (certificates.isEmpty()) {
            throw new CertificateException("there is none in it");
        }
        if (certificates.size() > MAX_CERTIFICATES) {
            throw new CertificateException("there are more than " + MAX_CERTIFICATES);
        }
        return certificates;
    }
}
