package dev.kiban.console.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.kiban.access.oidc.OidcSettings;
import dev.kiban.access.oidc.SignIn;
import dev.kiban.console.FakeBoard;
import dev.kiban.console.FakeEntrance;
import dev.kiban.console.FakeProfiles;
import dev.kiban.console.OidcDesk;
import dev.kiban.runtime.telemetry.log.Log;
import dev.kiban.testkit.Browser;
import dev.kiban.testkit.Chromium;
import dev.kiban.testkit.Chromium.Seen;
import dev.kiban.testkit.Forgery;
import dev.kiban.testkit.OpenIdProvider;
import java.io.IOException;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.function.Function;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// From a page to a provider and back, in a real browser; and what another site can make it do.
class SignInBrowserTest {
    private static final Path PICTURES = Path.of("target/screenshots").toAbsolutePath();
    private static final String PAGE = "/services/f-fine";

    @TempDir private Path profile;
    private final OpenIdProvider provider = new OpenIdProvider(InstantSource.system());
    private final HttpClient client = HttpClient.newHttpClient();
    private final FakeEntrance entrance = new FakeEntrance();
    private URI site = URI.create("http://localhost");
    private Optional<ConsoleServer> console = Optional.empty();

    @BeforeEach
    void needsABrowser() throws IOException {
        assumeTrue(Chromium.isThere(), "needs a browser: apt-get install chromium");
        Files.createDirectories(PICTURES);
        provider.knows(
                Map.of(
                        "sub",
                        "00u1",
                        "email",
                        "amy@example.com",
                        "email_verified",
                        true,
                        "groups",
                        List.of("market-team")));
    }

    @AfterEach
    void close() {
        console.ifPresent(ConsoleServer::close);
        client.close();
        provider.close();
    }

    @Test
    void signsInAndComesBackToThePage() throws Exception {
        start(this::signIns);

        Seen page = new Chromium(profile).open(site.resolve(PAGE).toString());

        assertThat(page.complaints()).isEmpty();
        assertThat(page.dom())
                .contains("<b>amy@example.com</b>", "<h1>f-fine</h1>", "/services/f-fine/override");
        new Chromium(profile)
                .picture(
                        site.resolve(PAGE).toString(),
                        PICTURES.resolve("service-signed-in.png"),
                        "1280,2200");
    }

    @Test
    void letsNobodyInWithAForgedToken() throws Exception {
        start(this::signIns);
        provider.forge(Forgery.OTHER_KEY);

        assertThat(new Chromium(profile).open(site.resolve(PAGE).toString()).dom())
                .contains("You could not be signed in.")
                .doesNotContain("amy@example.com");
    }

    /// It knows even the token, which no other site can read.
    @Test
    void anotherSiteChangesNothingInABrowserOfOurs() throws Exception {
        start(_ -> entrance.developer());
        String token;
        try (Browser own = new Browser(site)) {
            token = own.token(PAGE);
        }
        Path trap = profile.resolve("trap.html");
        Files.writeString(
                trap,
                """
                <form method="post" action="%s">
                <input name="token" value="%s"><input name="reason" value="x"><input name="for" value="PT1H">
                </form><script>document.forms[0].submit()</script>
                """
                        .formatted(site.resolve(PAGE + "/override"), token));

        Seen seen = new Chromium(profile).open(trap.toUri().toString());

        assertThat(seen.dom()).contains("This form was not sent by a page of ours.");
        assertThat(entrance.done()).isEmpty();
    }

    private ConsoleServer.Entrance signIns(URI own) {
        OidcSettings settings =
                new OidcSettings(
                        provider.issuer(),
                        new OidcSettings.Client(OpenIdProvider.CLIENT, OpenIdProvider.SECRET),
                        own.resolve("/sign-in/done"),
                        new OidcSettings.Asking("openid email", "groups"));
        return entrance.signIns(
                new OidcDesk(new SignIn(settings, client, InstantSource.system(), new Random(17))));
    }

    private void start(Function<URI, ConsoleServer.Entrance> entranceOf) throws IOException {
        int port = freePort();
        site = URI.create("http://localhost:" + port);
        console =
                Optional.of(
                        ConsoleServer.start(
                                new Listening(
                                        "127.0.0.1", port, Optional.of(site), Optional.empty()),
                                FakeProfiles.ports(FakeBoard::everyState),
                                entranceOf.apply(site),
                                Log.of(SignInBrowserTest.class)));
    }

    /// The provider sends browsers back to an address that is known before we listen there.
    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0)) {
            return socket.getLocalPort();
        }
    }
}
