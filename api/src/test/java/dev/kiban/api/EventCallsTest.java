package dev.kiban.api;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kiban.access.Right;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// What programs count by themselves, from their call to the gate's answer.
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class EventCallsTest {
    private static final String MINUTE = "2026-11-22T02:55:00Z";

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

    @Test
    void theGateKnowsWhatWasTold() throws Exception {
        String batch = batch("told-1", row(MINUTE, "98", "100"));
        String first = tell(batch).body();
        String again = tell(batch).body();

        assertThat(first).isEqualTo("{\"known\":false}\n");
        assertThat(again).isEqualTo("{\"known\":true}\n");
        assertThat(gate())
                .contains("\"answer\":\"allow\"", "\"remaining\":\"60.0%\"", "\"coverage\":");
    }

    @Test
    void aKeyIsOfOneBatch() throws Exception {
        tell(batch("told-2", row(MINUTE, "0", "0")));
        HttpResponse<String> other = tell(batch("told-2", row(MINUTE, "0", "1")));

        assertThat(other.statusCode()).isEqualTo(400);
        assertThat(other.body()).contains("this idempotency key was used before");
    }

    @ParameterizedTest
    @CsvSource({
        "-1, 1, cannot be",
        "2, 1, cannot be",
        "1, 100000001, cannot be",
        "1, 9223372036854775807, cannot be"
    })
    void refusesWhatCannotHaveBeenCounted(String good, String valid, String why) throws Exception {
        HttpResponse<String> reply = tell(batch("bad-1", row(MINUTE, good, valid)));

        assertThat(reply.statusCode()).isEqualTo(400);
        assertThat(reply.body()).contains(why);
    }

    @ParameterizedTest
    @CsvSource({
        "2026-11-22T02:59:30Z, is not the start of a minute",
        "2026-11-22T04:01:00Z, is in the future",
        "2026-11-14T02:59:00Z, is too old: minutes are kept for 8 days"
    })
    void refusesMinutesThatDoNotCount(String minute, String why) throws Exception {
        HttpResponse<String> reply = tell(batch("bad-2", row(minute, "1", "1")));

        assertThat(reply.statusCode()).isEqualTo(400);
        assertThat(reply.body()).contains(why);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"service\":\"till\"}",
                "{\"service\":\"till\",\"idempotencyKey\":\"k\"}",
                "{\"service\":\"till\",\"idempotencyKey\":\"k\",\"counts\":[]}",
                "{\"service\":\"till\",\"idempotencyKey\":\"k\",\"counts\":[{}]}",
                "{\"service\":\"till\",\"idempotencyKey\":\"k\",\"counts\":[{\"minute\":\"2026-11-22T02:59:00Z\",\"stream\":\"payments\",\"bad\":1}]}"
            })
    void refusesWhatIsNoBatch(String body) throws Exception {
        assertThat(tell(body).statusCode()).isEqualTo(400);
    }

    @Test
    void needsAKeyForEachBatch() throws Exception {
        assertThat(tell(batch("", row(MINUTE, "1", "1"))).body()).contains("an idempotency key");
        assertThat(tell(batch("a".repeat(101), row(MINUTE, "1", "1"))).statusCode()).isEqualTo(400);
        assertThat(tell(batch("twice", row(MINUTE, "1", "1") + "," + row(MINUTE, "1", "1"))).body())
                .contains("is there twice: add the two up");
    }

    @Test
    void saysWhichStreamsThereAre() throws Exception {
        HttpResponse<String> reply =
                tell(batch("k", row(MINUTE, "1", "1")).replace("payments", "paymnets"));

        assertThat(reply.statusCode()).isEqualTo(404);
        assertThat(reply.body()).contains("there are: [payments]");
    }

    @Test
    void letsOnlyTheOwnerTell() throws Exception {
        String bank = api.token("bank-team", Right.CHANGE);
        String asking = api.token("shop-team", Right.ASK);
        String batch = batch("foreign", row(MINUTE, "0", "100000000"));

        assertThat(api.post("/api/v1/events", bank, batch).statusCode()).isEqualTo(403);
        assertThat(api.post("/api/v1/events", asking, batch).statusCode()).isEqualTo(403);
        assertThat(api.post("/api/v1/events", batch).statusCode()).isEqualTo(401);
    }

    private HttpResponse<String> tell(String body) throws Exception {
        return api.post("/api/v1/events", shop, body);
    }

    private String gate() throws Exception {
        return api.get("/api/v1/gate/till", shop).body();
    }

    private static String batch(String key, String rows) {
        return "{\"service\":\"till\",\"idempotencyKey\":\"%s\",\"counts\":[%s]}"
                .formatted(key, rows);
    }

    private static String row(String minute, String good, String valid) {
        return "{\"stream\":\"payments\",\"minute\":\"%s\",\"good\":\"%s\",\"valid\":\"%s\"}"
                .formatted(minute, good, valid);
    }
}
