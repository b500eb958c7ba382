package dev.kiban.testkit;

import io.netty.pkitesting.CertificateBuilder;
import io.netty.pkitesting.X509Bundle;
import java.nio.charset.StandardCharsets;
import java.security.cert.X509Certificate;
import java.util.function.UnaryOperator;
import javax.net.ssl.KeyManager;
import javax.net.ssl.SSLContext;

/// An authority that issues certificates.
public final class Authority {
    /// `subjectAltName` (RFC 5280, 4.2.1.6), and what it is made of.
    private static final String NAMES = "2.5.29.17";

    private static final byte SEQUENCE = 0x30;
    private static final byte DNS_NAME = (byte) 0x82;

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

    /// A certificate for one name, which may begin with `*.`.
    public X509Bundle issueTo(String name, UnaryOperator<CertificateBuilder> with) {
        byte[] text = name.getBytes(StandardCharsets.US_ASCII);
        byte[] names = new byte[text.length + 4];
        names[0] = SEQUENCE;
        names[1] = (byte) (text.length + 2);
        names[2] = DNS_NAME;
        names[3] = (byte) text.length;
        System.arraycopy(text, 0, names, 4, text.length);
        return issue(one -> with.apply(one).addExtensionOctetString(NAMES, false, names));
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
