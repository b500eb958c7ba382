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
import org.junit.jupiter.params.provider.ValueSource;

/// Work that programs begin and finish, from their call to what waits.
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class FlowCallsTest {
    private static final String NOTHING = "{\"waiting\":\"0\"}\n";

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
    void tellsWhatWaitsAndForHowLong() throws Exception {
        String began = tell("\"at\":\"2026-11-22T02:58:00Z\",\"started\":[\"1\",\"2\"]").body();
        String later = tell("\"started\":[\"3\"],\"done\":[\"1\"]").body();
        String asked = api.get("/api/v1/flows/desk/receipts", shop).body();
        String last = tell("\"done\":[\"2\",\"3\",\"2\"]").body();

        assertThat(began)
                .isEqualTo(
                        """
                        {"waiting":"2","oldest":{"id":"1","started":"2026-11-22T02:58:00Z","age":"120s"}}
                        """);
        assertThat(later).contains("\"waiting\":\"2\",\"oldest\":{\"id\":\"2\"");
        assertThat(asked).isEqualTo(later);
        assertThat(last).isEqualTo(NOTHING);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "\"started\":[]",
                "\"started\":[\"\"]",
                "\"started\":[\" \"]",
                "\"done\":[\"a\\nb\"]",
                "\"done\":[\"a\\u0000b\"]",
                "\"started\":[\"a\"],\"at\":\"2026-11-22T04:30:00Z\"",
                "\"started\":[\"a\"],\"at\":\"2026-11-12T04:30:00Z\"",
                "\"started\":\"a\"",
                "\"begun\":[\"a\"]"
            })
    void refusesWhatIsNoNews(String news) throws Exception {
        HttpResponse<String> reply = tell(news);

        assertThat(reply.statusCode()).as(reply.body()).isEqualTo(400);
    }

    @Test
    void refusesIdsThatAreTooLongOrTooMany() throws Exception {
        String many = "\"1\",".repeat(2) + "\"2\"";
        StringBuilder ids = new StringBuilder(many);
        for (int id = 3; id <= 1_001; id++) {
            ids.append(",\"").append(id).append('"');
        }

        assertThat(tell("\"done\":[\"%s\"]".formatted("a".repeat(201))).statusCode())
                .isEqualTo(400);
        assertThat(tell("\"done\":[%s]".formatted(ids)).body())
                .contains("tell 1 to 1000 ids at once");
    }

    @Test
    void writesSqlDownAsText() throws Exception {
        String hostile = "1'); DROP TABLE slo_flow_item; --";

        assertThat(tell("\"started\":[\"%s\"]".formatted(hostile)).body()).contains(hostile);
        assertThat(tell("\"done\":[\"%s\"]".formatted(hostile)).body()).isEqualTo(NOTHING);
    }

    @Test
    void saysWhichFlowsThereAre() throws Exception {
        HttpResponse<String> reply = api.get("/api/v1/flows/desk/recepits", shop);

        assertThat(reply.statusCode()).isEqualTo(404);
        assertThat(reply.body()).contains("there are: [receipts]");
    }

    private HttpResponse<String> tell(String news) throws Exception {
        return api.post(
                "/api/v1/flows",
                shop,
                "{\"service\":\"desk\",\"flow\":\"receipts\",%s}".formatted(news));
    }
}
