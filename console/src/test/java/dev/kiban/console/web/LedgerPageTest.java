package dev.kiban.console.web;

import static dev.kiban.console.web.Reading.found;
import static org.assertj.core.api.Assertions.assertThat;

import dev.kiban.console.Chronicle;
import dev.kiban.console.FakeBoard;
import dev.kiban.console.FakeChronicle;
import dev.kiban.console.FakeEntrance;
import dev.kiban.console.FakePorts;
import dev.kiban.ledger.Event;
import dev.kiban.ledger.Hash;
import dev.kiban.ledger.Ledger.Intact;
import dev.kiban.ledger.Page;
import dev.kiban.ledger.Query;
import dev.kiban.runtime.telemetry.log.Log;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class LedgerPageTest {
    private final FakeChronicle chronicle = new FakeChronicle();
    private Chronicle shown = chronicle;
    private final ConsoleServer console =
            ConsoleServer.start(
                    Listening.here(0),
                    FakePorts.withChronicle(changing()),
                    FakeEntrance.STRANGERS,
                    Log.of(LedgerPageTest.class));
    private final Reading reading = new Reading(console);

    @AfterEach
    void close() {
        reading.close();
        console.close();
    }

    @Test
    void tellsWhoDidWhatAndWhen() {
        String page = reading.page("/ledger?kind=gate");

        assertThat(numbers(page)).containsExactly("121");
        assertThat(page)
                .contains("amy", "gate.overridden", "released with an empty budget", "INC-42")
                .contains("href=\"/services/a-overspent\"", "Nov 20, 2026, 11:05:00")
                .contains("\"reason\": \"fixes the outage: ");
    }

    @Test
    void tellsTimesInTheZoneThatIsAskedFor() {
        assertThat(reading.page("/ledger?kind=gate&zone=Asia%2FTokyo"))
                .contains("Nov 20, 2026, 8:05:00");
    }

    @Test
    void staysWhereItIsWhileEventsComeIn() {
        String first = reading.page("/ledger");
        String older = found(first, "rel=\"next\" href=\"([^\"]+)").getFirst();
        List<String> before = numbers(reading.page(older));

        chronicle.release("2.0.0");

        assertThat(numbers(first)).hasSize(50).startsWith("122", "121", "120");
        assertThat(numbers(reading.page(older))).isEqualTo(before).startsWith("72");
        assertThat(numbers(reading.page("/ledger"))).startsWith("123");
    }

    @Test
    void hasAnAddressForEachEvent() {
        String link = found(reading.page("/ledger"), "href=\"([^\"]+#event-100)\"").getFirst();

        chronicle.release("2.0.0");

        assertThat(numbers(reading.page(link.replace("#event-100", "")))).startsWith("100");
    }

    @Test
    void findsWhatBelongsTogether() {
        String page = reading.page("/ledger?kind=gate");
        String link = found(page, "href=\"([^\"]+)\">INC-42").getFirst();

        assertThat(numbers(reading.page(link))).containsExactly("121");
        assertThat(numbers(reading.page("/ledger?service=f-fine&kind=release"))).hasSize(50);
        assertThat(reading.page("/ledger?service=nobody")).contains("No event fits.");
    }

    @Test
    void findsByTimesOfTheReadersZone() {
        String inTokyo = "&zone=Asia%2FTokyo&from=2026-11-20T20:00&to=2026-11-20T20:10";

        assertThat(numbers(reading.page("/ledger?kind=gate" + inTokyo))).containsExactly("121");
        assertThat(reading.page("/ledger?x" + inTokyo))
                .contains("type=\"datetime-local\" value=\"2026-11-20T20:00\"");
        assertThat(
                        numbers(
                                reading.page(
                                        "/ledger?from=2026-11-20T11:00:00Z&to=2026-11-20T11:07:00Z")))
                .containsExactly("122", "121");
    }

    @ParameterizedTest
    @CsvSource({
        "from, yesterday",
        "to, +999999999-01-01T00:00",
        "from, -999999999-01-01T00:00:00Z",
        "before, 99999999999999999999",
        "before, seven",
        "kind, a%00b",
        "correlation, %00",
        "service, Not-a-Name!"
    })
    void saysWhatItLeavesOut(String key, String value) {
        assertThat(reading.page("/ledger?" + key + "=" + value.replace("+", "%2B")))
                .contains("is left out: it cannot be looked for.");
    }

    @Test
    void saysThatTheLedgerIsBroken() {
        assertThat(reading.page("/ledger"))
                .contains("class=\"mark broken\"", "Event 122 does not fit");
    }

    @Test
    void saysThatTheLedgerIsWhole() {
        shown = checked(Optional.of(new Chronicle.Check(FakeBoard.NOW, new Intact(7, Hash.ZERO))));

        assertThat(reading.page("/ledger"))
                .contains("class=\"mark intact\"", "All 7 events are there", "000000000000…");
    }

    @Test
    void saysThatNothingIsKnownYet() {
        shown = checked(Optional.empty());

        assertThat(reading.page("/ledger")).contains("Not verified yet", "cannot be read now");
    }

    @Test
    void writesWhatPeopleWroteAsText() {
        String page = reading.page("/ledger");

        assertThat(page)
                .contains("&lt;script&gt;alert('actor')", "&lt;script&gt;alert('action')")
                .contains("&lt;script&gt;alert('service')", "&lt;script&gt;alert('summary')")
                .contains("&lt;script&gt;alert('details')", "&lt;script&gt;alert('id')")
                .doesNotContain("<script>alert", "href=\"javascript:");
    }

    @ParameterizedTest
    @ValueSource(strings = {"service", "kind", "correlation", "from", "to", "before", "zone"})
    void writesWhatAnAddressSaysAsText(String key) {
        assertThat(reading.page("/ledger?" + key + "=" + Reading.HOSTILE_IN_ADDRESS))
                .contains("<h1>")
                .doesNotContain("<script>alert(1)");
    }

    /// What is shown now, which tests change.
    private Chronicle changing() {
        return new Chronicle() {
            @Override
            public Optional<Page<Event>> search(Query query) {
                return shown.search(query);
            }

            @Override
            public Optional<Check> check() {
                return shown.check();
            }
        };
    }

    private static Chronicle checked(Optional<Chronicle.Check> check) {
        return new Chronicle() {
            @Override
            public Optional<Page<Event>> search(Query query) {
                return Optional.empty();
            }

            @Override
            public Optional<Check> check() {
                return check;
            }
        };
    }

    /// The numbers of a page's events, from top to bottom.
    private static List<String> numbers(String page) {
        return found(page, "<tr id=\"event-([0-9]+)\"");
    }
}
