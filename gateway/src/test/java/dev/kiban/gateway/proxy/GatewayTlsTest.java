package dev.kiban.gateway.proxy;

import static dev.kiban.gateway.Snapshots.grpc;
import static dev.kiban.gateway.Snapshots.plan;
import static dev.kiban.gateway.Snapshots.shop;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.kiban.runtime.http.EdgeLimits;
import dev.kiban.runtime.http.ListenSettings;
import dev.kiban.runtime.http.ServerTls;
import dev.kiban.testkit.Authority;
import io.netty.pkitesting.X509Bundle;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.security.cert.CertificateFactory;
import java.util.Optional;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLException;
import javax.net.ssl.TrustManagerFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/// A gateway that has a certificate.
class GatewayTlsTest {
    @TempDir private Path files;

    @ParameterizedTest
    @EnumSource(HttpClient.Version.class)
    void speaksTls(HttpClient.Version version) throws Exception {
        ServerTls tls = new ServerTls(resource("localhost.pem"), resource("localhost.key"));
        ListenSettings listen =
                new ListenSettings("127.0.0.1", 0, Optional.of(tls), EdgeLimits.DEFAULT);
        try (GrpcShop shop = new GrpcShop();
                TestGateway gateway =
                        new TestGateway(plan(grpc("shop", shop(), shop.port())), listen);
                HttpClient client =
                        HttpClient.newBuilder().version(version).sslContext(trust()).build()) {
            URI uri = URI.create("https://localhost:%d/v1/items/7".formatted(gateway.port()));

            HttpResponse<String> response =
                    client.send(HttpRequest.newBuilder(uri).build(), BodyHandlers.ofString());

            assertThat(response.body()).contains("thing");
            assertThat(response.version()).isEqualTo(version);
            assertThat(shop.metadata("x-forwarded-proto")).isEqualTo("https");
        }
    }

    @Test
    void takesARenewedCertificateWithoutARestart() throws Exception {
        Authority before = new Authority("before");
        Authority after = new Authority("after");
        ServerTls tls = new ServerTls(files.resolve("own.pem"), files.resolve("own.key"));
        write(before.issueToServer(), tls);
        ListenSettings listen =
                new ListenSettings("127.0.0.1", 0, Optional.of(tls), EdgeLimits.DEFAULT);
        try (GrpcShop shop = new GrpcShop();
                TestGateway gateway =
                        new TestGateway(plan(grpc("shop", shop(), shop.port())), listen)) {
            assertThat(status(before, gateway)).isEqualTo(200);

            write(after.issueToServer(), tls);
            gateway.gateway().renewCertificate();

            assertThat(status(after, gateway)).isEqualTo(200);
            assertThatThrownBy(() -> status(before, gateway)).isInstanceOf(SSLException.class);
        }
    }

    private static void write(X509Bundle own, ServerTls tls) throws IOException {
        Files.writeString(tls.own().getFirst().certificates(), own.getCertificatePathPEM());
        Files.writeString(tls.own().getFirst().key(), own.getPrivateKeyPEM());
    }

    private static int status(Authority trusted, TestGateway gateway) throws Exception {
        URI uri = URI.create("https://localhost:%d/v1/items/7".formatted(gateway.port()));
        try (HttpClient client = HttpClient.newBuilder().sslContext(trusted.client()).build()) {
            return client.send(HttpRequest.newBuilder(uri).build(), BodyHandlers.discarding())
                    .statusCode();
        }
    }

    private static SSLContext trust() throws Exception {
        KeyStore store = KeyStore.getInstance("PKCS12");
        store.load(null, null);
        try (InputStream in = GatewayTlsTest.class.getResourceAsStream("localhost.pem")) {
            store.setCertificateEntry(
                    "test", CertificateFactory.getInstance("X.509").generateCertificate(in));
        }
        TrustManagerFactory factory = TrustManagerFactory.getInstance("PKIX");
        factory.init(store);
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(null, factory.getTrustManagers(), null);
        return context;
    }

    private static Path resource(String name) throws Exception {
        return Path.of(GatewayTlsTest.class.getResource(name).toURI());
    }
}
