package dev.kiban.api;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kiban.access.Right;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/// The shop sends push messages, 500 a second, and 6 a second of each sender.
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class PaceCallsTest {
    private static final String PUSH = "/api/v1/paces/push";

    private ApiFixture api;
    private String shop;

    @BeforeAll
    void open(@TempDir Path folder) throws Exception {
        api = new ApiFixture(folder);
        shop = api.token("shop-team", Right.CHANGE);
    }

    @AfterAll
    void close() {
        api.close();
    }

    @AfterEach
    void asDefined() throws Exception {
        api.post(PUSH, shop, "{\"asDefined\": true}");
    }

    @Test
    void showsWhatIsDefined() throws Exception {
        HttpResponse<String> all = api.get("/api/v1/paces", shop);

        assertThat(all.statusCode()).isEqualTo(200);
        assertThat(all.body())
                .contains(
                        "\"pace\":\"push\",\"owner\":\"shop-team\"",
                        "{\"limit\":\"all\",\"defined\":\"500/s\",\"allowed\":\"500/s\"}",
                        "{\"limit\":\"x-sender\",\"defined\":\"6/s\",\"allowed\":\"6/s\"}");
    }

    @Test
    void pausesAndGoesOn() throws Exception {
        HttpResponse<String> paused =
                api.post(PUSH, shop, "{\"pause\": true, \"reason\": \"the move\"}");
        HttpResponse<String> on = api.post(PUSH, shop, "{\"pause\": false}");

        assertThat(paused.body())
                .contains("\"paused\":true", "\"order\":\"pause\"", "\"reason\":\"the move\"")
                .doesNotContain("\"until\"");
        assertThat(on.body()).doesNotContain("\"order\"", "\"paused\":true");
    }

    @Test
    void slowsDownForAnHourUnlessItIsToldForHowLong() throws Exception {
        HttpResponse<String> half = api.post(PUSH, shop, "{\"ratio\": \"50%\"}");
        api.post(PUSH, shop, "{\"ratio\": \"100%\"}");
        HttpResponse<String> sender =
                api.post(
                        PUSH,
                        shop,
                        "{\"rate\": {\"limit\": \"x-sender\", \"rate\": \"3/s\"}, \"lasts\": \"120s\"}");

        assertThat(half.body())
                .contains("\"allowed\":\"250/s\"", "\"until\":\"2026-11-22T04:00:00Z\"");
        assertThat(sender.body())
                .contains("\"allowed\":\"3/s\"", "\"until\":\"2026-11-22T03:02:00Z\"");
    }

    @Test
    void ordersACampaignUntilADayAfterItsDeadline() throws Exception {
        HttpResponse<String> ordered =
                api.post(
                        PUSH,
                        shop,
                        "{\"campaign\": {\"jobs\": \"1000000\", \"deadline\": \"2026-11-22T18:00:00Z\"}}");
        HttpResponse<String> late =
                api.post(
                        PUSH,
                        shop,
                        "{\"campaign\": {\"jobs\": 5, \"deadline\": \"2026-11-22T02:00:00Z\"}}");
        HttpResponse<String> ended = api.post(PUSH, shop, "{\"campaign\": {}}");

        assertThat(ordered.body())
                .contains(
                        "\"order\":\"campaign 1000000 from 2026-11-22T03:00:00Z to 2026-11-22T18:00:00Z\"",
                        "\"until\":\"2026-11-23T18:00:00Z\"");
        assertThat(late.statusCode()).isEqualTo(400);
        assertThat(late.body()).contains("the deadline 2026-11-22T02:00:00Z is over");
        assertThat(ended.body()).doesNotContain("\"order\"");
    }

    @Test
    void givesThoseWithAVersionAnotherShare() throws Exception {
        HttpResponse<String> more =
                api.post(PUSH, shop, "{\"share\": {\"value\": \"v2\", \"share\": \"25%\"}}");
        HttpResponse<String> other =
                api.post(
                        PUSH,
                        shop,
                        "{\"share\": {\"value\": \"v3\", \"share\": \"0.01%\"}, \"lasts\": \"120s\"}");
        HttpResponse<String> back = api.post(PUSH, shop, "{\"share\": {\"value\": \"v2\"}}");

        assertThat(more.body())
                .contains(
                        "{\"value\":\"v2\",\"defined\":\"5%\",\"allowed\":\"25%\"}",
                        "\"order\":\"share v2 25%\"", "\"until\":\"2026-11-22T04:00:00Z\"");
        assertThat(other.body())
                .contains("{\"value\":\"v3\",\"defined\":\"\",\"allowed\":\"0.01%\"}");
        assertThat(back.body())
                .contains("{\"value\":\"v2\",\"defined\":\"5%\",\"allowed\":\"5%\"}")
                .doesNotContain("\"order\":\"share v2");
    }

    @Test
    void refusesAShareThatNobodyCanHave() throws Exception {
        assertThat(
                        List.of(
                                api.post(
                                                PUSH,
                                                shop,
                                                "{\"share\": {\"value\": \"v3\", \"share\": \"96%\"}}")
                                        .body(),
                                api.post(
                                                PUSH,
                                                shop,
                                                "{\"share\": {\"value\": \"v2\", \"share\": \"half\"}}")
                                        .body(),
                                api.post(
                                                PUSH,
                                                shop,
                                                "{\"share\": {\"value\": \"rest\", \"share\": \"5%\"}}")
                                        .body(),
                                api.post(
                                                "/api/v1/paces/mail",
                                                shop,
                                                "{\"share\": {\"value\": \"v2\", \"share\": \"5%\"}}")
                                        .body()))
                .satisfiesExactly(
                        sum -> assertThat(sum).contains("{v2=5%, v3=96%} are more than 100%"),
                        half -> assertThat(half).contains("'half' is no share such as 5%"),
                        rest -> assertThat(rest).contains("'rest' can have no share"),
                        none -> assertThat(none).contains("pace 'mail' has no 'canary.by'"));
    }

    @Test
    void aWholeRatioAndNoRateAreAsDefined() throws Exception {
        api.post(PUSH, shop, "{\"ratio\": \"50%\"}");
        api.post(PUSH, shop, "{\"rate\": {\"rate\": \"900/s\"}}");

        api.post(PUSH, shop, "{\"ratio\": \"100%\"}");
        HttpResponse<String> last = api.post(PUSH, shop, "{\"rate\": {}}");

        assertThat(last.body()).contains("\"allowed\":\"500/s\"").doesNotContain("\"order\"");
    }

    @Test
    void writesWhoOrderedWhatAndWhyIntoTheLedger() throws Exception {
        api.post(PUSH, shop, "{\"ratio\": \"20%\", \"reason\": \"it lags\"}");

        assertThat(api.events("pace.ordered"))
                .anySatisfy(
                        event -> {
                            assertThat(event.actor()).startsWith("shop-team/");
                            assertThat(event.summary()).isEqualTo("pace push: ratio 20%");
                            assertThat(event.details()).contains("it lags");
                        });
    }

    @Test
    void isForThoseWhoOwnIt() throws Exception {
        String bank = api.token("bank-team", Right.CHANGE);
        String looks = api.token("shop-team", Right.ASK);

        assertThat(api.get("/api/v1/paces", bank).body()).doesNotContain("push");
        assertThat(api.get(PUSH, bank).statusCode()).isEqualTo(403);
        assertThat(api.post(PUSH, bank, "{\"pause\": true}").statusCode()).isEqualTo(403);
        assertThat(api.get(PUSH, looks).statusCode()).isEqualTo(200);
        assertThat(api.post(PUSH, looks, "{\"pause\": true}").statusCode()).isEqualTo(403);
    }

    @Test
    void saysWhatItDoesNotUnderstand() throws Exception {
        assertRefused("{}", "say 'pause', 'ratio', 'rate', 'share', 'campaign' or 'asDefined'");
        assertRefused("{\"ratio\": \"half\"}", "'half' is no ratio such as 50%");
        assertRefused("{\"ratio\": \"0%\"}", "to start nothing at all, pause");
        assertRefused("{\"rate\": {\"rate\": \"fast\"}}", "is no rate such as 500/s");
        assertRefused("{\"pause\": true, \"lasts\": \"9000000s\"}", "for up to 30 days");
        assertThat(api.post(PUSH, shop, "{\"rate\": {\"limit\": \"x\", \"rate\": \"1/s\"}}").body())
                .contains("no limit 'x'; it has: all, x-sender");
    }

    private void assertRefused(String body, String why) throws Exception {
        HttpResponse<String> answer = api.post(PUSH, shop, body);

        assertThat(answer.statusCode()).isEqualTo(400);
        assertThat(answer.body()).contains(why);
    }
}
