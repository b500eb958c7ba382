package dev.kiban.api;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kiban.access.Right;
import dev.kiban.ledger.Ledger;
import dev.kiban.runtime.telemetry.log.Log;
import dev.kiban.transcode.Rpc;
import dev.kiban.transcode.http.HttpRule;
import dev.kiban.transcode.http.HttpRules;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/// Who is let in, on every route that there is: a new one is among them by itself.
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ApiOverHttpTest {
    private ApiFixture api;

    @BeforeAll
    void open(@TempDir Path folder) throws Exception {
        api = new ApiFixture(folder);
    }

    @AfterAll
    void close() {
        api.close();
    }

    static Stream<HttpRule> routes() {
        return ApiJson.SCHEMA.rpcs().stream()
                .map(Rpc::descriptor)
                .map(HttpRules::of)
                .flatMap(List::stream);
    }

    @Test
    void everyMethodIsAnswered() {
        Api.Ports nothing =
                new Api.Ports(Optional::empty, FakeLandscape.EMPTY, () -> ApiFixture.NOW);

        List<String> answered =
                new Api(nothing, Log.to(_ -> {})).methods().stream().map(Method::rpc).toList();

        assertThat(ApiJson.SCHEMA.rpcs().stream().map(Rpc::fullName))
                .containsExactlyInAnyOrderElementsOf(answered);
    }

    @ParameterizedTest
    @MethodSource("routes")
    void letsNobodyInWithoutAToken(HttpRule rule) throws Exception {
        HttpResponse<String> reply = api.send(call(rule));

        assertThat(reply.statusCode()).isEqualTo(401);
        assertThat(reply.headers().firstValue("WWW-Authenticate"))
                .contains("Bearer realm=\"kiban\"");
        assertThat(reply.body()).contains("\"code\":16", "kiban token create");
    }

    @ParameterizedTest
    @MethodSource("routes")
    void letsNobodyInWithATokenThatDoesNotHold(HttpRule rule) throws Exception {
        String right = api.token("shop-team", Right.CHANGE);
        List<String> wrong =
                List.of(
                        "Bearer kiban_" + "A".repeat(43),
                        "Bearer " + api.revoked("shop-team"),
                        "Bearer " + api.expired("shop-team"),
                        "Bearer " + right.substring(1),
                        "Bearer " + right + "A",
                        "Bearer ' OR ''='",
                        "Bearer",
                        "Basic " + right,
                        right,
                        "");

        for (String header : wrong) {
            HttpResponse<String> reply = api.send(call(rule).header("Authorization", header));
            assertThat(reply.statusCode()).as(header).isEqualTo(401);
        }
        HttpRequest.Builder two = call(rule).header("Authorization", "Bearer " + right);
        assertThat(api.send(two.header("Authorization", "Bearer " + right)).statusCode())
                .isEqualTo(401);
    }

    /// Neither a foreign team nor a token that may only ask changes anything.
    @ParameterizedTest
    @MethodSource("routes")
    void letsOnlyTheOwnerChangeThings(HttpRule rule) throws Exception {
        String bank = api.token("bank-team", Right.CHANGE);
        String asking = api.token("shop-team", Right.ASK);
        Ledger.Verdict before = api.ledger.verify();

        HttpResponse<String> foreign = asShop(rule, bank);
        HttpResponse<String> asked = asShop(rule, asking);

        assertThat(foreign.statusCode()).as(foreign.body()).isEqualTo(403);
        assertThat(foreign.body())
                .containsAnyOf(
                        "bank-team has no service 'shop'",
                        "bank-team has no pace 'push'",
                        "is not of shop-team");
        boolean isQuestion =
                rule.httpMethod().equals("GET") || rule.template().endsWith("/gate/{service}");
        assertThat(asked.body().contains("may only ask")).as(asked.body()).isNotEqualTo(isQuestion);
        assertThat(api.ledger.verify()).isEqualTo(before);
    }

    /// What is foreign cannot be told from what is unknown.
    @Test
    void tellsAForeignTeamNothing() throws Exception {
        String bank = api.token("bank-team", Right.CHANGE);

        HttpResponse<String> foreign = api.get("/api/v1/gate/shop", bank);
        HttpResponse<String> unknown = api.get("/api/v1/gate/shap", bank);

        assertThat(foreign.statusCode()).isEqualTo(403);
        assertThat(unknown.statusCode()).isEqualTo(403);
        assertThat(unknown.body().replace("shap", "shop")).isEqualTo(foreign.body());
    }

    @Test
    void tellsWhoMayKnowThatThereIsNoSuchService() throws Exception {
        HttpResponse<String> reply = api.get("/api/v1/gate/shap", api.token("", Right.ASK));

        assertThat(reply.statusCode()).isEqualTo(404);
        assertThat(reply.body())
                .isEqualTo(
                        """
                        {"code":5,"message":"there is no service 'shap' in the live definitions","details":[]}
                        """);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{",
                "[]",
                "null",
                "{\"name\":1}",
                "{\"name\":\"a\",\"name\":\"b\"}",
                "{\"name\":\"a\"} x",
                "{\"name\":\"\\ud800\"}",
                "{\"service\":\"bank\"}",
                "{'name':'a'}",
                "{\"metadata\":{\"a\":{\"b\":1}}}"
            })
    void refusesHostileJson(String body) throws Exception {
        HttpResponse<String> reply =
                api.post("/api/v1/gate/shop", api.token("shop-team", Right.CHANGE), body);

        assertThat(reply.statusCode()).as(reply.body()).isEqualTo(400);
        assertThat(reply.body()).contains("\"code\":3");
    }

    @Test
    void refusesWhatIsTooDeepOrTooLarge() throws Exception {
        String token = api.token("shop-team", Right.CHANGE);
        String deep = "{\"x\":" + "[".repeat(30_000) + "]".repeat(30_000) + "}";
        String large = "{\"name\":\"" + "a".repeat(70_000) + "\"}";

        assertThat(api.post("/api/v1/gate/shop", token, deep).statusCode()).isEqualTo(400);
        assertThat(api.post("/api/v1/gate/shop", token, large).statusCode()).isEqualTo(413);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/api/v1/gate/%27%20OR%20%271%27=%271",
                "/api/v1/gate/shop%00",
                "/api/v1/gate/..%2f..%2fetc",
                "/api/v1/gate/%ff"
            })
    void refusesHostileNames(String path) throws Exception {
        HttpResponse<String> reply = api.get(path, api.token("shop-team", Right.CHANGE));

        assertThat(reply.statusCode()).as(reply.body()).isEqualTo(400);
    }

    @Test
    void saysWhatAnAddressTakes() throws Exception {
        HttpResponse<String> wrong = api.send(api.request("/api/v1/gate/shop").DELETE());
        HttpResponse<String> nothing = api.send(api.request("/api/v1/nothing"));

        assertThat(wrong.statusCode()).isEqualTo(405);
        assertThat(wrong.headers().firstValue("Allow")).contains("GET, HEAD, POST");
        assertThat(nothing.statusCode()).isEqualTo(404);
    }

    @Test
    void writesNoTokenToTheLog() throws Exception {
        String token = api.token("shop-team", Right.ASK);

        api.get("/api/v1/gate/shop", token);
        api.get("/api/v1/gate/shop?token=" + token, token);
        api.post("/api/v1/gate/shop", token, "{\"x\":\"" + token + "\"");

        assertThat(api.log()).noneMatch(line -> line.contains(token));
    }

    /// A call about the shop.
    private HttpResponse<String> asShop(HttpRule rule, String token) throws Exception {
        String body = rule.template().contains("{service}") ? "{}" : "{\"service\":\"shop\"}";
        if (rule.template().contains("/runs")) {
            body = "{\"team\":\"shop-team\"}";
        }
        if (rule.template().contains("/paces")) {
            body = "{}";
        }
        return api.send(call(rule, body).header("Authorization", "Bearer " + token));
    }

    /// A call of a route as its team would make it, but for who calls.
    private HttpRequest.Builder call(HttpRule rule) {
        return call(rule, "{}");
    }

    private HttpRequest.Builder call(HttpRule rule, String body) {
        String path =
                rule.template()
                        .replace("{service}", "shop")
                        .replace("{slo}", "availability")
                        .replace("{flow}", "receipts")
                        .replace("{number}", "1")
                        .replace("{job}", "nightly")
                        .replace("{pace}", "push");
        boolean lists = path.endsWith("/runs") || path.endsWith("/paces");
        if (lists && rule.httpMethod().equals("GET")) {
            path += "?team=shop-team";
        }
        boolean hasBody = !rule.body().isEmpty();
        return api.request(path)
                .method(
                        rule.httpMethod(),
                        hasBody ? BodyPublishers.ofString(body) : BodyPublishers.noBody());
    }
}
