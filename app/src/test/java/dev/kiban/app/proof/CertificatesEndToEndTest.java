package dev.kiban.app.proof;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpServer;
import dev.kiban.testkit.Authority;
import dev.kiban.testkit.Eventually;
import io.netty.pkitesting.CertificateBuilder;
import io.netty.pkitesting.X509Bundle;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpClient.Version;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.function.UnaryOperator;
import javax.net.ssl.SSLContext;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/// Workloads that show a certificate to a real gateway process, by both versions of HTTP.
final class CertificatesEndToEndTest {
    private static final String CHECKOUT = "spiffe://example.com/ns/shop/sa/checkout";
    private static final Authority SERVERS = new Authority("servers");
    private static final Authority WORKLOADS = new Authority("workloads");
    private static final Authority LATER = new Authority("later");

    @TempDir private static Path directory;

    private static HttpServer service;
    private static GatewayProcess gateway;

    @BeforeAll
    static void start(@TempDir Path own) throws IOException {
        service = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        service.createContext(
                "/",
                exchange -> {
                    String told =
                            "%s %s"
                                    .formatted(
                                            exchange.getRequestHeaders().getFirst("X-Kiban-Caller"),
                                            exchange.getRequestHeaders()
                                                    .getFirst("X-Kiban-Subject"));
                    byte[] body = told.getBytes(StandardCharsets.UTF_8);
                    exchange.sendResponseHeaders(200, body.length);
                    exchange.getResponseBody().write(body);
                    exchange.close();
                });
        service.start();
        X509Bundle certificate = SERVERS.issueToServer();
        Path chain = Files.writeString(own.resolve("own.pem"), certificate.getCertificatePathPEM());
        Path key = Files.writeString(own.resolve("own.key"), certificate.getPrivateKeyPEM());
        Files.writeString(directory.resolve("workloads.pem"), WORKLOADS.pem());
        Files.writeString(directory.resolve("all.yaml"), definitions());
        gateway =
                GatewayProcess.start(
                        directory, "--tls-cert", chain.toString(), "--tls-key", key.toString());
    }

    private static String definitions() {
        return """
               apiVersion: kiban.dev/v1
               kind: Team
               metadata: {name: proof}
               spec: {}
               ---
               apiVersion: kiban.dev/v1
               kind: Gateway
               metadata: {name: public}
               spec:
                 access:
                   clientCertificates:
                     trust: workloads.pem
                     workloads:
                       - {name: checkout, san: ["%s"]}
                       - {name: reports, san: [reports.internal]}
                   default: {allow: [checkout]}
               ---
               apiVersion: kiban.dev/v1
               kind: Service
               metadata: {name: shop}
               spec:
                 owner: proof
                 upstream: {protocol: http, addresses: ["127.0.0.1:%d"]}
                 gateway:
                   routes:
                     - http: {prefix: /guarded/}
                     - http: {prefix: /open/}
                       access: anyone
               """
                .formatted(CHECKOUT, service.getAddress().getPort());
    }

    @AfterAll
    static void stop() {
        gateway.close();
        service.stop(0);
    }

    @ParameterizedTest
    @EnumSource(Version.class)
    void letsAWorkloadInByItsCertificate(Version version) throws Exception {
        try (HttpClient client = client(SERVERS.client(issued(WORKLOADS, one -> one)), version)) {
            HttpResponse<String> answer = get(client, "/guarded/a", "X-Kiban-Subject", "admin");

            assertThat(answer.version()).isEqualTo(version);
            assertThat(answer.statusCode()).isEqualTo(200);
            assertThat(answer.body()).isEqualTo("checkout " + CHECKOUT);
            assertThat(get(client, "/open/a", "X-Kiban-Subject", "admin").body())
                    .isEqualTo("null null");
            assertThat(get(client, "/guarded/a", "Authorization", "Bearer of.a.user").body())
                    .isEqualTo("checkout " + CHECKOUT);
        }
    }

