package dev.kiban.console.web;

import static dev.kiban.console.web.Reading.found;
import static org.assertj.core.api.Assertions.assertThat;

import dev.kiban.console.FakeEntrance;
import dev.kiban.console.FakePorts;
import dev.kiban.console.FakeRoutes;
import dev.kiban.console.Routes;
import dev.kiban.runtime.telemetry.log.Log;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class RoutesPageTest {
    private Routes routes = FakeRoutes::ofEveryKind;
    private final ConsoleServer console =
            ConsoleServer.start(
                    Listening.here(0),
                    FakePorts.withRoutes(() -> routes.read()),
                    FakeEntrance.STRANGERS,
                    Log.of(RoutesPageTest.class));
    private final Reading reading = new Reading(console);

    @AfterEach
    void close() {
        reading.close();
        console.close();
    }

    @Test
    void tellsWhereEachRequestGoes() {
        String page = reading.page("/routes");

        assertThat(paths(page))
                .contains("/v1/items/{id}", "/legacy/", "/fleamarket.item.v1.ItemService/GetItem");
        assertThat(page)
                .contains("fleamarket.item.v1.ItemService/GetItem", "127.0.0.1:9101, [::1]:9101")
                .contains("market-team", "/services/item", "127.0.0.1:9102 does not answer yet")
                .contains("Plan 3, live since Nov 22, 2026");
    }

    @Test
    void saysThatNewDefinitionsAreNotLive() {
        assertThat(reading.page("/routes")).contains("have problems (2), so this plan stays");
    }

    @Test
    void findsRoutesByAllWordsThatAreAskedFor() {
        assertThat(paths(reading.page("/routes?q=market-team+GET+listitems")))
                .containsExactly("/v1/items");
        assertThat(paths(reading.page("/routes?kind=http"))).containsExactly("/legacy/");
        assertThat(reading.page("/routes?q=nobody")).contains("No route matches.", "Show all");
    }

    @Test
    void showsThousandsInParts() {
        routes = () -> FakeRoutes.many(5_000);

        String page = reading.page("/routes?from=4900");

        assertThat(paths(page)).hasSize(100).startsWith("/v1/things/4900/{id}");
        assertThat(page).contains("4,901–5,000 of 5,000").contains("rel=\"prev\"");
        assertThat(page).doesNotContain("rel=\"next\"");
        assertThat(paths(reading.page("/routes?q=things/4321"))).hasSize(1);
    }

    @Test
    void saysWhenThereIsNoPlan() {
        routes = Optional::empty;

        assertThat(reading.page("/routes")).contains("No plan is live yet");
    }

    @Test
    void writesPathsAsText() {
        assertThat(reading.page("/routes"))
                .contains("&lt;script&gt;alert(1)&lt;/script&gt;")
                .doesNotContain("<script>alert");
    }

    private static List<String> paths(String page) {
        return found(page, "<th scope=\"row\" class=\"code\">([^<]*)");
    }
}
