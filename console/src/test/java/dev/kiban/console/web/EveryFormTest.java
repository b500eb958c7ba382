package dev.kiban.console.web;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kiban.console.FakeBoard;
import dev.kiban.console.FakeDesk;
import dev.kiban.console.FakeEntrance;
import dev.kiban.console.FakeProfiles;
import dev.kiban.console.Reception;
import dev.kiban.console.web.ConsoleServer.Entrance;
import dev.kiban.runtime.telemetry.log.Log;
import dev.kiban.testkit.Browser;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/// Who changes nothing, by any form that there is: a new one is among them by itself.
class EveryFormTest {
    private static final String SERVICE = "f-fine";
    private static final String PAGE = "/services/" + SERVICE;
    private static final String ACTION = "<form[^>]* method=\"post\" action=\"([^\"]*)\"";

    private final FakeEntrance entrance = new FakeEntrance();
    private final ConsoleServer people = console(entrance.signIns(new FakeDesk()));
    private final ConsoleServer sandbox = console(entrance.developer());
    private final Browser amy = browser(people);
    private final Browser developer = browser(sandbox);

    @AfterEach
    void close() {
        amy.close();
        developer.close();
        people.close();
        sandbox.close();
    }

    @ParameterizedTest
    @EnumSource
    void isTakenFromThePageThatHasIt(FormPlace place) throws Exception {
        signIn(amy);

        assertThat(status(amy, place, wish(amy))).isEqualTo(303);
        assertThat(status(developer, place, wish(developer))).isEqualTo(303);
        assertThat(entrance.done()).hasSize(place == FormPlace.SIGN_OUT ? 0 : 2);
    }

    @Test
    void isOnSomePageAndPagesHaveNoOther() throws Exception {
        signIn(amy);
        Set<FormPlace> found = new TreeSet<>();

        for (String page : Stream.concat(Stream.of(PAGE), EveryPageTest.PAGES.stream()).toList()) {
            for (String action : Reading.found(amy.get(page).body(), ACTION)) {
                found.add(FormPlace.at(action).orElseThrow().place());
            }
        }

        assertThat(found).containsExactly(FormPlace.values());
    }

    @ParameterizedTest
    @EnumSource
    void isNotTakenFromWhoIsNotSignedIn(FormPlace place) throws Exception {
        assertThat(status(amy, place, wish("x"))).isEqualTo(401);
        amy.cookies().put("kiban-session", "kiban_" + "A".repeat(43));
        assertThat(status(amy, place, wish("x"))).isEqualTo(401);
        assertThat(entrance.done()).isEmpty();
    }

    @ParameterizedTest
    @EnumSource
    void isNotTakenWhereNobodyIsKnown(FormPlace place) throws Exception {
        try (ConsoleServer strangers = console(FakeEntrance.STRANGERS);
                ConsoleServer closed = console(new Entrance(new Reception.Closed(), entrance));
                Browser stranger = browser(strangers);
                Browser visitor = browser(closed)) {
            assertThat(status(stranger, place, wish("x"))).isEqualTo(405);
            assertThat(status(visitor, place, wish("x"))).isEqualTo(404);
        }
        assertThat(entrance.done()).isEmpty();
    }

    @ParameterizedTest
    @EnumSource
    void isNotTakenWithoutTheTokenOfItsPage(FormPlace place) throws Exception {
        signIn(amy);
        String before = amy.token(PAGE);
        signIn(amy);
        String own = amy.token(PAGE);

        for (String token : List.of("", "x", own + "x", before, developer.token(PAGE))) {
            assertThat(status(amy, place, wish(token))).as(token).isEqualTo(403);
        }
        for (String token : List.of("", "x", developer.token(PAGE) + "x", own)) {
            assertThat(status(developer, place, wish(token))).as(token).isEqualTo(403);
        }
        Map<String, String> without = wish(amy);
        without.remove("token");
        assertThat(status(amy, place, without)).isEqualTo(403);
        assertNothingChanged();
    }

