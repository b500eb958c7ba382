package dev.kiban.console.web;

import static dev.kiban.console.web.Reading.found;
import static org.assertj.core.api.Assertions.assertThat;

import dev.kiban.console.FakeEntrance;
import dev.kiban.console.FakePaces;
import dev.kiban.console.FakePorts;
import dev.kiban.console.Paces;
import dev.kiban.kernel.PaceName;
import dev.kiban.runtime.telemetry.log.Log;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class PacesPageTest {
    private Paces paces = FakePaces.everyState();
    private final ConsoleServer console =
            ConsoleServer.start(
                    Listening.here(0),
                    FakePorts.withPaces(new Changing()),
                    FakeEntrance.STRANGERS,
                    Log.of(PacesPageTest.class));
    private final Reading reading = new Reading(console);

    private final class Changing implements Paces {
        @Override
        public List<Pace> read() {
            return paces.read();
        }

        @Override
        public Optional<Profile> read(PaceName name, Span span) {
            return paces.read(name, span);
        }
    }

    @AfterEach
    void close() {
        reading.close();
        console.close();
    }

    @Test
    void showsFirstWhatPeopleShouldLookAt() {
        String page = reading.page("/paces");

        assertThat(names(page))
                .containsExactly("a-paused", "b-campaign", "c-steered", "d-unseen", "e-open");
        assertThat(page)
                .contains("Paused", "Misses its deadline", "Held back", "Not seen", "As allowed")
                .contains("all 200/s, x-sender 6/s", "199/s", "1,203", "48 of 50");
    }

    @Test
    void findsByNameTeamAndState() {
        assertThat(names(reading.page("/paces?q=steer"))).containsExactly("c-steered");
        assertThat(names(reading.page("/paces?state=paused"))).containsExactly("a-paused");
        assertThat(names(reading.page("/paces?q=notification"))).hasSize(5);
        assertThat(reading.page("/paces?q=nobody")).contains("No pace matches.", "Show all");
    }

    @Test
    void staysSmallWithThousands() {
        paces = FakePaces.many(5_000);

        String page = reading.page("/paces?from=4900");

        assertThat(names(page)).hasSize(100).startsWith("pace-4900");
    }

    @Test
    void saysThatThereIsNone() {
        paces = new FakePaces(List.of());

        assertThat(reading.page("/paces")).contains("No pace is defined yet.");
    }

    @Test
    void drawsRateAgainstLimit() {
        String page = reading.page("/paces/c-steered");

        assertThat(page)
                .contains("class=\"line started\" d=\"M", "class=\"line rate\" d=\"M")
                .contains("class=\"line share\" d=\"M", "class=\"line waiting\" d=\"M")
                .contains("class=\"gap\"", "/s allowed")
                .contains("lag", "4.2", "83%", "nothing yet", "says nothing any more")
                .contains("x-sender: shop-1", "34%", "ratio 50%", "the replica lags")
                .contains("batch-1:8090, batch-2:8090");
    }

    @Test
    void tellsHowACampaignStands() {
        assertThat(reading.page("/paces/b-campaign"))
                .contains("Will miss its deadline", "412,000 of 1,000,000 jobs left")
                .contains("it does not move", "needs 115/s", "width=\"588.00\"");
        assertThat(reading.page("/paces/e-open")).contains("On track", "through at Nov 22");
    }

    @Test
    void saysWhenNobodyTells() {
        assertThat(reading.page("/paces/d-unseen"))
                .contains("No pace server tells of it", "no store can be read", "unknown");
        assertThat(reading.status("/paces/nobody")).isEqualTo(404);
        assertThat(reading.status("/paces/NO-SUCH_NAME")).isEqualTo(404);
    }

    @Test
    void showsTheTimeThatIsAskedFor() {
        assertThat(found(reading.page("/paces/c-steered?last=6h"), "aria-current=\"true\">([^<]+)"))
                .contains("6 h");
        assertThat(found(reading.page("/paces/c-steered?last=9y"), "aria-current=\"true\">([^<]+)"))
                .contains("1 h");
    }

    private static List<String> names(String page) {
        return found(page, "<a href=\"/paces/([^\"]+)\"");
    }
}
