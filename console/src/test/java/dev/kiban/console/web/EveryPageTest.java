package dev.kiban.console.web;

import static dev.kiban.console.web.Reading.found;
import static org.assertj.core.api.Assertions.assertThat;

import dev.kiban.console.FakeBoard;
import dev.kiban.console.FakeEntrance;
import dev.kiban.console.FakeProfiles;
import dev.kiban.runtime.telemetry.log.Log;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;

/// What people who use a keyboard, a screen reader or no script at all rely on, wherever they are.
class EveryPageTest {
    private static final ConsoleServer CONSOLE =
            ConsoleServer.start(
                    Listening.here(0),
                    FakeProfiles.ports(FakeBoard::everyState),
                    FakeEntrance.STRANGERS,
                    Log.of(EveryPageTest.class));
    private static final Reading READING = new Reading(CONSOLE);

    private static final List<String> KEYS =
            List.of("q", "kind", "state", "from", "to", "zone", "lang", "last", "quarter");

    static final List<String> PLACES =
            List.of("/", "/look-back", "/ledger", "/routes", "/paces", "/runs");

    static final List<String> PAGES =
            List.of(
                    "/",
                    "/services/a-overspent",
                    "/services/h-plain",
                    "/services/flowing",
                    "/look-back",
                    "/look-back?service=a-overspent",
                    "/look-back?service=h-plain",
                    "/ledger",
                    "/routes",
                    "/paces",
                    "/paces/a-paused",
                    "/paces/b-campaign",
                    "/paces/c-steered",
                    "/paces/d-unseen",
                    "/runs",
                    "/nowhere");

    @AfterAll
    static void close() {
        READING.close();
        CONSOLE.close();
    }

    @ParameterizedTest
    @FieldSource("PAGES")
    void hasOneTitleAndHeadingsInOrder(String path) {
        String page = READING.page(path);

        assertThat(found(page, "<title>([^<]+) · Kiban console</title>")).hasSize(1);
        assertThat(found(page, "<(h1)[ >]")).hasSize(1);
        List<Integer> levels = found(page, "<h([1-6])[ >]").stream().map(Integer::valueOf).toList();
        for (int i = 1; i < levels.size(); i++) {
            assertThat(levels.get(i)).isLessThanOrEqualTo(levels.get(i - 1) + 1);
        }
    }

    @ParameterizedTest
    @FieldSource("PAGES")
    void namesWhatCanBeFilledIn(String path) {
        String page = READING.page(path);

        assertThat(found(page, "<label[^>]* for=\"([^\"]+)\""))
                .containsExactlyInAnyOrderElementsOf(
                        found(
                                page,
                                "<(?:input|select)(?![^>]*type=\"hidden\")[^>]* id=\"([^\"]+)\""));
        assertThat(found(page, "<((?:input|select)(?![^>]*(?:type=\"hidden\"| id=))[^>]*)>"))
                .isEmpty();
    }

    @ParameterizedTest
    @FieldSource("PAGES")
    void hasNothingThatIsNamedTwice(String path) {
        String page = READING.page(path);

        assertThat(found(page, " id=\"([^\"]+)\"")).doesNotHaveDuplicates();
        assertThat(found(page, "<nav(?![^>]*aria-label=)([^>]*)>")).isEmpty();
        assertThat(found(page, "<nav[^>]* aria-label=\"([^\"]+)\"")).doesNotHaveDuplicates();
    }

    @ParameterizedTest
    @FieldSource("PAGES")
    void saysInWordsWhatIsDrawnAndWhatColumnsAre(String path) {
        String page = READING.page(path);

        // An SVG with a place of its own stands within another, which has the words.
        assertThat(found(page, "<svg(?![^>]*(?:aria-hidden=\"true\"|role=\"img\"| y=))([^>]*)>"))
                .isEmpty();
        assertThat(found(page, "<svg[^>]*role=\"img\"(?![^>]*aria-label=\"[^\"]+)([^>]*)>"))
                .isEmpty();
        assertThat(found(page, "<th(?![^>]* scope=\"(?:row|col)\")([ >])")).isEmpty();
    }

    @ParameterizedTest
    @FieldSource("PAGES")
    void letsReadersSkipToWhatTheyCameFor(String path) {
        assertThat(READING.page(path))
                .containsSubsequence(
                        "<html lang=\"en\"",
                        "href=\"#content\"",
                        "<header",
                        "<main id=\"content\"",
                        "<footer");
    }

    @ParameterizedTest
    @FieldSource("PAGES")
    void needsNoScriptOrStyleOfItsOwn(String path) {
        assertThat(READING.page(path))
                .doesNotContain("<style", "style=\"", "href=\"javascript:")
                .doesNotContainPattern("<script(?! src=\"/static/)")
                .doesNotContainPattern(" on[a-z]+=\"");
    }

    @ParameterizedTest
    @FieldSource("PLACES")
    void saysInTheHeaderWhereTheReaderIs(String path) {
        String header = found(READING.page(path), "(?s)<header(.*)</header>").getFirst();

        assertThat(found(header, "href=\"([^\"]+)\" aria-current=\"page\"")).containsExactly(path);
        assertThat(found(header, "href=\"([^\"]+)\" aria-current")).containsAll(PLACES);
    }

    @Test
    void isNoneOfThePlacesWhereThereIsNothing() {
        String page = READING.page("/nowhere");

        assertThat(found(page, "<header(?s:.*)aria-current=\"(page|true)\"(?s:.*)</header>"))
                .isEmpty();
        assertThat(page).contains("href=\"/?lang=ja\"");
    }

    @ParameterizedTest
    @FieldSource("PLACES")
    void staysInTheZoneThatWasChosen(String path) {
        String header =
                found(READING.page(path + "?zone=Asia%2FTokyo"), "(?s)<header(.*)</header>")
                        .getFirst();

        assertThat(found(header, "href=\"([^\"]+)\""))
                .allSatisfy(link -> assertThat(link).endsWith("?zone=Asia%2FTokyo"));
    }

    @ParameterizedTest
    @FieldSource("PAGES")
    void writesWhatAnAddressSaysAsText(String path) {
        for (String key : KEYS) {
            String join = path.contains("?") ? "&" : "?";
            assertThat(READING.page(path + join + key + "=" + Reading.HOSTILE_IN_ADDRESS))
                    .contains("<h1>")
                    .doesNotContain("<script>alert");
        }
    }
}
