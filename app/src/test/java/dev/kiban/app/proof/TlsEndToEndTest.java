package dev.kiban.app.proof;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.kiban.testkit.Authority;
import dev.kiban.testkit.Eventually;
import io.netty.pkitesting.X509Bundle;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.cert.X509Certificate;
import java.util.HexFormat;
import java.util.List;
import javax.net.ssl.SNIHostName;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLSocket;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// TLS of a real gateway process: names, versions, and certificates that change.
final class TlsEndToEndTest {
    private static final Authority AUTHORITY = new Authority("tls");

    @TempDir private static Path directory;

    private static LegacyServer legacy;
    private static GatewayProcess gateway;
    private static Path certificates;

    @BeforeAll
    static void start(@TempDir Path own) throws IOException {
        certificates = own;
        legacy = new LegacyServer();
        legacy.define(directory);
        issue("shop", "shop.example");
        issue("wild", "*.wild.example");
        gateway =
                GatewayProcess.start(
                        directory,
                        "--tls-cert",
                        own.resolve("shop.pem").toString(),
                        "--tls-key",
                        own.resolve("shop.key").toString(),
                        "--tls-cert",
                        own.resolve("wild.pem").toString(),
                        "--tls-key",
                        own.resolve("wild.key").toString());
    }

    @AfterAll
    static void stop() {
        gateway.close();
        legacy.close();
    }

    @ParameterizedTest
    @CsvSource({
        "shop.example, TLSv1.3, shop",
        "api.wild.example, TLSv1.3, wild",
        "api.wild.example, TLSv1.2, wild",
        "unknown.example, TLSv1.2, shop"
    })
    void servesByTheCertificateOfTheName(String name, String version, String shown)
            throws IOException {
        try (SSLSocket socket = connect(name, version)) {
            socket.startHandshake();

            assertThat(shownOn(socket)).isEqualTo(shown);
            assertThat(status(socket)).startsWith("HTTP/1.1 200");
        }
    }

    /// The JDK speaks nothing before TLS 1.2, so the greeting is written by hand.
    @ParameterizedTest
    @CsvSource({"0300", "0301", "0302"})
    void refusesVersionsThatAreTooOld(String version) throws IOException {
        String random = "01".repeat(32);
        byte[] hello =
                HexFormat.of()
                        .parseHex("160301002f0100002b" + version + random + "000004c009002f0100");
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), gateway.port())) {
            socket.getOutputStream().write(hello);

            byte[] answer = socket.getInputStream().readAllBytes();

            // A fatal alert: protocol_version.
            assertThat(HexFormat.of().formatHex(answer)).matches("15030[0-3]00020246");
        }
    }

    /// Each would cost us a handshake, and the client next to nothing.
    @Test
    void shakesHandsOnceForAConnection() throws IOException {
        try (SSLSocket socket = connect("shop.example", "TLSv1.2")) {
            socket.setSoTimeout(20_000);
            socket.startHandshake();
            assertThat(status(socket)).startsWith("HTTP/1.1 200");

            assertThatThrownBy(
                            () -> {
                                socket.startHandshake();
                                status(socket);
                            })
                    .isInstanceOf(IOException.class);
        }
    }

    @Test
    void takesARenewedCertificateOfOneName() throws IOException {
        String before = serialOf("api.wild.example");
        String other = serialOf("shop.example");

        issue("wild", "*.wild.example");

        Eventually.passes(() -> assertThat(serialOf("api.wild.example")).isNotEqualTo(before));
        assertThat(serialOf("shop.example")).isEqualTo(other);
    }

    private static void issue(String file, String name) throws IOException {
        X509Bundle issued = AUTHORITY.issueTo(name, one -> one.subject("CN=" + file));
        Files.writeString(certificates.resolve(file + ".pem"), issued.getCertificatePathPEM());
        Files.writeString(certificates.resolve(file + ".key"), issued.getPrivateKeyPEM());
    }

    private static SSLSocket connect(String name, String version) throws IOException {
        SSLSocket socket =
                (SSLSocket)
                        AUTHORITY
                                .client()
                                .getSocketFactory()
                                .createSocket(InetAddress.getLoopbackAddress(), gateway.port());
        SSLParameters parameters = socket.getSSLParameters();
        parameters.setProtocols(new String[] {version});
        parameters.setServerNames(List.of(new SNIHostName(name)));
        socket.setSSLParameters(parameters);
        return socket;
    }

    private static String serialOf(String name) {
        try (SSLSocket socket = connect(name, "TLSv1.3")) {
            socket.startHandshake();
            return certificate(socket).getSerialNumber().toString();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String shownOn(SSLSocket socket) throws IOException {
        return certificate(socket).getSubjectX500Principal().getName().substring("CN=".length());
    }

    private static X509Certificate certificate(SSLSocket socket) throws IOException {
        return (X509Certificate) socket.getSession().getPeerCertificates()[0];
    }

    private static String status(SSLSocket socket) throws IOException {
        socket.getOutputStream().write(Request.get("/legacy/ok/tls").bytes());
        InputStream in = socket.getInputStream();
        StringBuilder line = new StringBuilder();
        for (int next = in.read(); next != '\r'; next = in.read()) {
            if (next < 0) {
                throw new IOException("closed");
            }
            line.append((char) next);
        }
        in.skipNBytes(in.available());
        return line.toString();
    }
}
