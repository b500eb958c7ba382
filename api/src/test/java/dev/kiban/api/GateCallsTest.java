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

/// The shop does well, and the bank has spent its budget.
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class GateCallsTest {
    private static final int COUNTED_MINUTES = 10;

    private ApiFixture api;
    private String shop;
    private String bank;

    @BeforeAll
    void open(@TempDir Path folder) throws Exception {
        api = new ApiFixture(folder);
        api.count("shop", COUNTED_MINUTES, 0);
        api.count("bank", COUNTED_MINUTES, 50);
        shop = api.token("shop-team", Right.ASK);
        bank = api.token("bank-team", Right.ASK);
    }

    @AfterAll
    void close() {
        api.close();
    }

    /// `result` of Argo's web metric is what stands at `{$.answer}`.
    @Test
    void answersArgo() throws Exception {
        HttpResponse<String> allow = api.get("/api/v1/gate/shop", shop);
        HttpResponse<String> hold = api.get("/api/v1/gate/bank?risk=high", bank);

        assertThat(allow.statusCode()).isEqualTo(200);
        assertThat(allow.headers().firstValue("Content-Type")).contains("application/json");
        assertThat(allow.body())
                .isEqualTo(
                        """
                        {"service":"shop","answer":"allow","reasons":[],"slos":[{"name":"availability",\
                        "remaining":"100.0%","coverage":"100.0%","firing":[],"remainingAsMeasured":"100.0%"}]}
                        """);
        assertThat(hold.statusCode()).isEqualTo(200);
        assertThat(hold.body())
                .contains(
                        "\"answer\":\"hold\"", "availability: the budget is spent, -900.0% remain");
    }

    @Test
    void letsFlaggerGoOn() throws Exception {
        HttpResponse<String> reply = api.post("/api/v1/gate/shop", flagger(shop));

        assertThat(reply.statusCode()).isEqualTo(200);
        assertThat(reply.body()).contains("\"answer\":\"allow\"");
    }

    /// It shows people the body of what is not 2xx.
    @Test
    void makesFlaggerWait() throws Exception {
        HttpResponse<String> reply = api.post("/api/v1/gate/bank", flagger(bank));

        assertThat(reply.statusCode()).isEqualTo(403);
        assertThat(reply.body()).contains("\"answer\":\"hold\"", "the budget is spent");
    }

    @Test
    void takesFlaggersRiskFromItsMetadata() throws Exception {
        String odd =
                """
                {"name":"shop","namespace":"x","phase":"Waiting","metadata":{"token":"%s","risk":"odd"}}"""
                        .formatted(shop);

        assertThat(api.post("/api/v1/gate/shop", odd.replace("odd", "high")).statusCode())
                .isEqualTo(200);
        assertThat(api.post("/api/v1/gate/shop", odd).body())
                .contains("metadata.risk is 'normal' or 'high'");
    }

    /// Flagger's bodies as its own versions have them: the first ones, and later ones with more.
    @Test
    void readsWhatLaterVersionsOfFlaggerSay() throws Exception {
        String first =
                """
                {"name":"shop","namespace":"test","metadata":{"token":"%s"}}"""
                        .formatted(shop);
        String later = flagger(shop).replace("\"checksum\"", "\"buildId\":\"7\",\"checksum\"");

        assertThat(api.post("/api/v1/gate/shop", first).statusCode()).isEqualTo(200);
        assertThat(api.post("/api/v1/gate/shop", later).statusCode()).isEqualTo(200);
    }

    @Test
    void refusesWhatItDoesNotKnowInAQuery() throws Exception {
        HttpResponse<String> risk = api.get("/api/v1/gate/shop?risk=hihg", shop);
        HttpResponse<String> name = api.get("/api/v1/gate/shop?rsik=high", shop);

        assertThat(risk.statusCode()).isEqualTo(400);
        assertThat(risk.body()).contains("\"code\":3", "hihg");
        assertThat(name.statusCode()).isEqualTo(400);
        assertThat(name.body()).contains("rsik");
    }

    private static String flagger(String token) {
        return """
        {"name":"shop","namespace":"test","phase":"Progressing","checksum":"85d557f47b",\
        "metadata":{"test":"all","token":"%s"}}"""
                .formatted(token);
    }
}
