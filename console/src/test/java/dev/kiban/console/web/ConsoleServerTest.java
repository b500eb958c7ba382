package dev.kiban.console.web;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kiban.console.FakeBoard;
import dev.kiban.console.FakeEntrance;
import dev.kiban.console.FakeProfiles;
import dev.kiban.runtime.telemetry.log.Log;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ConsoleServerTest {
    private static final String HOSTILE_IN_ADDRESS = "%22%3E%3Cscript%3Ealert(1)%3C%2Fscript%3E%27";

    private final ConsoleServer console =
            ConsoleServer.start(
                    Listening.here(0),
                    FakeProfiles.ports(FakeBoard::everyState),
                    FakeEntrance.STRANGERS,
                    Log.of(ConsoleServerTest.class));
    private final HttpClient client = HttpClient.newHttpClient();

    @AfterEach
    void close() {
        client.close();
        console.close();
    }

    @Test
    void showsTheWorstServiceFirst() throws Exception {
        String page = get("/").body();

        assertThat(rows(page))
                .containsExactly(
                        "a-overspent",
                        "b-burning",
                        "c-fault",
                        "d-half",
                        "e-unseen",
                        "f-fine",
                        "g-silent",
                        "h-plain");
        assertThat(page)
                .contains(
                        "−113.0%", "50.0%", "Overspent", "Not measured", "No traffic", "Page 1 h");
    }

    @ParameterizedTest
    @ValueSource(strings = {"d-half", "e-unseen"})
    void concludesNothingFromTooLittle(String service) throws Exception {
        String page = get("/?q=" + service).body();

        assertThat(rows(page)).containsExactly(service);
        assertThat(page).doesNotContain("100.0%");
    }

    @Test
    void findsServicesByNameAndState() throws Exception {
        assertThat(rows(get("/?q=F-FI").body())).containsExactly("f-fine");
        assertThat(rows(get("/?state=fault").body())).containsExactly("c-fault");
        assertThat(get("/?q=nobody").body()).contains("No service matches.");
    }

    @Test
    void speaksTheLanguageOfTheBrowserUntilAnotherIsChosen() throws Exception {
        HttpRequest.Builder japanese = request("/").header("Accept-Language", "ja,en;q=0.5");

        assertThat(send(japanese).body()).contains("<html lang=\"ja\"", "残りバジェット");
        assertThat(send(japanese.copy().header("Cookie", "lang=en")).body())
                .contains("<html lang=\"en\"", "Budget left");
    }

    @Test
    void remembersAChoiceAndStaysOnThePage() throws Exception {
        HttpResponse<String> reply = get("/?q=fine&theme=dark");

        assertThat(reply.statusCode()).isEqualTo(303);
        assertThat(reply.headers().firstValue("Location")).contains("/?q=fine");
        assertThat(reply.headers().firstValue("Set-Cookie"))
                .hasValueSatisfying(
                        cookie ->
                                assertThat(cookie)
                                        .startsWith("theme=dark;")
                                        .contains("SameSite=Strict", "HttpOnly"));
        assertThat(send(request("/").header("Cookie", "theme=dark")).body())
                .contains("data-theme=\"dark\"");
    }

    @ParameterizedTest
    @ValueSource(strings = {"//evil.example/?theme=dark", "/%2F%2Fevil.example/?theme=dark"})
    void sendsNobodyElsewhere(String path) throws Exception {
        assertThat(raw("GET " + path + " HTTP/1.1", "localhost"))
                .startsWith("HTTP/1.1 ")
                .doesNotContain("evil");
    }

    @ParameterizedTest
    @ValueSource(strings = {"lang", "theme", "zone", "q", "state", "from"})
    void writesWhatAnAddressSaysAsText(String key) throws Exception {
        String page = get("/?" + key + "=" + HOSTILE_IN_ADDRESS).body();

        assertThat(page).doesNotContain("<script>alert").contains("<h1>");
    }

    @Test
    void tellsAllOfOneService() throws Exception {
        String page = get("/services/a-overspent").body();

        assertThat(page)
                .contains("−113.0%", "market-team", "Link to this time")
                .contains("fires since Nov 22, 12:53", "Page 1 h")
                .contains("1.4.2 is live", "release.recorded")
                .contains("Not measured");
        assertThat(found(page, "aria-label=\"Budget left: ([^\"]*)"))
                .singleElement()
                .asString()
                .endsWith("and −113.0% at the end.");
    }

    @Test
    void tellsOfWorkThatWaitsAndOfSilence() throws Exception {
        String page = get("/services/flowing?zone=Asia%2FTokyo").body();

        assertThat(page)
                .contains("<dd>11 min 35 s <small>at most 1 min 30 s</small></dd>")
                .contains("<dd>1,204</dd>", "nothing has been done since Nov 22, 9:59");
    }

    @Test
    void tellsTimesInTheZoneThatIsAskedFor() throws Exception {
        String page = get("/services/a-overspent?zone=Asia%2FTokyo&last=1d").body();

        assertThat(page).contains("9:53", "<option selected>Asia/Tokyo</option>");
        assertThat(page).contains("/services/a-overspent?last=7d&amp;zone=Asia%2FTokyo");
    }

    @Test
    void aLinkToATimeStaysThatTime() throws Exception {
        String page = get("/services/a-overspent").body();
        String link = found(page, "href=\"([^\"]*from=[^\"]*)").getFirst().replace("&amp;", "&");

        assertThat(get(link).body()).contains(link.replace("&", "&amp;"), "hx-trigger=\"none\"");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"/services/nobody", "/services/", "/services/a/b", "/services/%3Cscript%3E"})
    void hasNoPageOfWhatIsNoService(String path) throws Exception {
        assertThat(get(path).statusCode()).isEqualTo(404);
        assertThat(get(path).body()).doesNotContain("<script>alert");
    }

    @ParameterizedTest
    @ValueSource(strings = {"lang", "theme", "zone", "from", "to", "last"})
    void aServicePageWritesWhatAnAddressSaysAsText(String key) throws Exception {
        String page = get("/services/a-overspent?" + key + "=" + HOSTILE_IN_ADDRESS).body();

        assertThat(page).doesNotContain("<script>alert").contains("<h1>");
    }

    /// Whoever writes definitions and ledger events does not write our pages.
    @Test
    void writesWhatPeopleWroteAsText() throws Exception {
        String page = get("/services/hostile").body();

        assertThat(page)
                .contains("&lt;script&gt;alert('description')")
                .contains("alert('slo')", "alert('actor')")
                .contains("alert('summary')", "alert('link')")
                .doesNotContain("<script>alert", "href=\"javascript:");
    }

    @ParameterizedTest
    @ValueSource(strings = {"POST", "PUT", "DELETE", "PATCH"})
    void changesNothing(String method) throws Exception {
        assertThat(send(request("/").method(method, BodyPublishers.ofString("q=1"))).statusCode())
                .isEqualTo(405);
    }

    @Test
    void refusesANameThatIsNotOurs() throws Exception {
        assertThat(raw("GET / HTTP/1.1", "evil.example")).startsWith("HTTP/1.1 421");
        assertThat(raw("GET / HTTP/1.1", "localhost:8081")).startsWith("HTTP/1.1 200");
    }

    @Test
    void letsNoOtherOriginIn() throws Exception {
        HttpResponse<String> page = get("/");

        assertThat(page.headers().firstValue("Content-Security-Policy"))
                .hasValueSatisfying(
                        policy ->
                                assertThat(policy)
                                        .contains("default-src 'none'", "frame-ancestors 'none'")
                                        .doesNotContain("unsafe"));
        assertThat(page.body()).doesNotContain("http://", "https://", "style=\"", "onclick");
    }

    @ParameterizedTest
    @ValueSource(strings = {"/static/console.css", "/static/icon.svg", "/static/htmx.min.js"})
    void servesWhatPagesNeed(String path) throws Exception {
        assertThat(get(path).statusCode()).isEqualTo(200);
        assertThat(get("/").body()).contains("\"" + path + "\"");
    }

    private static List<String> found(String page, String pattern) {
        return Pattern.compile(pattern)
                .matcher(page)
                .results()
                .map(match -> match.group(1))
                .toList();
    }

    /// The services of a page, from top to bottom.
    private static List<String> rows(String page) {
        return found(page, "<th scope=\"row\"><a[^>]*>([^<]*)");
    }

    private HttpResponse<String> get(String path) throws IOException, InterruptedException {
        return send(request(path));
    }

    private HttpResponse<String> send(HttpRequest.Builder request)
            throws IOException, InterruptedException {
        return client.send(request.build(), BodyHandlers.ofString());
    }

    private HttpRequest.Builder request(String path) {
        return HttpRequest.newBuilder(
                URI.create("http://localhost:%d%s".formatted(console.port(), path)));
    }

    private String raw(String line, String host) throws IOException {
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), console.port());
                OutputStream out = socket.getOutputStream();
                InputStream in = socket.getInputStream()) {
            String request = line + "\r\nHost: " + host + "\r\nConnection: close\r\n\r\n";
            out.write(request.getBytes(StandardCharsets.UTF_8));
            out.flush();
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        }
    }
}
