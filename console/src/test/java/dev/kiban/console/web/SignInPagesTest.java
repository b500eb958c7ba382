package dev.kiban.console.web;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kiban.console.FakeBoard;
import dev.kiban.console.FakeDesk;
import dev.kiban.console.FakeEntrance;
import dev.kiban.console.FakeProfiles;
import dev.kiban.runtime.telemetry.log.Log;
import dev.kiban.testkit.Browser;
import java.net.URI;
import java.net.http.HttpResponse;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// The way in and out for people, by browsers that keep cookies.
class SignInPagesTest {
    private static final String PAGE = "/services/f-fine";
    private static final String DONE = "/sign-in/done?code=good&state=x";

    private final FakeDesk desk = new FakeDesk();
    private final FakeEntrance entrance = new FakeEntrance();
    private final ConsoleServer console =
            ConsoleServer.start(
                    Listening.here(0),
                    FakeProfiles.ports(FakeBoard::everyState),
                    entrance.signIns(desk),
                    Log.of(SignInPagesTest.class));
    private final URI site = URI.create("http://localhost:%d".formatted(console.port()));
    private final Browser browser = new Browser(site);

    @AfterEach
    void close() {
        browser.close();
        console.close();
    }

    @ParameterizedTest
    @ValueSource(strings = {"/", PAGE, "/nothing", PAGE + "/override"})
    void showsNothingToWhoIsNotSignedIn(String path) throws Exception {
        HttpResponse<String> reply = browser.get(path);

        assertThat(reply.statusCode()).isEqualTo(303);
        assertThat(location(reply)).startsWith("/sign-in?to=%2F");
        assertThat(reply.body()).isEmpty();
    }

    @Test
    void showsPeopleWhatTheyCameFor() throws Exception {
        String start = location(browser.get(PAGE + "?last=7d&zone=Asia%2FTokyo"));

        HttpResponse<String> out = browser.get(start);
        HttpResponse<String> in = browser.get(DONE);

        assertThat(location(out)).isEqualTo(FakeDesk.PROVIDER);
        assertThat(location(in)).isEqualTo(PAGE + "?last=7d&zone=Asia%2FTokyo");
        assertThat(browser.get(PAGE).body())
                .contains("<b>amy@example.com</b>", "action=\"/sign-out\"")
                .doesNotContain("developer");
    }

