package dev.kiban.runtime.http;

import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.ClientAuth;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.http.HttpVersion;
import io.vertx.core.net.PemKeyCertOptions;
import io.vertx.core.net.PemTrustOptions;
import io.vertx.core.net.ServerSSLOptions;
import java.security.cert.CertificateEncodingException;
import java.security.cert.X509Certificate;
import java.util.Base64;
import java.util.List;

/// How a listener proves who it is, and whom it asks, in the words of Vert.x.
final class TlsOptions {
    private TlsOptions() {}

    /// For a server that is to listen.
    static void set(HttpServerOptions options, ServerTls tls) {
        options.setSsl(true)
                .setUseAlpn(true)
                .setAlpnVersions(List.of(HttpVersion.HTTP_2, HttpVersion.HTTP_1_1))
                .setKeyCertOptions(own(tls));
        if (!tls.clientAuthorities().isEmpty()) {
            options.setTrustOptions(trust(tls)).setClientAuth(ClientAuth.REQUEST);
        }
    }

    /// For one that listens.
    static ServerSSLOptions of(ServerTls tls) {
        ServerSSLOptions options =
                new ServerSSLOptions()
                        .setUseAlpn(true)
                        .setApplicationLayerProtocols(
                                List.of(
                                        HttpVersion.HTTP_2.alpnName(),
                                        HttpVersion.HTTP_1_1.alpnName()))
                        .setKeyCertOptions(own(tls));
        if (!tls.clientAuthorities().isEmpty()) {
            options.setTrustOptions(trust(tls)).setClientAuth(ClientAuth.REQUEST);
        }
        return options;
    }

    private static PemKeyCertOptions own(ServerTls tls) {
        return new PemKeyCertOptions()
                .setCertPath(tls.certificates().toString())
                .setKeyPath(tls.key().toString());
    }

    private static PemTrustOptions trust(ServerTls tls) {
        PemTrustOptions trust = new PemTrustOptions();
        tls.clientAuthorities().forEach(authority -> trust.addCertValue(pem(authority)));
        return trust;
    }

    private static Buffer pem(X509Certificate certificate) {
        try {
            return Buffer.buffer(
                    "-----BEGIN CERTIFICATE-----\n%s\n-----END CERTIFICATE-----\n"
                            .formatted(
                                    Base64.getMimeEncoder(64, new byte[] {'\n'})
                                            .encodeToString(certificate.getEncoded())));
        } catch (CertificateEncodingException e) {
            throw new TransportFault("a certificate that was read cannot be written", e);
        }
    }
}
