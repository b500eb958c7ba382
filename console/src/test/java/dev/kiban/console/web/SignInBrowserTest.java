package dev.kiban.console.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.kiban.console.FakeBoard;
import dev.kiban.console.FakeDesk;
import dev.kiban.console.FakeEntrance;
import dev.kiban.console.FakeProfiles;
import dev.kiban.runtime.telemetry.log.Log;
import dev.kiban.testkit.Browser;
import dev.kiban.testkit.Chromium;
import dev.kiban.testkit.Chromium.Seen;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// From a page to a provider and back, in a real browser; and what another site can make it do.
class SignInBrowserTest {
    private static final Path PICTURES = Path.of("target/screenshots").toAbsolutePath();
    private static final String PAGE = "/services/f-fine";

    @TempDir private Path profile;
    private final FakeEntrance entrance = new FakeEntrance();
    private Optional<ConsoleServer> console = Optional.empty();

    @BeforeEach
    void needsABrowser() throws IOException {
        assumeTrue(Chromium.isThere(), "needs a browser: apt-get install chromium");
        Files.createDirectories(PICTURES);
    }

    @AfterEach
    void close() {
        console.ifPresent(ConsoleServer::close);
    }

    @Test
    void signsInAndComesBackToThePage() throws Exception {
        String page = start(entrance.signIns(new FakeDesk("/sign-in/done?code=good"))).toString();

        Seen seen = new Chromium(profile).open(page + PAGE);

        assertThat(seen.complaints()).isEmpty();
        assertThat(seen.dom())
                .contains("<b>amy@example.com</b>", "<h1>f-fine</h1>", "/services/f-fine/override");
        new Chromium(profile)
                .picture(page + PAGE, PICTURES.resolve("service-signed-in.png"), "1280,2200");
    }

    /// It knows even the token, which no other site can read.
    @Test
    void anotherSiteChangesNothingInABrowserOfOurs() throws Exception {
        URI site = start(entrance.developer());
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

    private URI start(ConsoleServer.Entrance who) {
        ConsoleServer started =
                ConsoleServer.start(
                        Listening.here(0),
                        FakeProfiles.ports(FakeBoard::everyState),
                        who,
                        Log.of(SignInBrowserTest.class));
        console = Optional.of(started);
        return URI.create("http://localhost:" + started.port());
    }
}
