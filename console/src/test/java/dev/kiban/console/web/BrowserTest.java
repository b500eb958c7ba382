package dev.kiban.console.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.kiban.console.FakeBoard;
import dev.kiban.console.FakeEntrance;
import dev.kiban.console.FakeProfiles;
import dev.kiban.runtime.telemetry.log.Log;
import dev.kiban.testkit.Chromium;
import dev.kiban.testkit.Chromium.Seen;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The pages in a real browser. Pictures of them are in `target/screenshots`.
class BrowserTest {
    private static final Path PICTURES = Path.of("target/screenshots").toAbsolutePath();
    private static final String MANY = "1280,1200";

    @TempDir private Path profile;
    private final ConsoleServer console =
            ConsoleServer.start(
                    Listening.here(0),
                    FakeProfiles.ports(FakeBoard::everyState),
                    FakeEntrance.STRANGERS,
                    Log.of(BrowserTest.class));

    @BeforeEach
    void needsABrowser() throws IOException {
        assumeTrue(Chromium.isThere(), "needs a browser: apt-get install chromium");
        Files.createDirectories(PICTURES);
    }

    @AfterEach
    void close() {
        console.close();
    }

    @Test
    void opensWithoutAComplaintOfTheBrowser() throws Exception {
        Seen board = new Chromium(profile).open(at("/"));

        assertThat(board.complaints()).isEmpty();
        assertThat(board.dom()).contains("a-overspent", "</table>");
    }

    @Test
    void hearsWhatABrowserComplainsOf() throws Exception {
        Seen broken =
                new Chromium(profile).open("data:text/html,<script>console.error('no')</script>");

        assertThat(broken.complaints()).isNotEmpty();
    }

    @Test
    void switchesLanguageAndThemeAndStays() throws Exception {
        Chromium browser = new Chromium(profile);

        assertThat(browser.open(at("/?lang=ja")).dom()).contains("<html lang=\"ja\"");
        assertThat(browser.open(at("/?theme=dark")).dom())
                .contains("<html lang=\"ja\" data-theme=\"dark\"");
    }

    @Test
    void looksAsPicturesShow() throws Exception {
        Chromium browser = new Chromium(profile);

        assertThat(picture(browser, "/", "board-light", "1280,900")).isEmpty();
        assertThat(picture(browser, "/?theme=dark", "board-dark", "1280,900")).isEmpty();
        assertThat(picture(browser, "/?lang=ja&theme=light", "board-japanese", "1280,900"))
                .isEmpty();
        assertThat(picture(browser, "/?lang=en", "board-narrow", "500,1000")).isEmpty();
        assertThat(PICTURES.resolve("board-light.png")).isNotEmptyFile();
        assertThat(Files.readAllBytes(PICTURES.resolve("board-light.png")))
                .isNotEqualTo(Files.readAllBytes(PICTURES.resolve("board-dark.png")));
    }

    @Test
    void drawsTheChartsOfAService() throws Exception {
        Seen page = new Chromium(profile).open(at("/services/a-overspent"));

        assertThat(page.complaints()).isEmpty();
        assertThat(page.dom())
                .contains("class=\"line budget\" d=\"M", "class=\"line p99\" d=\"M")
                .contains("class=\"gap\"", "class=\"event\"");
    }

    @Test
    void aServiceLooksAsPicturesShow() throws Exception {
        Chromium browser = new Chromium(profile);
        String page = "/services/a-overspent";

        assertThat(picture(browser, page, "service-light", "1280,2200")).isEmpty();
        assertThat(picture(browser, page + "?theme=dark", "service-dark", "1280,2200")).isEmpty();
        assertThat(
                        picture(
                                browser,
                                page + "?lang=ja&theme=light&last=7d",
                                "service-japanese",
                                "1280,2200"))
                .isEmpty();
        assertThat(picture(browser, page + "?lang=en", "service-narrow", "500,2600")).isEmpty();
        assertThat(PICTURES.resolve("service-narrow.png")).isNotEmptyFile();
    }

