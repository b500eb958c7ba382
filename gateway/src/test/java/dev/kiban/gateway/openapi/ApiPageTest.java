package dev.kiban.gateway.openapi;

import static dev.kiban.gateway.Snapshots.at;
import static dev.kiban.gateway.Snapshots.grpc;
import static dev.kiban.gateway.Snapshots.http;
import static dev.kiban.gateway.Snapshots.plan;
import static dev.kiban.gateway.Snapshots.prefix;
import static dev.kiban.gateway.Snapshots.shop;
import static dev.kiban.gateway.Snapshots.under;
import static org.assertj.core.api.Assertions.assertThat;

import dev.kiban.definition.AccessRule.Allowed;
import dev.kiban.gateway.GatewayPlan;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

class ApiPageTest {
    private static final Pattern LINK = Pattern.compile("href=\"#([^\"]+)\"");

    private final String shop = page(plan(grpc("shop", shop(), 9101)));

    @Test
    void showsWhatCanBeCalledAndHow() {
        assertThat(shop)
                .contains(
                        "<span class=\"method\">GET</span> <span class=\"path\">/v1/items/{id}</span>",
                        "One item, with its price as of now.",
                        "Answered as <code>text/event-stream</code>",
                        "<span class=\"mark\">path</span><span class=\"mark\">required</span>")
                .containsPattern("(?s)Who may call</dt>\\s*<dd>anyone");
    }

    @Test
    void showsTheFieldsOfMessages() {
        assertThat(shop)
                .contains(
                        "<span class=\"mark\">read only</span><span class=\"said\">Given by the shop.",
                        "string (int64)");
    }

    @Test
    void linksLeadSomewhere() {
        Matcher links = LINK.matcher(shop);
        int found = 0;
        while (links.find()) {
            found++;
            assertThat(shop).contains("id=\"" + links.group(1) + "\"");
        }
        assertThat(found).isGreaterThan(10);
    }

    @Test
    void saysWhoMayCall() {
        Allowed readers = new Allowed(List.of("customers"), Map.of("*", List.of("read")), at(8));

        assertThat(page(plan(grpc("shop", under(readers, shop()), 9101))))
                .contains("<dd>customers with read</dd>");
    }

    @Test
    void leavesNoMarkupOfDefinitionsInThePage() {
        assertThat(page(plan(http("old", prefix("/<b>/", "/", "GET"), 9102))))
                .contains("/&lt;b&gt;/{path}")
                .doesNotContain("<b>");
    }

    @Test
    void saysSoWhereNothingIsExposed() {
        assertThat(page(GatewayPlan.empty())).contains("Nothing is exposed.");
    }

    private static String page(GatewayPlan plan) {
        return ApiPage.of(OpenApi.of(plan, Optional.empty(), "7")).print();
    }
}
