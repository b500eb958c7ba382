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
import org.junit.jupiter.params.provider.ValueSource;

class LookBackPageTest {
    private static final ConsoleServer CONSOLE =
            ConsoleServer.start(
                    Listening.here(0),
                    FakeProfiles.ports(FakeBoard::everyState),
                    FakeEntrance.STRANGERS,
                    Log.of(LookBackPageTest.class));
    private static final Reading READING = new Reading(CONSOLE);
    private static final String SHOP = "/look-back?service=a-overspent&quarter=2026Q3";

    @AfterAll
    static void close() {
        READING.close();
        CONSOLE.close();
    }

    @Test
    void tellsWhereTheBudgetWent() {
        String page = READING.page(SHOP);

        assertThat(page)
                .contains("Q3 2026: Jul 1, 2026 to Sep 30, 2026, UTC")
                .contains("106.6%", "2,352 of 2,208,000")
                .contains("Page 1 h, Page 6 h", "Jul 11, 12:03")
                .contains("1.8.0 is live", "23 more releases");
    }

    @Test
    void addsUpToTheWhole() {
        List<Long> bad =
                found(READING.page(SHOP), "<td class=\"number\">([0-9,]+)</td><td").stream()
                        .map(count -> Long.valueOf(count.replace(",", "")))
                        .toList();

        assertThat(bad).hasSizeGreaterThan(4);
        long whole = bad.getLast();
        assertThat(bad.stream().mapToLong(Long::longValue).sum()).isEqualTo(2 * whole);
    }

    @Test
    void saysWhatToChange() {
        assertThat(READING.page(SHOP))
                .contains("One of 99.95% would have been kept too, with 25.0% gone at most.")
                .contains("14.0% of the quarter’s budget went while nobody was called")
                .contains("Alert without spend: Page 6 h");
    }

    @Test
    void drawsWhereTheBudgetEnds() {
        assertThat(READING.page(SHOP))
                .contains("alerts took 92.7%, releases 13.9%, and what nobody knows 0.1%.")
                .contains("class=\"alerts\" x=\"0.00\"", "class=\"end\" d=\"M938.78 0V10\"");
    }

    @Test
    void leadsToTheQuartersBesideIt() {
        String page = READING.page(SHOP);

        assertThat(page)
                .contains("href=\"/look-back?quarter=2026Q2&amp;service=a-overspent\"")
                .contains("href=\"/look-back?quarter=2026Q4&amp;service=a-overspent\"");
        assertThat(READING.page(SHOP.replace("Q3", "Q4")))
                .contains("so far, until Nov 22, 2026")
                .doesNotContain("quarter=2027Q1");
        assertThat(READING.page(SHOP.replace("2026Q3", "2000Q1"))).doesNotContain("1999");
    }

    @Test
    void beginsAQuarterInTheZoneThatIsAskedFor() {
        assertThat(READING.page(SHOP + "&zone=Asia%2FTokyo"))
                .contains("Jul 1, 2026 to Sep 30, 2026, Asia/Tokyo");
    }

    @Test
    void letsAReaderChooseAService() {
        String page = READING.page("/look-back?quarter=2026Q3&q=b-burn");

        assertThat(found(page, "<th scope=\"row\"><a href=\"([^\"]+)\">"))
                .containsExactly("/look-back?quarter=2026Q3&amp;service=b-burning");
    }

    @Test
    void concludesNothingFromTooLittle() {
        String page = READING.page("/look-back?service=a-overspent&quarter=2027Q1");

        assertThat(page)
                .contains("Nothing of this quarter was measured.")
                .contains("Too little was measured to conclude anything.");
    }

    @ParameterizedTest
    @ValueSource(strings = {"nobody", "%3Cscript%3E", "a%00b"})
    void hasNoPageOfWhatIsNoService(String service) {
        assertThat(READING.page("/look-back?service=" + service))
                .contains("There is no such page.");
    }

    @ParameterizedTest
    @ValueSource(strings = {"2026Q5", "%22%3E%3Cscript%3Ealert(1)", "99999999999Q1"})
    void takesWhatIsNoQuarterForTheOneThatGoesOn(String quarter) {
        assertThat(READING.page("/look-back?service=a-overspent&quarter=" + quarter))
                .contains("Q4 2026: Oct 1, 2026 to Dec 31, 2026, UTC")
                .doesNotContain("<script>alert");
    }

    @Test
    void writesWhatPeopleWroteAsText() {
        assertThat(READING.page("/look-back?service=hostile&quarter=2026Q3"))
                .contains("&lt;script&gt;alert('release 8')", "&lt;script&gt;alert('slo')")
                .doesNotContain("<script>alert");
    }
}