    @Test
    void aLookBackLooksAsPicturesShow() throws Exception {
        Chromium browser = new Chromium(profile);
        String page = "/look-back?service=a-overspent&quarter=2026Q3";

        assertThat(picture(browser, page, "look-back-light", "1280,1100")).isEmpty();
        assertThat(picture(browser, page + "&theme=dark", "look-back-dark", "1280,1100")).isEmpty();
        assertThat(
                        picture(
                                browser,
                                page + "&lang=ja&theme=light",
                                "look-back-japanese",
                                "1280,1100"))
                .isEmpty();
        assertThat(picture(browser, page + "&lang=en", "look-back-narrow", "500,1500")).isEmpty();
        assertThat(picture(browser, "/look-back", "look-back-choice", "1280,900")).isEmpty();
        assertThat(PICTURES.resolve("look-back-choice.png")).isNotEmptyFile();
    }

    @Test
    void theLedgerLooksAsPicturesShow() throws Exception {
        Chromium browser = new Chromium(profile);

        assertThat(picture(browser, "/ledger", "ledger-light", "1280,900")).isEmpty();
        assertThat(
                        picture(
                                browser,
                                "/ledger?theme=dark&lang=ja&kind=gate",
                                "ledger-japanese-dark",
                                "1280,900"))
                .isEmpty();
        assertThat(picture(browser, "/ledger?theme=light&lang=en", "ledger-narrow", "500,1200"))
                .isEmpty();
        assertThat(PICTURES.resolve("ledger-narrow.png")).isNotEmptyFile();
    }

    @Test
    void theRoutesLookAsPicturesShow() throws Exception {
        Chromium browser = new Chromium(profile);

        assertThat(picture(browser, "/routes", "routes-light", "1280,900")).isEmpty();
        assertThat(
                        picture(
                                browser,
                                "/routes?theme=dark&lang=ja",
                                "routes-japanese-dark",
                                "1280,900"))
                .isEmpty();
        assertThat(picture(browser, "/routes?theme=light&lang=en", "routes-narrow", "500,1000"))
                .isEmpty();
        assertThat(PICTURES.resolve("routes-narrow.png")).isNotEmptyFile();
    }

    @Test
    void pacesAndJobsLookAsPicturesShow() throws Exception {
        Chromium browser = new Chromium(profile);

        assertThat(picture(browser, "/paces", "paces-light", "1280,900")).isEmpty();
        assertThat(picture(browser, "/paces/c-steered", "pace-light", "1280,1800")).isEmpty();
        assertThat(
                        picture(
                                browser,
                                "/paces/b-campaign?theme=dark&lang=ja",
                                "pace-japanese-dark",
                                "1280,1400"))
                .isEmpty();
        assertThat(picture(browser, "/runs?theme=light&lang=en", "runs-light", "1280,900"))
                .isEmpty();
        assertThat(picture(browser, "/paces", "paces-narrow", "500,1000")).isEmpty();
        assertThat(PICTURES.resolve("paces-narrow.png")).isNotEmptyFile();
    }

    @Test
    void staysUsableWithAThousandServices() throws Exception {
        try (ConsoleServer large =
                ConsoleServer.start(
                        Listening.here(0),
                        FakeProfiles.ports(() -> FakeBoard.many(1_000)),
                        FakeEntrance.STRANGERS,
                        Log.of(BrowserTest.class))) {
            String url = "http://localhost:%d/".formatted(large.port());

            Seen board = new Chromium(profile).open(url);

            assertThat(board.complaints()).isEmpty();
            assertThat(board.dom()).contains("1–100 of 1,000");
            new Chromium(profile).picture(url, PICTURES.resolve("board-1000.png"), MANY);
            assertThat(PICTURES.resolve("board-1000.png")).isNotEmptyFile();
        }
    }

    private Iterable<String> picture(Chromium browser, String path, String name, String size)
            throws IOException, InterruptedException {
        return browser.picture(at(path), PICTURES.resolve(name + ".png"), size).complaints();
    }

    private String at(String path) {
        return "http://localhost:%d%s".formatted(console.port(), path);
    }
}
