package dev.kiban.app.local;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kiban.definition.Address;
import dev.kiban.definition.Definitions;
import dev.kiban.definition.Loaded;
import dev.kiban.definition.load.DefinitionLoader;
import dev.kiban.kernel.ServiceName;
import dev.kiban.testkit.Eventually;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LocalServicesTest {
    private static final Duration LONG = Duration.ofSeconds(60);
    private static final ServiceName SHOP = new ServiceName("shop");

    /// Listens on the port given, and says so.
    private static final String SERVER =
            """
            void main(String[] args) throws Exception {
                var server = new java.net.ServerSocket(Integer.parseInt(args[0]));
                IO.println("listening");
                while (true) {
                    server.accept().close();
                }
            }
            """;

    @TempDir private Path folder;

    private final List<String> output = Collections.synchronizedList(new ArrayList<>());
    private final List<LocalServices> opened = new ArrayList<>();

    @AfterEach
    void close() {
        opened.forEach(LocalServices::close);
    }

    @Test
    void isReadyWhenItListens() throws Exception {
        Files.writeString(folder.resolve("Server.java"), SERVER);
        int port = freePort();
        LocalServices services = services("[java, Server.java, '%d']".formatted(port), port);

        services.start();
        Readiness readiness = services.awaitReady(LONG);

        assertThat(readiness).isInstanceOf(Readiness.Ready.class);
        assertThat(services.busyAddresses()).containsKey(SHOP);
        services.close();
        assertThat(services.busyAddresses()).isEmpty();
    }

    @Test
    void namesAddressesThatAreTaken() throws Exception {
        try (ServerSocket other = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            LocalServices services = services("[sleep, '60']", other.getLocalPort());

            assertThat(services.busyAddresses())
                    .containsEntry(SHOP, new Address("127.0.0.1", other.getLocalPort()));
        }
    }

    @Test
    void saysWhatAServiceWroteThatEndedBeforeItWasReady() throws Exception {
        LocalServices services = services("[sh, -c, 'echo oh no; exit 3']", freePort());

        services.start();

        assertThat(services.awaitReady(LONG))
                .isEqualTo(
                        new Readiness.Failed(
                                SHOP,
                                "ended with exit code 3 before it was ready",
                                List.of("oh no")));
    }

    @Test
    void saysWhenThereIsNoSuchProgram() throws Exception {
        LocalServices services = services("[no-such-program]", freePort());

        services.start();

        assertThat(services.awaitReady(LONG))
                .isInstanceOfSatisfying(
                        Readiness.Failed.class,
                        failed ->
                                assertThat(failed.why())
                                        .startsWith(
                                                "ended with exit code 127 (no such program: 'no-such-program')"));
    }

    @Test
    void saysWhenAServiceNeverListens() throws Exception {
        int port = freePort();
        LocalServices services = services("[sleep, '60']", port);

        services.start();

        assertThat(services.awaitReady(Duration.ZERO))
                .isEqualTo(
                        new Readiness.Failed(
                                SHOP,
                                "does not listen at [127.0.0.1:%d]".formatted(port),
                                List.of()));
    }

    @Test
    void startsAgainWhatEndedByItself() throws Exception {
        Path already = folder.resolve("already");
        LocalServices services =
                worker(
                        "[sh, -c, 'if [ -e already ]; then echo second; exec sleep 60; fi; touch already; echo first; read x <wait']");
        new ProcessBuilder("mkfifo", folder.resolve("wait").toString()).start().waitFor();

        services.start();
        assertThat(services.awaitReady(LONG)).isInstanceOf(Readiness.Ready.class);
        Eventually.passes(() -> assertThat(output).contains("shop: first"));
        assertThat(already).exists();
        Files.writeString(folder.resolve("wait"), "now\n");

        Eventually.passes(
                () ->
                        assertThat(output)
                                .contains(
                                        "shop: ended with exit code 0; starting it again in 0.5 s",
                                        "shop: second"));
    }

    private LocalServices services(String command, int port) throws IOException {
        return open(
                """
                  upstream: {protocol: http, addresses: ["127.0.0.1:%d"]}
                  gateway: {routes: [{http: {prefix: /shop/, upstreamPrefix: /}, access: anyone}]}
                  local: {command: %s}
                """
                        .formatted(port, command));
    }

    private LocalServices worker(String command) throws IOException {
        return open("  local: {command: %s}%n".formatted(command));
    }

    private LocalServices open(String rest) throws IOException {
        Files.writeString(
                folder.resolve("shop.yaml"),
                """
                apiVersion: kiban.dev/v1
                kind: Team
                metadata: {name: shop-team}
                spec: {displayName: Shop team}
                ---
                apiVersion: kiban.dev/v1
                kind: Service
                metadata: {name: shop}
                spec:
                  owner: shop-team
                """
                        + rest);
        LocalServices services =
                LocalServices.of(
                        load().services(),
                        (name, line) -> output.add(name + ": " + line),
                        InstantSource.system());
        opened.add(services);
        return services;
    }

    private Definitions load() {
        return switch (new DefinitionLoader().load(folder)) {
            case Loaded.Accepted(Definitions definitions) -> definitions;
            case Loaded.Rejected(var problems, _) -> throw new AssertionError(problems.toString());
        };
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0)) {
            return socket.getLocalPort();
        }
    }
}