    @Test
    void keepsItsCookiesFromScriptsAndOtherSites() throws Exception {
        HttpResponse<String> out = browser.get("/sign-in");
        HttpResponse<String> in = browser.get(DONE);

        assertThat(cookies(out))
                .singleElement()
                .asString()
                .contains("; Path=/", "; HttpOnly", "; SameSite=Lax", "; Max-Age=600");
        assertThat(cookies(in))
                .hasSize(2)
                .allMatch(cookie -> cookie.contains("; Path=/; HttpOnly; SameSite=Lax"))
                .anyMatch(cookie -> cookie.startsWith("kiban-session=kiban_"))
                .anyMatch(cookie -> cookie.startsWith("kiban-sign-in=;"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "//evil.example",
                "/%5Cevil.example",
                "https://evil.example",
                "/%09/evil.example",
                "/%0d%0aSet-Cookie:a=b",
                "javascript:alert(1)",
                "",
                "evil.example"
            })
    void sendsNobodyElsewhere(String to) throws Exception {
        browser.get("/sign-in?to=" + to);

        assertThat(location(browser.get(DONE))).isEqualTo("/");
    }

    /// Somebody who can plant a cookie is still told only paths of ours.
    @Test
    void believesNoPathOfACookie() throws Exception {
        browser.get("/sign-in");
        browser.cookies()
                .computeIfPresent(
                        "kiban-sign-in",
                        (_, value) -> value.substring(0, value.indexOf('.') + 1) + "Ly9ldmls");

        assertThat(location(browser.get(DONE))).isEqualTo("/");
    }

    @Test
    void anAttemptIsOfOneBrowser() throws Exception {
        try (Browser victim = new Browser(site)) {
            browser.get("/sign-in");

            HttpResponse<String> lured = victim.get(DONE);

            assertThat(lured.statusCode()).isEqualTo(403);
            assertThat(lured.body()).contains("You could not be signed in.", "Try again");
            assertThat(cookies(lured)).isEmpty();
        }
    }

    @Test
    void anAttemptIsOverOnceItIsMade() throws Exception {
        browser.get("/sign-in");
        HttpResponse<String> wrong = browser.get("/sign-in/done?code=bad&state=x");
        HttpResponse<String> again = browser.get(DONE);

        assertThat(wrong.statusCode()).isEqualTo(403);
        assertThat(browser.cookies()).isEmpty();
        assertThat(again.statusCode()).isEqualTo(403);
    }

    @Test
    void saysThatSomebodyIsInNoTeam() throws Exception {
        browser.get("/sign-in");

        HttpResponse<String> reply = browser.get("/sign-in/done?code=teamless&state=x");

        assertThat(reply.statusCode()).isEqualTo(403);
        assertThat(reply.body()).contains("You are in no team that is defined here.");
    }

    @Test
    void saysThatNobodyCanSignIn() throws Exception {
        desk.close();

        HttpResponse<String> reply = browser.get("/sign-in");

        assertThat(reply.statusCode()).isEqualTo(503);
        assertThat(reply.body()).contains("Nobody can sign in at the moment.");
    }

    @Test
    void aNewSignInIsANewSession() throws Exception {
        signIn();
        Map<String, String> before = new HashMap<>(browser.cookies());
        signIn();

        assertThat(browser.cookies()).isNotEqualTo(before);
        try (Browser old = new Browser(site)) {
            old.cookies().putAll(before);
            assertThat(old.get("/").statusCode()).isEqualTo(303);
        }
    }

    @Test
    void writesANameAsText() throws Exception {
        browser.get("/sign-in");
        browser.get("/sign-in/done?code=hostile&state=x");

        assertThat(browser.get(PAGE).body())
                .contains("&lt;script&gt;alert(")
                .doesNotContain("<script>alert");
    }

    @Test
    void signsOut() throws Exception {
        signIn();
        Map<String, String> session = new HashMap<>(browser.cookies());

        HttpResponse<String> reply =
                browser.submit("/sign-out", Map.of("token", browser.token("/")));

        assertThat(location(reply)).isEqualTo("/signed-out");
        assertThat(browser.cookies()).isEmpty();
        assertThat(browser.get("/signed-out").body())
                .contains("You are signed out.", "href=\"/sign-in\"");
        try (Browser thief = new Browser(site)) {
            thief.cookies().putAll(session);
            assertThat(thief.get("/").statusCode()).isEqualTo(303);
        }
    }

    /// A form that led to another site would be stopped by browsers, and by our own policy.
    @Test
    void signsOutAtTheProviderToo() throws Exception {
        desk.openWayOut();
        signIn();

        HttpResponse<String> reply =
                browser.submit("/sign-out", Map.of("token", browser.token("/")));

        assertThat(reply.statusCode()).isEqualTo(200);
        assertThat(reply.headers().firstValue("Refresh")).contains("0; url=" + FakeDesk.WAY_OUT);
        assertThat(reply.body())
                .contains("You are signed out here, and now at your provider.")
                .contains("href=\"" + FakeDesk.WAY_OUT.replace("&", "&amp;") + "\"")
                .doesNotContain("amy@example.com", "/sign-out");
        assertThat(browser.cookies()).isEmpty();
    }

    @Test
    void changesWhatIsOnesOwn() throws Exception {
        signIn();
        Map<String, String> wish =
                Map.of("token", browser.token(PAGE), "reason", "it heals", "for", "PT1H");

        assertThat(browser.submit(PAGE + "/override", wish).statusCode()).isEqualTo(303);
        assertThat(entrance.done()).singleElement().asString().startsWith("amy@example.com over");
        assertThat(browser.get("/services/h-plain").body())
                .contains("h-plain")
                .doesNotContain("/override");
    }

    @Test
    void aPartOfAPageRenewsTheWholeOneToSignIn() throws Exception {
        HttpResponse<String> reply =
                browser.send(browser.request("/").header("HX-Request", "true"));

        assertThat(reply.statusCode()).isEqualTo(401);
        assertThat(reply.headers().firstValue("HX-Refresh")).contains("true");
    }

    @Test
    void overTlsItsCookiesAreOfThisHostOnly() {
        Cookies cookies = new Cookies(new Site.At(URI.create("https://kiban.example")).isSecure());

        assertThat(cookies.endSession()).startsWith("__Host-kiban-session=;").contains("; Secure");
        assertThat(cookies.endAttempt()).startsWith("__Host-kiban-sign-in=;").contains("; Secure");
    }

    /// Another port of the name may be somebody else's, and have no TLS.
    @Test
    void asksForTlsForEverOnlyWhereItIsAlone() {
        assertThat(new Site.At(URI.create("https://kiban.example")).isAlone()).isTrue();
        assertThat(new Site.At(URI.create("https://localhost:8443")).isAlone()).isFalse();
        assertThat(new Site.Here().isAlone()).isFalse();
    }

    @ParameterizedTest
    @ValueSource(strings = {"kiban.example", "kiban.example:443"})
    void knowsItsName(String host) {
        Site site = new Site.At(URI.create("https://kiban.example"));

        assertThat(site.origin(host)).contains("https://kiban.example");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "evil.example", "kiban.example:80", "kiban.example.evil.example"})
    void knowsNoOtherName(String host) {
        Site site = new Site.At(URI.create("https://kiban.example"));

        assertThat(site.origin(host)).isEmpty();
    }

    private void signIn() throws Exception {
        browser.get("/sign-in");
        assertThat(browser.get(DONE).statusCode()).isEqualTo(303);
    }

    private static String location(HttpResponse<String> reply) {
        return Optional.of(reply).flatMap(one -> one.headers().firstValue("Location")).orElse("");
    }

    private static List<String> cookies(HttpResponse<String> reply) {
        return reply.headers().allValues("Set-Cookie");
    }
}
