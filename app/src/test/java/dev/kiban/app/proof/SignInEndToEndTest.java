package dev.kiban.app.proof;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.kiban.console.web.ConsoleServer;
import dev.kiban.ledger.Event;
import dev.kiban.ledger.Ledger;
import dev.kiban.ledger.Query;
import dev.kiban.testkit.Browser;
import dev.kiban.testkit.Chromium;
import dev.kiban.testkit.ChromiumWindow;
import dev.kiban.testkit.Eventually;
import dev.kiban.testkit.Forgery;
import dev.kiban.testkit.OpenIdProvider;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/// People before the real program: they sign in at a real provider and change what is theirs, and
/// nobody changes anything else.
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class SignInEndToEndTest {
    private static final String PAGE = "/services/shop";
    private static final String OVERRIDE = PAGE + "/override";

    private SignInStage stage;
    private OpenIdProvider provider;
    private Ledger ledger;
    private URI site;
    private Browser browser;

    @BeforeAll
    void start(@TempDir Path folder) throws IOException {
        stage = new SignInStage(folder, "shop", "bank");
        provider = stage.provider();
        ledger = stage.ledger();
        site = stage.site();
    }

    @BeforeEach
    void open() {
        browser = new Browser(site);
    }

    @AfterEach
    void leave() {
        provider.forge(Forgery.NONE);
        provider.answers(Map.of());
        browser.close();
    }

    @AfterAll
    void close() {
        stage.close();
    }

    @Test
    void whoSignsInChangesWhatIsTheirs() throws Exception {
        HttpResponse<String> page = signIn(browser, "amy@example.com", "shop-team");

        HttpResponse<String> done = browser.submit(OVERRIDE, wish("it <b>heals</b>"));

        assertThat(page.body()).contains("<b>amy@example.com</b>", "<h1>shop</h1>");
        assertThat(done.statusCode()).isEqualTo(303);
        assertThat(browser.get(PAGE).body())
                .contains("it &lt;b&gt;heals&lt;/b&gt;", "<small>amy@example.com</small>");
        assertThat(browser.get("/ledger?service=shop&kind=gate").body())
                .contains("amy@example.com", "it &lt;b&gt;heals&lt;/b&gt;")
                .doesNotContain("<b>heals");
        Event event = ledger.search(Query.all().kind("gate").limit(1)).items().getFirst();
        assertThat(event.actor()).isEqualTo("amy@example.com");
    }

    /// By pointer and keys: a policy of the page would stop them, or a layer above a button.
    @Test
    void aRealBrowserPressesTheForms(@TempDir Path profile) throws Exception {
        assumeTrue(Chromium.isThere(), "needs a browser: apt-get install chromium");
        provider.knows(claims("dora@example.com", "bank-team"));
        try (ChromiumWindow window = ChromiumWindow.open(profile)) {
            window.visit(site.resolve("/services/bank").toString());
            fillIn(window, "override", "the fix is ready");
            fillIn(window, "correct", "the clocks were moved");

            assertThat(window.dom())
                    .contains(
                            "<b>dora@example.com</b>", "the fix is ready", "the clocks were moved");
            window.visit(site.resolve("/ledger?service=bank").toString());
            assertThat(window.dom())
                    .contains("gate.overridden", "slo.corrected", "dora@example.com")
                    .contains("the fix is ready", "the clocks were moved");

            window.pressAndWait("form.who button");
            Eventually.passes(() -> assertThat(window.address()).endsWith("/signed-out"));
            assertThat(window.complaints()).isEmpty();
            window.visit(site.resolve(PAGE).toString());
            assertThat(window.dom()).contains("You could not be signed in.");
        }
    }

    private static void fillIn(ChromiumWindow window, String deed, String reason)
            throws InterruptedException {
        String form = "form[action$=%s]".formatted(deed);
        window.press("details:has(%s) > summary".formatted(form));
        window.type(form + " input[name=reason]", reason);
        window.pressAndWait(form + " button");
        assertThat(window.address()).endsWith("/services/bank#change");
    }

    /// By no form that there is: a new one is among them by itself.
    @Test
    void changesNothingOfAnotherTeam() throws Exception {
        signIn(browser, "bob@example.com", "bank-team");
        String token = browser.token("/services/bank");
        Ledger.Verdict before = ledger.verify();
        List<String> forms =
                ConsoleServer.forms().stream().filter(form -> form.contains("{service}")).toList();

        for (String form : forms) {
            HttpResponse<String> refused =
                    browser.submit(form.replace("{service}", "shop"), wish("mine now", token));
            assertThat(refused.statusCode()).as(form).isEqualTo(403);
            assertThat(refused.body()).contains("Nothing was changed.", "bank-team");
        }

        assertThat(forms).isNotEmpty();
        assertThat(browser.get(PAGE).body()).contains("<h1>shop</h1>").doesNotContain(OVERRIDE);
        assertThat(ledger.verify()).isEqualTo(before);
    }

    /// A session is no token, and the admin port is for reading.
    @Test
    void changesNothingByAnotherDoor() throws Exception {
        signIn(browser, "amy@example.com", "shop-team");
        Map<String, String> wish = wish("by another door");
        Ledger.Verdict before = ledger.verify();

        assertThat(browser.submit("/api/v1/gate/shop/overrides", wish).statusCode()).isEqualTo(401);
        String session = browser.cookies().getOrDefault("kiban-session", "");
        HttpRequest.Builder asToken =
                browser.form("/api/v1/gate/shop/overrides", wish)
                        .header("Authorization", "Bearer " + session);
        assertThat(browser.send(asToken).statusCode()).isEqualTo(401);
        try (Browser admin = new Browser(URI.create("http://localhost:" + stage.adminPort()))) {
            List<String> pages = admin.get("/").body().lines().toList();
            assertThat(pages).contains("/routes", "/metrics");
            for (String page : pages) {
                for (String method : List.of("POST", "PUT", "PATCH", "DELETE")) {
                    HttpRequest.Builder change =
                            admin.request(page).method(method, BodyPublishers.ofString("{}"));
                    assertThat(admin.send(change).statusCode()).as(page).isEqualTo(405);
                }
            }
        }

        assertThat(ledger.verify()).isEqualTo(before);
    }

    @Test
    void letsInNobodyWhoseTokenIsForgedOrWhoIsInNoTeam() throws Exception {
        Ledger.Verdict before = ledger.verify();

        HttpResponse<String> teamless = signIn(browser, "eve@example.com", "evil-team");
        provider.forge(Forgery.OTHER_KEY);
        HttpResponse<String> forged = signIn(browser, "amy@example.com", "shop-team");

        assertThat(teamless.statusCode()).isEqualTo(403);
        assertThat(forged.statusCode()).isEqualTo(403);
        assertThat(browser.cookies()).isEmpty();
        assertThat(ledger.verify()).isEqualTo(before);
    }

    @Test
    void takesNoFormThatItsPageDidNotMake() throws Exception {
        String another = tokenOf("amy@example.com");
        signIn(browser, "amy@example.com", "shop-team");
        String own = browser.token(PAGE);
        Ledger.Verdict before = ledger.verify();

        for (String token : List.of("", "x", own + "x", another)) {
            assertThat(browser.submit(OVERRIDE, wish("x", token)).statusCode()).isEqualTo(403);
            assertThat(browser.submit("/sign-out", Map.of("token", token)).statusCode())
                    .isEqualTo(403);
        }
        HttpRequest.Builder elsewhere = browser.form(OVERRIDE, wish("x", own));
        assertThat(browser.send(elsewhere).statusCode()).isEqualTo(403);
        elsewhere.header("Sec-Fetch-Site", "cross-site");
        assertThat(browser.send(elsewhere).statusCode()).isEqualTo(403);

        assertThat(browser.get(PAGE).statusCode()).isEqualTo(200);
        assertThat(ledger.verify()).isEqualTo(before);
    }

    @Test
    void knowsNobodyWhoSignedOut() throws Exception {
        signIn(browser, "amy@example.com", "shop-team");
        Map<String, String> wish = wish("too late");
        try (Browser thief = new Browser(site)) {
            thief.cookies().putAll(browser.cookies());

            HttpResponse<String> out = browser.submit("/sign-out", wish);

            assertThat(out.headers().firstValue("Refresh"))
                    .hasValueSatisfying(to -> assertThat(to).contains(provider.issuer() + "/end?"));
            assertThat(browser.cookies()).isEmpty();
            assertIsNobody(browser, wish);
            assertIsNobody(thief, wish);
        }
    }

    @Test
    void knowsNobodyWhoseSessionHasExpired() throws Exception {
        signIn(browser, "idle@example.com", "shop-team");
        Map<String, String> wish = wish("too late");

        stage.letExpire("idle@example.com");

        assertIsNobody(browser, wish);
    }

    /// A leaver has two browsers, and nobody has either.
    @Test
    void whoIsSignedOutByCommandIsOutAtOnce() throws Exception {
        signIn(browser, "leaver@example.com", "shop-team");
        Map<String, String> wish = wish("too late");
        try (Browser phone = new Browser(site)) {
            signIn(phone, "leaver@example.com", "shop-team");

            String list = stage.session("list");
            String ended = stage.session("end", "--person=leaver@example.com");

            assertThat(list).contains("leaver@example.com   shop-team   signed in 2");
            assertThat(ended).contains("leaver@example.com is signed out of 2 sessions, event ");
            assertIsNobody(browser, wish);
            assertIsNobody(phone, wish);
            assertThat(ledger.search(Query.all().kind("session.ended").limit(1)).items())
                    .extracting(Event::summary)
                    .containsExactly("leaver@example.com is signed out");
        }
    }

    @Test
    void knowsNobodyByASessionThatNeverWas() throws Exception {
        browser.cookies().put("kiban-session", "kiban_" + "A".repeat(43));

        assertIsNobody(browser, wish("let me in", ""));
    }

    @Test
    void knowsPeopleStillWhenItStartsAnew() throws Exception {
        signIn(browser, "amy@example.com", "shop-team");
        Map<String, String> wish = wish("before and after");

        stage.startAnew();

        assertThat(browser.get(PAGE).body()).contains("<b>amy@example.com</b>");
        assertThat(browser.submit(OVERRIDE, wish).statusCode()).isEqualTo(303);
        assertThat(browser.get(PAGE).body()).contains("before and after");
    }

    /// Neither a page nor a form.
    private void assertIsNobody(Browser someone, Map<String, String> wish) throws Exception {
        Ledger.Verdict before = ledger.verify();

        assertThat(someone.get(PAGE).headers().firstValue("Location"))
                .contains("/sign-in?to=%2Fservices%2Fshop");
        assertThat(someone.submit(OVERRIDE, wish).statusCode()).isEqualTo(401);
        assertThat(ledger.verify()).isEqualTo(before);
    }

    private HttpResponse<String> signIn(Browser someone, String email, String team)
            throws Exception {
        provider.knows(claims(email, team));
        return someone.visit(PAGE);
    }

    private static Map<String, Object> claims(String email, String team) {
        return Map.of(
                "sub", email, "email", email, "email_verified", true, "groups", List.of(team));
    }

    /// That of a session of its own.
    private String tokenOf(String email) throws Exception {
        try (Browser other = new Browser(site)) {
            signIn(other, email, "shop-team");
            return other.token(PAGE);
        }
    }

    private Map<String, String> wish(String reason) throws Exception {
        return wish(reason, browser.token(PAGE));
    }

    private static Map<String, String> wish(String reason, String token) {
        return Map.of(
                "token", token,
                "key", reason,
                "reason", reason,
                "for", "PT1H",
                "slo", "availability",
                "zone", "UTC",
                "from", "2026-11-20T01:00",
                "to", "2026-11-20T02:00",
                "number", "1");
    }
}
