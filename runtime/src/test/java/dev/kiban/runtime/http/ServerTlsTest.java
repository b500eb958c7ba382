package dev.kiban.runtime.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsServer;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.URISyntaxException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.security.cert.CertificateFactory;
import java.util.Objects;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLHandshakeException;
import javax.net.ssl.TrustManagerFactory;
import org.junit.jupiter.api.Test;

/// The files of a certificate, for a server of the JDK.
class ServerTlsTest {
    @Test
    void servesByTheCertificateOfTheFiles() throws Exception {
        ServerTls tls = new ServerTls(resource("localhost.pem"), resource("localhost.key"));
        HttpsServer server =
                HttpsServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.setHttpsConfigurator(new HttpsConfigurator(tls.context()));
        server.createContext(
                "/",
                exchange -> {
                    exchange.sendResponseHeaders(204, -1);
                    exchange.close();
                });
        server.start();
        URI url = URI.create("https://localhost:%d/".formatted(server.getAddress().getPort()));

        try (HttpClient trusting = HttpClient.newBuilder().sslContext(trusting()).build();
                HttpClient strict = HttpClient.newHttpClient()) {
            HttpRequest request = HttpRequest.newBuilder(url).build();
            assertThat(trusting.send(request, BodyHandlers.discarding()).statusCode())
                    .isEqualTo(204);
            assertThatThrownBy(() -> strict.send(request, BodyHandlers.discarding()))
                    .isInstanceOf(SSLHandshakeException.class);
        } finally {
            server.stop(0);
        }
    }

    @Test
    void saysWhichFilesCannotBeUsed() throws Exception {
        Path certificate = resource("localhost.pem");
        Path key = resource("localhost.key");

        assertThatThrownBy(() -> new ServerTls(certificate, certificate).context())
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("has no PKCS#8 key in PEM");
        assertThatThrownBy(() -> new ServerTls(key, key).context())
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("cannot be used for TLS");
        assertThatThrownBy(() -> new ServerTls(Path.of("none.pem"), key).context())
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("none.pem");
    }

    private static SSLContext trusting() throws Exception {
        KeyStore store = KeyStore.getInstance("PKCS12");
        store.load(null, null);
        try (InputStream file = Files.newInputStream(resource("localhost.pem"))) {
            store.setCertificateEntry(
                    "own", CertificateFactory.getInstance("X.509").generateCertificate(file));
        }
        TrustManagerFactory trust =
                TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        trust.init(store);
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(null, trust.getTrustManagers(), null);
        return context;
    }

    private static Path resource(String name) throws URISyntaxException {
        return Path.of(Objects.requireNonNull(ServerTlsTest.class.getResource(name), name).toURI());
    }
}
