package dev.kiban.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import dev.kiban.access.Right;
import dev.kiban.ledger.Event;
import dev.kiban.ledger.Query;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// What callers write down: releases, corrections, overrides of the gate.
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class RecordsTest {
    private static final String CORRECTIONS = "/api/v1/corrections/bank/availability";
    private static final String HOUR =
            "{\"from\":\"2026-11-22T02:00:00Z\",\"to\":\"2026-11-22T03:00:00Z\",\"reason\":\"moved\"}";
    private static final String OVERRIDES = "/api/v1/gate/bank/overrides";
    private static final String DAY =
            "{\"expires\":\"2026-11-23T03:00:00Z\",\"reason\":\"it heals\",\"idempotencyKey\":\"k\"}";
    private static final Pattern NUMBER = Pattern.compile("\"number\":\"(\\d+)\"");

    private ApiFixture api;
    private String shop;
    private String bank;

    @BeforeAll
    void open(@TempDir Path folder) throws Exception {
        api = new ApiFixture(folder);
        shop = api.token("shop-team", Right.CHANGE);
        bank = api.token("bank-team", Right.CHANGE);
    }

    @AfterAll
    void close() {
        api.close();
    }

    @Test
    void writesAReleaseDownInTheCallersName() throws Exception {
        HttpResponse<String> reply = release("{\"service\":\"shop\",\"version\":\"1.4.2\"}");

        Event event = api.ledger.search(Query.all().kind("release").limit(1)).items().getFirst();
        assertThat(reply.statusCode()).isEqualTo(200);
        assertThat(reply.body())
                .isEqualTo("{\"event\":\"%d\",\"known\":false}%n".formatted(event.sequence()));
        assertThat(event.actor()).matches("shop-team/t\\d+");
        assertThat(event.summary()).isEqualTo("shop 1.4.2 is live");
        assertThat(event.service()).contains("shop");
        assertThat(event.details()).isEqualTo("{\"version\": \"1.4.2\"}");
    }

    @Test
    void aReleaseThatIsToldAgainIsOne() throws Exception {
        String body = "{\"service\":\"shop\",\"version\":\"2\",\"idempotencyKey\":\"build-7\"}";

        String first = release(body).body();
        String second = release(body).body();
        HttpResponse<String> other = release(body.replace("\"2\"", "\"3\""));

        assertThat(second).isEqualTo(first.replace("false", "true"));
        assertThat(other.statusCode()).isEqualTo(400);
        assertThat(other.body()).contains("this idempotency key was used before", "shop 2 is live");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"service\":\"shop\"}",
                "{\"service\":\"shop\",\"version\":\" \"}",
                "{\"service\":\"shop\",\"version\":\"a\\nb\"}",
                "{\"service\":\"shop\",\"version\":\"a\\u0000b\"}",
                "{\"service\":\"shop\",\"version\":\"1\",\"actor\":\"somebody else\"}"
            })
    void refusesWhatIsNoRelease(String body) throws Exception {
        assertThat(release(body).statusCode()).isEqualTo(400);
    }

    @Test
    void writesSqlDownAsText() throws Exception {
        String hostile = "1'); DROP TABLE ledger_event; --";

        HttpResponse<String> reply =
                release("{\"service\":\"shop\",\"version\":\"%s\"}".formatted(hostile));

        assertThat(reply.statusCode()).isEqualTo(200);
        assertThat(api.ledger.search(Query.all().kind("release").limit(1)).items().getFirst())
                .extracting(Event::summary)
                .isEqualTo("shop " + hostile + " is live");
    }

    @Test
    void aCorrectedTimeCountsAsGoodUntilItIsUndone() throws Exception {
        api.count("bank", 10, 50);
        HttpResponse<String> corrected = api.post(CORRECTIONS, bank, HOUR);
        Matcher number = NUMBER.matcher(corrected.body());
        assertThat(number.find()).as(corrected.body()).isTrue();

        String gate = api.get("/api/v1/gate/bank", bank).body();
        String list = api.get(CORRECTIONS, bank).body();
        HttpResponse<String> undone = delete(CORRECTIONS + "/" + number.group(1));
        String after = api.get("/api/v1/gate/bank", bank).body();
        HttpResponse<String> twice = delete(CORRECTIONS + "/" + number.group(1));

        assertThat(gate)
                .contains("\"remaining\":\"100.0%\"", "\"remainingAsMeasured\":\"-900.0%\"");
        assertThat(list)
                .contains(
                        "\"number\":\"%s\"".formatted(number.group(1)),
                        "\"from\":\"2026-11-22T02:00:00Z\"",
                        "\"author\":\"bank-team/",
                        "\"reason\":\"moved\"");
        assertThat(undone.statusCode()).isEqualTo(200);
        assertThat(after).contains("\"remaining\":\"-900.0%\"");
        assertThat(api.get(CORRECTIONS, bank).body()).isEqualTo("{\"corrections\":[]}\n");
        assertThat(twice.statusCode()).isEqualTo(404);
        assertThat(api.ledger.search(Query.all().kind("slo").limit(2)).items())
                .extracting(Event::action, Event::summary)
                .containsExactly(
                        tuple(
                                "slo.correction.undone",
                                "bank availability: correction %s is undone"
                                        .formatted(number.group(1))),
                        tuple(
                                "slo.corrected",
                                "bank availability counts as good from 2026-11-22T02:00:00Z"
                                        + " to 2026-11-22T03:00:00Z: moved"));
    }

    @Test
    void aRepeatedWishBringsNoUndoneCorrectionBack() throws Exception {
        String wish = HOUR.replace("{", "{\"idempotencyKey\":\"move-1\",");
        String first = api.post(CORRECTIONS, bank, wish).body();
        Matcher number = NUMBER.matcher(first);
        assertThat(number.find()).as(first).isTrue();
        delete(CORRECTIONS + "/" + number.group(1));

        String again = api.post(CORRECTIONS, bank, wish).body();

        assertThat(again).isEqualTo(first);
        assertThat(api.get(CORRECTIONS, bank).body()).isEqualTo("{\"corrections\":[]}\n");
    }

    @Test
    void refusesCorrectionsThatCannotBe() throws Exception {
        for (String body :
                List.of(
                        "{}",
                        HOUR.replace("moved", ""),
                        HOUR.replace("T02:00:00Z", "T02:00:30Z"),
                        HOUR.replace("T02:", "T04:"),
                        HOUR.replace("2026-11-22T03", "2027-03-22T03"),
                        HOUR.replace("2026-11-22T02", "2020-11-22T02"),
                        HOUR.replace("2026-11-22T02:00:00Z", "2026-11-10T02:30:00Z"),
                        HOUR.replace("T02:00:00Z", ""),
                        HOUR.replace("moved", "a".repeat(301)))) {
            HttpResponse<String> reply = api.post(CORRECTIONS, bank, body);
            assertThat(reply.statusCode()).as(body).isEqualTo(400);
        }
        assertThat(api.post(CORRECTIONS.replace("availability", "x"), bank, HOUR).body())
                .contains("\"code\":5", "bank has no such SLO; it has: [availability]");
    }

    @Test
    void whoOverridesTheGateStandsForIt() throws Exception {
        api.count("bank", 10, 50);

        HttpResponse<String> given = api.post(OVERRIDES, bank, DAY);
        String gate = api.get("/api/v1/gate/bank", bank).body();
        HttpResponse<String> again = api.post(OVERRIDES, bank, DAY);
        HttpResponse<String> other = api.post(OVERRIDES, bank, DAY.replace("heals", "hurts"));

        Event event = api.ledger.search(Query.all().kind("gate").limit(1)).items().getFirst();
        assertThat(given.statusCode()).as(given.body()).isEqualTo(200);
        assertThat(given.body()).isEqualTo("{\"event\":\"%d\"}%n".formatted(event.sequence()));
        assertThat(again.body()).isEqualTo(given.body());
        assertThat(other.statusCode()).isEqualTo(400);
        assertThat(gate)
                .contains(
                        "\"answer\":\"allow\"",
                        "\"by\":\"bank-team/",
                        "\"reason\":\"it heals\",\"expires\":\"2026-11-23T03:00:00Z\"");
        assertThat(event)
                .extracting(Event::action, Event::summary)
                .containsExactly(
                        "gate.overridden",
                        "bank may be released until 2026-11-23T03:00:00Z: it heals");
        assertThat(event.actor()).startsWith("bank-team/");
    }

    @Test
    void refusesOverridesThatCannotBe() throws Exception {
        for (String body :
                List.of(
                        "{}",
                        DAY.replace("it heals", " "),
                        DAY.replace("it heals", "a".repeat(301)),
                        DAY.replace("it heals", "a\\nb"),
                        DAY.replace("2026-11-23", "2026-11-21"),
                        DAY.replace("2026-11-23", "2026-11-30"))) {
            HttpResponse<String> reply = api.post(OVERRIDES, bank, body);
            assertThat(reply.statusCode()).as(body).isEqualTo(400);
        }
    }

    private HttpResponse<String> release(String body) throws Exception {
        return api.post("/api/v1/releases", shop, body);
    }

    private HttpResponse<String> delete(String path) throws Exception {
        return api.send(api.request(path).header("Authorization", "Bearer " + bank).DELETE());
    }
}
