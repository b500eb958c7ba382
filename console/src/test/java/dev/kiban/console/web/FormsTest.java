package dev.kiban.console.web;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kiban.console.FakeBoard;
import dev.kiban.console.FakeEntrance;
import dev.kiban.console.FakeProfiles;
import dev.kiban.runtime.telemetry.log.Log;
import dev.kiban.testkit.Browser;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// What the developer of a sandbox changes by forms, and what others would have them change.
class FormsTest {
    private static final String PAGE = "/services/f-fine";
    private static final String OVERRIDE = PAGE + "/override";

    private final FakeEntrance entrance = new FakeEntrance();
    private final ConsoleServer console =
            ConsoleServer.start(
                    Listening.here(0),
                    FakeProfiles.ports(FakeBoard::everyState),
                    entrance.developer(),
                    Log.of(FormsTest.class));
    private final URI site = URI.create("http://localhost:%d".formatted(console.port()));
    private final Browser browser = new Browser(site);

    @AfterEach
    void close() {
        browser.close();
        console.close();
    }

    @Test
    void saysWhoIsSignedInByItself() throws Exception {
        String page = browser.get("/").body();

        assertThat(page)
                .contains("<b>developer</b>", "signed in by itself, on this machine only")
                .doesNotContain("/sign-out", "Read-only");
        assertThat(browser.get("/?lang=ja").statusCode()).isEqualTo(303);
        assertThat(browser.get("/").body()).contains("このマシンでは自動でサインインします");
    }

    @Test
    void overridesTheGate() throws Exception {
        HttpResponse<String> reply = browser.submit(OVERRIDE, wish());

        assertThat(reply.statusCode()).isEqualTo(303);
        assertThat(reply.headers().firstValue("Location")).contains(PAGE + "#change");
        assertThat(entrance.done())
                .containsExactly("developer overrides f-fine until 2026-11-22T05:05:00Z: it heals");
    }

    @Test
    void correctsATimeInTheReadersZone() throws Exception {
        Map<String, String> wish = wish();
        wish.putAll(
                Map.of(
                        "slo", "availability",
                        "zone", "Asia/Tokyo",
                        "from", "2026-11-22T09:00",
                        "to", "2026-11-22T10:00"));

        assertThat(browser.submit(PAGE + "/correct", wish).statusCode()).isEqualTo(303);
        assertThat(entrance.done())
                .containsExactly(
                        "developer corrects f-fine availability from 2026-11-22T00:00:00Z"
                                + " to 2026-11-22T01:00:00Z: it heals");
    }

    @Test
    void undoesACorrection() throws Exception {
        Map<String, String> wish = wish();
        wish.putAll(Map.of("slo", "availability", "number", "17"));

        assertThat(browser.submit(PAGE + "/undo", wish).statusCode()).isEqualTo(303);
        assertThat(entrance.done()).containsExactly("developer undoes f-fine availability 17");
    }

    @Test
    void showsWhatStandsAsText() throws Exception {
        assertThat(browser.get(PAGE).body())
                .contains(
                        "&lt;i&gt;amy&lt;/i&gt;",
                        "&lt;i&gt;reason&lt;/i&gt;",
                        "&lt;i&gt;bob&lt;/i&gt;",
                        "&lt;i&gt;moved&lt;/i&gt;")
                .doesNotContain("<i>");
    }

    @Test
    void saysWhyNothingWasChanged() throws Exception {
        Map<String, String> wish = wish();
        wish.put("reason", FakeEntrance.REFUSED);

        HttpResponse<String> reply = browser.submit(OVERRIDE, wish);

        assertThat(reply.statusCode()).isEqualTo(403);
        assertThat(reply.body())
                .contains(
                        "Nothing was changed.",
                        "<p>It is of a team that you are not in.</p>",
                        "&lt;b&gt;refuse this&lt;/b&gt;",
                        "href=\"/services/f-fine\"");
        assertThat(entrance.done()).isEmpty();
    }

