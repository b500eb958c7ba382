package dev.kiban.testkit;

import io.netty.pkitesting.CertificateBuilder;
import io.netty.pkitesting.X509Bundle;
import java.security.cert.X509Certificate;
import java.util.function.UnaryOperator;
import javax.net.ssl.KeyManager;
import javax.net.ssl.SSLContext;

/// An authority that issues certificates.
public final class Authority {
    private final X509Bundle root;

    public Authority(String name) {
        try {
            this.root =
                    new CertificateBuilder()
                            .subject("CN=" + name)
                            .setIsCertificateAuthority(true)
                            .ecp256()
                            .buildSelfSigned();
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }

    /// Its own certificate.
    public X509Certificate certificate() {
        return root.getCertificate();
    }

    /// The same as PEM.
    public String pem() {
        return root.getCertificatePEM();
    }

    /// A certificate and its key.
    public X509Bundle issue(UnaryOperator<CertificateBuilder> with) {
        try {
            return with.apply(new CertificateBuilder().subject("CN=issued").ecp256())
                    .buildIssuedBy(root);
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }

    /// A certificate of this machine, for servers.
    public X509Bundle issueToServer() {
        return issue(
                certificate ->
                        certificate
                                .addSanDnsName("localhost")
                                .addSanIpAddress("127.0.0.1")
                                .addExtendedKeyUsageServerAuth());
    }

    /// What a client needs that trusts servers of this authority and shows nothing.
    public SSLContext client() {
        return client(new KeyManager[0]);
    }

    /// What a client needs that trusts servers of this authority and shows a certificate, whoever
    /// is asked for.
    public SSLContext client(X509Bundle shown) {
        return client(new KeyManager[] {new Insistent(shown)});
    }

    private SSLContext client(KeyManager[] keys) {
        try {
            SSLContext context = SSLContext.getInstance("TLS");
            context.init(keys, root.toTrustManagerFactory().getTrustManagers(), null);
            return context;
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }
}
