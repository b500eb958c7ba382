package dev.kiban.runtime.http;

import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.ClientAuth;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.http.HttpVersion;
import io.vertx.core.net.KeyCertOptions;
import io.vertx.core.net.PemKeyCertOptions;
import io.vertx.core.net.PemTrustOptions;
import io.vertx.core.net.ServerSSLOptions;
import java.security.cert.CertificateEncodingException;
import java.security.cert.X509Certificate;
import java.util.Base64;
import java.util.List;
import java.util.Set;
import javax.net.ssl.X509KeyManager;

/// How a listener proves who it is, and whom it asks, in the words of Vert.x.
final class TlsOptions {
    private static final Set<String> VERSIONS = Set.of("TLSv1.2", "TLSv1.3");

    private TlsOptions() {}

    /// For a server that is to listen.
    static void set(HttpServerOptions options, ServerTls tls, Vertx vertx) {
        options.setSsl(true)
                .setUseAlpn(true)
                .setAlpnVersions(List.of(HttpVersion.HTTP_2, HttpVersion.HTTP_1_1))
                .setEnabledSecureTransportProtocols(VERSIONS)
                .setKeyCertOptions(own(tls, vertx));
        if (!tls.clientAuthorities().isEmpty()) {
            options.setTrustOptions(trust(tls)).setClientAuth(ClientAuth.REQUEST);
        }
    }

    /// For one that listens.
    static ServerSSLOptions of(ServerTls tls, Vertx vertx) {
        ServerSSLOptions options =
                new ServerSSLOptions()
                        .setUseAlpn(true)
                        .setApplicationLayerProtocols(
                                List.of(
                                        HttpVersion.HTTP_2.alpnName(),
                                        HttpVersion.HTTP_1_1.alpnName()))
                        .setKeyCertOptions(own(tls, vertx));
        options.setEnabledSecureTransportProtocols(VERSIONS);
        if (!tls.clientAuthorities().isEmpty()) {
            options.setTrustOptions(trust(tls)).setClientAuth(ClientAuth.REQUEST);
        }
        return options;
    }

    private static KeyCertOptions own(ServerTls tls, Vertx vertx) {
        return KeyCertOptions.wrap(
                new CertificateChoice(tls.own().stream().map(one -> read(one, vertx)).toList()));
    }

    /// The library reads more kinds of keys than the JDK.
    private static CertificateChoice.Own read(ServerTls.Own own, Vertx vertx) {
        PemKeyCertOptions pem =
                new PemKeyCertOptions()
                        .setCertPath(own.certificates().toString())
                        .setKeyPath(own.key().toString());
        try {
            String alias = pem.loadKeyStore(vertx).aliases().nextElement();
            X509KeyManager keys =
                    (X509KeyManager) pem.getKeyManagerFactory(vertx).getKeyManagers()[0];
            return CertificateChoice.Own.of(
                    List.of(keys.getCertificateChain(alias)), keys.getPrivateKey(alias));
        } catch (Exception e) { // as the library declares it
            throw new TransportFault(
                    "%s and %s cannot be used for TLS: %s"
                            .formatted(own.certificates(), own.key(), e.getMessage()),
                    e);
        }
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
