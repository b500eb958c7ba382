package dev.kiban.gateway.proxy;

import static dev.kiban.gateway.Snapshots.at;
import static dev.kiban.gateway.Snapshots.grpc;
import static dev.kiban.gateway.Snapshots.limited;
import static dev.kiban.gateway.Snapshots.shop;
import static dev.kiban.gateway.Snapshots.under;
import static org.assertj.core.api.Assertions.assertThat;

import dev.kiban.definition.AccessRule;
import dev.kiban.definition.RateLimit;
import dev.kiban.definition.RateLimit.By;
import dev.kiban.definition.RateLimit.ByAddress;
import dev.kiban.definition.RateLimit.ByHeader;
import dev.kiban.definition.RateLimit.ByIdentity;
import dev.kiban.definition.RateLimit.ByRoute;
import dev.kiban.gateway.Snapshots;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/// Routes that let only so many requests through. An hour's rates, so that no token flows in while
/// a test runs.
class ThrottledRouteTest {

    @Test
    void refusesWhatIsMoreThanTheRateAndSaysWhenToTryAgain() throws Exception {
        try (GrpcShop shop = new GrpcShop();
                TestGateway gateway = limiting(shop, hourly(new ByRoute(), 2))) {
            List<Integer> statuses = statuses(gateway, 2);
            HttpResponse<String> refused = gateway.get("/v1/items/7");

            assertThat(statuses).containsExactly(200, 200);
            assertThat(refused.statusCode()).isEqualTo(429);
            assertThat(refused.headers().firstValueAsLong("retry-after").orElseThrow())
                    .isBetween(1_700L, 1_800L);
            assertThat(refused.body())
                    .startsWith(
                            "{\"code\":8,\"message\":\"the rate is 2 an hour for the route, 2 at once: try again in 1");
            assertThat(shop.calls()).hasSize(2);
        }
    }

    @Test
    void countsEachValueOfAHeaderByItself() throws Exception {
        try (GrpcShop shop = new GrpcShop();
                TestGateway gateway = limiting(shop, hourly(new ByHeader("x-tenant"), 1))) {
            assertThat(statuses(gateway, 2, "X-Tenant", "acme")).containsExactly(200, 429);
            assertThat(statuses(gateway, 2, "X-Tenant", "other")).containsExactly(200, 429);
            assertThat(statuses(gateway, 2)).containsExactly(200, 429);
        }
    }

    @Test
    void countsWhoIsNotKnownByAddress() throws Exception {
        try (GrpcShop shop = new GrpcShop();
                TestGateway gateway = limiting(shop, hourly(new ByIdentity(), 2))) {
            assertThat(statuses(gateway, 3)).containsExactly(200, 200, 429);
        }
    }

    @Test
    void asksAllRatesAndChargesNoneIfOneRefuses() throws Exception {
        RateLimit three = hourly(new ByRoute(), 3);
        RateLimit one = hourly(new ByHeader("x-tenant"), 1);
        try (GrpcShop shop = new GrpcShop();
                TestGateway gateway = limiting(shop, three, one)) {
            assertThat(statuses(gateway, 3, "X-Tenant", "acme")).containsExactly(200, 429, 429);
            assertThat(statuses(gateway, 1, "X-Tenant", "other")).containsExactly(200);
            assertThat(statuses(gateway, 1, "X-Tenant", "third")).containsExactly(200);
            assertThat(statuses(gateway, 1, "X-Tenant", "fourth")).containsExactly(429);
        }
    }

    @Test
    void countsByAddressWhatIsRefusedLaterToo() throws Exception {
        RateLimit two = hourly(new ByAddress(), 2);
        AccessRule closed = new AccessRule.Nobody(at(8));
        try (GrpcShop shop = new GrpcShop();
                TestGateway gateway =
                        new TestGateway(
                                grpc(
                                        "shop",
                                        limited(List.of(two), under(closed, shop())),
                                        shop.port()))) {
            assertThat(statuses(gateway, 3)).containsExactly(403, 403, 429);
        }
    }

    @Test
    void givesNobodyANewBucketWhenDefinitionsAreReloaded() throws Exception {
        RateLimit rate = hourly(new ByRoute(), 2);
        try (GrpcShop shop = new GrpcShop();
                TestGateway gateway = limiting(shop, rate)) {
            assertThat(statuses(gateway, 1)).containsExactly(200);

            gateway.gateway()
                    .serve(
                            Snapshots.plan(
                                    grpc("shop", limited(List.of(rate), shop()), shop.port())));

            assertThat(statuses(gateway, 2)).containsExactly(200, 429);
        }
    }

    private static TestGateway limiting(GrpcShop shop, RateLimit... rates) {
        return new TestGateway(grpc("shop", limited(List.of(rates), shop()), shop.port()));
    }

    private static RateLimit hourly(By by, int amount) {
        return new RateLimit(by, amount, Duration.ofHours(1), amount, at(12));
    }

    private static List<Integer> statuses(TestGateway gateway, int requests, String... headers)
            throws Exception {
        List<Integer> statuses = new ArrayList<>();
        for (int i = 0; i < requests; i++) {
            statuses.add(gateway.get("/v1/items/7", headers).statusCode());
        }
        return statuses;
    }
}