    @Test
    void takesAFormOfAnOlderBrowser() throws Exception {
        HttpRequest.Builder form = browser.form(OVERRIDE, wish()).header("Origin", site.toString());

        assertThat(browser.send(form).statusCode()).isEqualTo(303);
    }

    @ParameterizedTest
    @ValueSource(strings = {"Forwarded", "X-Forwarded-For", "X-Real-IP", "Via"})
    void nobodyElseIsTheDeveloper(String header) throws Exception {
        HttpRequest.Builder page = browser.request(PAGE).header(header, "192.0.2.1");

        assertThat(browser.send(page).body()).doesNotContain("developer", "<form method=\"post\"");
    }

    @Test
    void takesOnlyFormsOfADecentSize() throws Exception {
        Map<String, String> large = wish();
        large.put("reason", "a".repeat(20_000));
        Map<String, String> many = wish();
        for (int i = 0; i < 30; i++) {
            many.put("field" + i, "x");
        }

        assertThat(browser.submit(OVERRIDE, large).statusCode()).isEqualTo(400);
        assertThat(browser.submit(OVERRIDE, many).statusCode()).isEqualTo(400);
        assertThat(raw("a=1&a=2").statusCode()).isEqualTo(400);
        assertThat(raw("token=%zz").statusCode()).isEqualTo(400);
        assertThat(entrance.done()).isEmpty();
    }

    @Test
    void saysItInTheReadersLanguage() throws Exception {
        browser.get("/?lang=ja");
        Map<String, String> wish = wish();
        wish.putAll(
                Map.of(
                        "slo", "availability",
                        "zone", "Asia/Tokyo",
                        "from", "2026-11-22T10:00",
                        "to", "2026-11-22T10:00"));

        HttpResponse<String> backwards = browser.submit(PAGE + "/correct", wish);
        wish.put("token", "x");
        HttpResponse<String> old = browser.submit(PAGE + "/correct", wish);

        assertThat(backwards.statusCode()).isEqualTo(400);
        assertThat(backwards.body())
                .contains("変更されませんでした。", "<p>終了時刻が開始時刻より後になっていません。</p>")
                .doesNotContain("lang=\"en\"><small>");
        assertThat(old.statusCode()).isEqualTo(403);
        assertThat(old.body()).contains("このフォームは別のセッションのものです。");
        assertThat(entrance.done()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "for, ever",
        "for, PT99999999999999H",
        "for, ''",
    })
    void refusesWhatCannotBe(String field, String value) throws Exception {
        Map<String, String> wish = wish();
        wish.put(field, value);

        assertThat(browser.submit(OVERRIDE, wish).statusCode()).isEqualTo(400);
        assertThat(entrance.done()).isEmpty();
    }

    @Test
    void hasNoOtherForms() throws Exception {
        assertThat(browser.submit("/", wish()).statusCode()).isEqualTo(404);
        assertThat(browser.submit(PAGE, wish()).statusCode()).isEqualTo(404);
        assertThat(browser.submit(PAGE + "/drop", wish()).statusCode()).isEqualTo(404);
        assertThat(browser.submit("/services/%3Cb%3E/override", wish()).statusCode())
                .isEqualTo(400);
        assertThat(browser.get(OVERRIDE).statusCode()).isEqualTo(404);
    }

    private HttpResponse<String> raw(String body) throws Exception {
        return browser.send(
                browser.request(OVERRIDE)
                        .header("Sec-Fetch-Site", "same-origin")
                        .header("Content-Type", "application/x-www-form-urlencoded")
                        .POST(BodyPublishers.ofString(body)));
    }

    /// A form as its page has it.
    private Map<String, String> wish() throws Exception {
        Map<String, String> fields = new HashMap<>();
        fields.put("token", browser.token(PAGE));
        fields.put("reason", "it heals");
        fields.put("for", "PT4H");
        return fields;
    }
}
