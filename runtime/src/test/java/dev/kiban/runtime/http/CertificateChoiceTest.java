package dev.kiban.runtime.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.kiban.testkit.Authority;
import io.netty.pkitesting.CertificateBuilder;
import io.netty.pkitesting.X509Bundle;
import java.io.IOException;
import java.net.InetAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;
import javax.net.ssl.SNIHostName;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLSocket;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Which certificate clients see that ask for names.
class CertificateChoiceTest {
    private static final Authority AUTHORITY = new Authority("names");

    @TempDir private static Path files;

    private static LoopbackServer server;

    @BeforeAll
    static void start() throws IOException {
        List<ServerTls.Own> own = new ArrayList<>();
        own.add(issue("first", "first.example", one -> one));
        own.add(issue("wild", "*.shop.example", one -> one));
        own.add(issue("exact", "www.shop.example", one -> one));
        own.add(issue("new", "both.example", one -> one));
        own.add(issue("old", "both.example", one -> one.rsa2048()));
        ServerTls tls = new ServerTls(own, List.of());
        server =
                new LoopbackServer(
                        new ListenSettings("127.0.0.1", 0, Optional.of(tls), EdgeLimits.DEFAULT),
                        exchange -> exchange.end());
    }

    @AfterAll
    static void stop() {
        server.close();
    }

    @ParameterizedTest
    @CsvSource({
        "first.example, first",
        "www.shop.example, exact",
        "WWW.Shop.Example, exact",
        "api.shop.example, wild",
        "a.api.shop.example, first",
        "shop.example, first",
        "unknown.example, first",
        "both.example, new",
        "'', first"
    })
    void showsTheOneForTheNameThatIsAskedFor(String name, String shown) throws IOException {
        assertThat(shownTo(name, "TLSv1.3")).isEqualTo("CN=" + shown);
        assertThat(shownTo(name, "TLSv1.2")).isEqualTo("CN=" + shown);
    }

    /// While clients learn a new kind of key, there are two for a name.
    @Test
    void showsOneThatTheClientCanUse() throws IOException {
        assertThat(shownTo("both.example", "TLSv1.2", "TLS_ECDHE_RSA_WITH_AES_128_GCM_SHA256"))
                .isEqualTo("CN=old");
    }

    @Test
    void refusesAKeyOfAnotherCertificate() throws IOException {
        ServerTls.Own one = issue("one", "one.example", same -> same);
        ServerTls.Own other = issue("other", "other.example", same -> same);
        ServerTls mixed = new ServerTls(one.certificates(), other.key());

        assertThatThrownBy(mixed::context)
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("the key is not that of the certificate");
        assertThatThrownBy(
                        () ->
                                new LoopbackServer(
                                        new ListenSettings(
                                                "127.0.0.1",
                                                0,
                                                Optional.of(mixed),
                                                EdgeLimits.DEFAULT),
                                        exchange -> exchange.end()))
                .isInstanceOf(TransportFault.class)
                .hasMessageContaining("the key is not that of the certificate");
    }

    private static ServerTls.Own issue(
            String name, String host, UnaryOperator<CertificateBuilder> with) throws IOException {
        X509Bundle issued = AUTHORITY.issueTo(host, one -> with.apply(one.subject("CN=" + name)));
        return new ServerTls.Own(
                Files.writeString(files.resolve(name + ".pem"), issued.getCertificatePathPEM()),
                Files.writeString(files.resolve(name + ".key"), issued.getPrivateKeyPEM()));
    }

    private static String shownTo(String name, String version, String... ciphers)
            throws IOException {
        try (SSLSocket socket =
                (SSLSocket)
                        AUTHORITY
                                .client()
                                .getSocketFactory()
                                .createSocket(InetAddress.getLoopbackAddress(), server.port())) {
            SSLParameters parameters = socket.getSSLParameters();
            parameters.setProtocols(new String[] {version});
            if (ciphers.length > 0) {
                parameters.setCipherSuites(ciphers);
            }
            parameters.setServerNames(name.isEmpty() ? List.of() : List.of(new SNIHostName(name)));
            socket.setSSLParameters(parameters);
            socket.startHandshake();
            X509Certificate shown = (X509Certificate) socket.getSession().getPeerCertificates()[0];
            return shown.getSubjectX500Principal().getName();
        }
    }
}