    @ParameterizedTest
    @EnumSource
    void isNotTakenFromAnotherSite(FormPlace place) throws Exception {
        signIn(amy);
        String path = place.about(SERVICE);
        List<String[]> elsewhere =
                List.of(
                        new String[] {"Sec-Fetch-Site", "cross-site"},
                        new String[] {"Sec-Fetch-Site", "same-site"},
                        new String[] {"Sec-Fetch-Site", "none"},
                        new String[] {"Origin", "https://evil.example"},
                        new String[] {"Origin", "http://localhost"},
                        new String[] {"Origin", "null"},
                        new String[] {"Referer", "http://localhost/"});

        for (Browser someone : List.of(amy, developer)) {
            Map<String, String> wish = wish(someone);
            for (String[] header : elsewhere) {
                HttpRequest.Builder form = someone.form(path, wish).header(header[0], header[1]);
                assertThat(someone.send(form).statusCode()).as(header[1]).isEqualTo(403);
            }
            assertThat(someone.send(someone.form(path, wish)).statusCode()).isEqualTo(403);
        }
        assertNothingChanged();
    }

    @ParameterizedTest
    @EnumSource
    void isNotTakenThroughAProxyInTheDevelopersName(FormPlace place) throws Exception {
        for (String header : List.of("Forwarded", "X-Forwarded-For", "X-Real-IP", "Via")) {
            HttpRequest.Builder form =
                    developer
                            .form(place.about(SERVICE), wish(developer))
                            .header("Sec-Fetch-Site", "same-origin")
                            .header(header, "192.0.2.1");
            assertThat(developer.send(form).statusCode()).as(header).isEqualTo(405);
        }
        assertThat(entrance.done()).isEmpty();
    }

    @ParameterizedTest
    @EnumSource
    void isNotTakenInAnotherWay(FormPlace place) throws Exception {
        signIn(amy);
        Map<String, String> wish = wish(amy);
        String path = place.about(SERVICE);

        amy.get(path + "?" + Browser.coded(wish));
        for (String method : List.of("PUT", "PATCH", "DELETE", "OPTIONS", "post")) {
            HttpRequest.Builder other =
                    amy.form(path, wish)
                            .header("Sec-Fetch-Site", "same-origin")
                            .method(method, BodyPublishers.ofString(Browser.coded(wish)));
            assertThat(amy.send(other).statusCode()).as(method).isEqualTo(405);
        }
        for (String type : List.of("application/json", "multipart/form-data", "text/plain")) {
            HttpRequest.Builder other =
                    amy.request(path)
                            .header("Sec-Fetch-Site", "same-origin")
                            .header("Content-Type", type)
                            .POST(BodyPublishers.ofString(Browser.coded(wish)));
            assertThat(amy.send(other).statusCode()).as(type).isEqualTo(415);
        }
        assertNothingChanged();
    }

    @ParameterizedTest
    @ValueSource(strings = {"/sign-out/", "/SIGN-OUT", "/services//undo", "/x/undo"})
    void isNowhereElse(String path) throws Exception {
        signIn(amy);

        assertThat(amy.submit(path, wish(amy)).statusCode()).isEqualTo(404);
        assertNothingChanged();
    }

    private void assertNothingChanged() throws Exception {
        assertThat(entrance.done()).isEmpty();
        assertThat(amy.get(PAGE).statusCode()).as("still signed in").isEqualTo(200);
    }

    private static int status(Browser someone, FormPlace place, Map<String, String> wish)
            throws Exception {
        return someone.submit(place.about(SERVICE), wish).statusCode();
    }

    /// What fits every form.
    private static Map<String, String> wish(String token) {
        return new HashMap<>(
                Map.of(
                        "token", token,
                        "reason", "it heals",
                        "for", "PT1H",
                        "slo", "availability",
                        "zone", "UTC",
                        "from", "2026-11-22T01:00",
                        "to", "2026-11-22T02:00",
                        "number", "17"));
    }

    private static Map<String, String> wish(Browser someone) throws Exception {
        return wish(someone.token(PAGE));
    }

    private static void signIn(Browser someone) throws Exception {
        someone.get("/sign-in");
        assertThat(someone.get("/sign-in/done?code=good&state=x").statusCode()).isEqualTo(303);
    }

    private static ConsoleServer console(Entrance who) {
        return ConsoleServer.start(
                Listening.here(0),
                FakeProfiles.ports(FakeBoard::everyState),
                who,
                Log.of(EveryFormTest.class));
    }

    private static Browser browser(ConsoleServer console) {
        return new Browser(URI.create("http://localhost:" + console.port()));
    }
}