    @ParameterizedTest
    @EnumSource(Version.class)
    void servesClientsWithoutACertificateWhereAnybodyMayCall(Version version) throws Exception {
        try (HttpClient client = client(SERVERS.client(), version)) {
            assertThat(get(client, "/open/a").statusCode()).isEqualTo(200);
            assertThat(get(client, "/guarded/a").statusCode()).isEqualTo(401);
        }
    }

    @ParameterizedTest
    @EnumSource(Version.class)
    void tellsKnownFromUnknownAndFromOthers(Version version) throws Exception {
        X509Bundle nameless = WORKLOADS.issue(one -> one.subject("CN=" + CHECKOUT));
        X509Bundle other = WORKLOADS.issue(one -> one.addSanDnsName("reports.internal"));
        try (HttpClient unknown = client(SERVERS.client(nameless), version);
                HttpClient reports = client(SERVERS.client(other), version)) {
            HttpResponse<String> answer = get(unknown, "/guarded/a");

            assertThat(answer.statusCode()).isEqualTo(401);
            assertThat(answer.body()).contains("it is for no workload that is known here");
            assertThat(get(unknown, "/open/a").statusCode()).isEqualTo(200);
            assertThat(get(reports, "/guarded/a").statusCode()).isEqualTo(403);
        }
    }

    @ParameterizedTest
    @EnumSource(Version.class)
    void turnsAwayCertificatesThatProveNothing(Version version) {
        Instant yesterday = Instant.now().minus(Duration.ofDays(1));
        List<X509Bundle> certificates =
                List.of(
                        issued(new Authority("workloads"), one -> one),
                        issued(WORKLOADS, one -> one.notAfter(yesterday)),
                        issued(WORKLOADS, CertificateBuilder::addExtendedKeyUsageServerAuth));

        assertThat(certificates)
                .allSatisfy(
                        shown -> {
                            try (HttpClient client = client(SERVERS.client(shown), version)) {
                                assertThatThrownBy(() -> get(client, "/open/a"))
                                        .isInstanceOf(IOException.class);
                            }
                        });
    }

    @Test
    void believesOthersWhenTheFileOfAuthoritiesChanges() throws Exception {
        X509Bundle later = issued(LATER, one -> one);
        X509Bundle before = issued(WORKLOADS, one -> one);
        try (HttpClient connected = client(SERVERS.client(before), Version.HTTP_2)) {
            assertThat(get(connected, "/guarded/a").statusCode()).isEqualTo(200);

            Files.writeString(directory.resolve("workloads.pem"), LATER.pem());
            Eventually.passes(() -> assertThat(status(later, Version.HTTP_2)).isEqualTo(200));

            assertThat(get(connected, "/guarded/a").statusCode()).isEqualTo(401);
        } finally {
            Files.writeString(directory.resolve("workloads.pem"), WORKLOADS.pem());
        }
        Eventually.passes(() -> assertThat(status(before, Version.HTTP_1_1)).isEqualTo(200));
    }

    private static X509Bundle issued(Authority authority, UnaryOperator<CertificateBuilder> with) {
        return authority.issue(one -> with.apply(one.addSanUriName(URI.create(CHECKOUT))));
    }

    /// 0 if the gateway turns the certificate away.
    private static int status(X509Bundle shown, Version version) throws InterruptedException {
        try (HttpClient client = client(SERVERS.client(shown), version)) {
            return get(client, "/guarded/a").statusCode();
        } catch (IOException _) {
            return 0;
        }
    }

    private static HttpClient client(SSLContext tls, Version version) {
        return HttpClient.newBuilder().version(version).sslContext(tls).build();
    }

    private static HttpResponse<String> get(HttpClient client, String path, String... headers)
            throws IOException, InterruptedException {
        URI url = URI.create("https://localhost:%d%s".formatted(gateway.port(), path));
        HttpRequest.Builder request = HttpRequest.newBuilder(url);
        if (headers.length > 0) {
            request.headers(headers);
        }
        return client.send(request.build(), BodyHandlers.ofString());
    }
}
