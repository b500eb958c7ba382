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

/// The shop's items are served by two backends, and its carts by two more.
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class TrafficCallsTest {
    private static final String ITEM = "/api/v1/traffic/item";
    private static final String CART = "/api/v1/traffic/cart";

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
    void showsSetsAndGoesBack() throws Exception {
        HttpResponse<String> set =
                api.post(
                        ITEM,
                        shop,
                        "{\"shares\": {\"k8s\": \"10%\"}, \"reason\": \"a day without errors\"}");
        HttpResponse<String> shown = api.get(ITEM, shop);
        HttpResponse<String> back = api.post(ITEM + ":rollback", shop, "{}");
        HttpResponse<String> again = api.post(ITEM + ":rollback", shop, "{}");

        assertThat(set.statusCode()).isEqualTo(200);
        assertThat(set.body())
                .startsWith(
                        """
                        {"split":"/item/","before":[{"backend":"legacy","share":"95%"},{"backend":"k8s","share":"5%"}],\
                        "now":[{"backend":"legacy","share":"90%"},{"backend":"k8s","share":"10%"}],"moved":"5.""");
        assertThat(shown.body())
                .contains(
                        "\"now\":[{\"backend\":\"legacy\",\"share\":\"90%\"}",
                        "\"defined\":[{\"backend\":\"legacy\",\"share\":\"95%\"}",
                        "\"version\":\"1\"",
                        "\"by\":\"shop-team/",
                        "\"reason\":\"a day without errors\"");
        assertThat(back.body()).contains("\"now\":[{\"backend\":\"legacy\",\"share\":\"95%\"}");
        assertThat(again.statusCode()).isEqualTo(400);
        assertThat(again.body())
                .contains("there is nothing to roll back: traffic is shared as defined");
    }

    @Test
    void writesWhoMovedWhatAndWhyIntoTheLedger() throws Exception {
        api.post(
                CART,
                shop,
                "{\"split\": \"b\", \"shares\": {\"k8s\": \"1ppm\"}, \"reason\": \"a try\"}");

        assertThat(api.events("traffic.moved"))
                .anySatisfy(
                        event -> {
                            assertThat(event.actor()).startsWith("shop-team/");
                            assertThat(event.summary())
                                    .isEqualTo("traffic of cart: legacy 99.9999%, k8s 0.0001%");
                            assertThat(event.details())
                                    .contains("a try", "legacy 100%, k8s 0%", "\"version\"");
                        });
    }

    @Test
    void letsOnlyTheTeamOfTheServiceChangeItsTraffic() throws Exception {
        String bank = api.token("bank-team", Right.CHANGE);
        String asks = api.token("shop-team", Right.ASK);
        String body = "{\"shares\": {\"k8s\": \"50%\"}}";

        assertThat(api.post(ITEM, bank, body).statusCode()).isEqualTo(403);
        assertThat(api.post(ITEM, asks, body).statusCode()).isEqualTo(403);
        assertThat(api.post(ITEM + ":rollback", bank, "{}").statusCode()).isEqualTo(403);
        assertThat(api.post(ITEM, body).statusCode()).isEqualTo(401);
        assertThat(api.get(ITEM, bank).statusCode()).isEqualTo(403);
        assertThat(api.get(ITEM, asks).statusCode()).isEqualTo(200);
    }

    @Test
    void saysWhatItNeeds() throws Exception {
        assertThat(api.post(CART, shop, "{\"shares\": {\"k8s\": \"5%\"}}").body())
                .contains("cart has several splits, say which 'split': a, b");
        assertThat(api.post(CART, shop, "{\"split\": \"c\", \"shares\": {\"k8s\": \"5%\"}}").body())
                .contains("cart has no split 'c'; it has: a, b");
        assertThat(api.post("/api/v1/traffic/shop", shop, "{\"shares\": {\"k8s\": \"5%\"}}").body())
                .contains("no route of shop shares its traffic: its definition needs a 'split'");
        assertThat(api.post(ITEM, shop, "{\"shares\": {\"k9s\": \"5%\"}}").body())
                .contains("there is no backend 'k9s'; there is: legacy, k8s");
        assertThat(api.post(ITEM, shop, "{\"shares\": {\"k8s\": \"half\"}}").body())
                .contains("'half' is no share such as 5%, 0.01% or 100ppm");
        assertThat(api.post(ITEM, shop, "{}").body()).contains("say 'shares'");
    }

    @Test
    void refusesWhoHasNotSeenTheLatest() throws Exception {
        String body = "{\"split\": \"a\", \"shares\": {\"k8s\": \"5%\"}, \"version\": \"0\"}";

        assertThat(api.post(CART, shop, body).statusCode()).isEqualTo(200);
        HttpResponse<String> late = api.post(CART, shop, body);

        assertThat(late.statusCode()).isEqualTo(409);
        assertThat(late.body()).contains("the version is 1 now: look again");
    }
}
