package dev.kiban.gateway.proxy;

import static dev.kiban.gateway.Snapshots.at;
import static dev.kiban.gateway.Snapshots.grpc;
import static dev.kiban.gateway.Snapshots.http;
import static dev.kiban.gateway.Snapshots.plan;
import static dev.kiban.gateway.Snapshots.prefix;
import static dev.kiban.gateway.Snapshots.shop;
import static dev.kiban.gateway.Snapshots.takenFrom;
import static dev.kiban.gateway.Snapshots.trusting;
import static org.assertj.core.api.Assertions.assertThat;

import dev.kiban.definition.Sources;
import dev.kiban.kernel.AddressRange;
import java.net.http.HttpResponse;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// Where requests come from, and who is told.
class AddressesTest {
    private static final String OFFICE = "203.0.113.7";

    private HttpShop old;
    private GrpcShop shop;
    private TestGateway gateway;

    @BeforeEach
    void start() throws Exception {
        old = new HttpShop(HttpShop.text(200, "ok"));
        shop = new GrpcShop();
        gateway =
                new TestGateway(
                        plan(
                                trusting(range("127.0.0.1"), range("10.0.0.0/8")),
                                http(
                                        "office",
                                        takenFrom(
                                                sources("203.0.113.0/24"), prefix("/office/", "/")),
                                        old.port()),
                                http(
                                        "inside",
                                        takenFrom(sources("127.0.0.0/8"), prefix("/inside/", "/")),
                                        old.port()),
                                http("open", prefix("/open/", "/"), old.port()),
                                grpc("shop", shop(), shop.port())));
    }

    @AfterEach
    void stop() {
        gateway.close();
        shop.close();
        old.close();
    }

    @Test
    void takesRequestsFromTheAddressesThatTheRouteNames() throws Exception {
        assertThat(status("/office/a", OFFICE)).isEqualTo(200);
        assertThat(status("/office/a", "203.0.114.7")).isEqualTo(403);
        assertThat(status("/office/a", "203.0.113.7, 198.51.100.1")).isEqualTo(403);
        assertThat(status("/inside/a", OFFICE)).isEqualTo(403);
        assertThat(gateway.get("/office/a").statusCode()).isEqualTo(403);
        assertThat(gateway.get("/inside/a").statusCode()).isEqualTo(200);
        assertThat(old.asked()).hasSize(2);
    }

    @Test
    void saysWhyItRefuses() throws Exception {
        HttpResponse<String> answer = gateway.get("/office/a");

        assertThat(answer.body())
                .isEqualTo(
                        "{\"code\":7,\"message\":\"the route is not for the address of the caller\",\"details\":[]}");
        assertThat(answer.headers().map()).doesNotContainKey("www-authenticate");
    }

    @Test
    void letsNobodyInByAListThatCannotBeRead() throws Exception {
        for (String list : List.of("nonsense", "127.0.0.1,", "0127.0.0.1", "127.1", "localhost")) {
            assertThat(status("/inside/a", list)).as(list).isEqualTo(403);
            assertThat(status("/open/a", list)).as(list).isEqualTo(200);
        }
    }

    @Test
    void tellsTheLogWhereARequestComesFrom() throws Exception {
        assertThat(status("/open/a", "198.51.100.1, " + OFFICE)).isEqualTo(200);

        assertThat(gateway.firstServed().head().clientAddress()).isEqualTo(OFFICE);
    }

    @Test
    void handsOnWhatTrustedProxiesSay() throws Exception {
        HttpResponse<String> answer =
                gateway.get("/open/a", "X-Forwarded-For", OFFICE, "X-Forwarded-Proto", "https");
        gateway.get("/v1/items/7", "X-Forwarded-For", OFFICE, "X-Forwarded-Proto", "gopher");

        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(old.asked().getFirst().header("X-Forwarded-For"))
                .isEqualTo("203.0.113.7, 127.0.0.1");
        assertThat(old.asked().getFirst().header("X-Forwarded-Proto")).isEqualTo("https");
        assertThat(shop.metadata("x-forwarded-for")).isEqualTo("203.0.113.7, 127.0.0.1");
        assertThat(shop.metadata("x-forwarded-proto")).isEqualTo("http");
    }

    private int status(String target, String forwardedFor) throws Exception {
        return gateway.get(target, "X-Forwarded-For", forwardedFor).statusCode();
    }

    private static Sources sources(String range) {
        return new Sources(List.of(range(range)), at(20));
    }

    private static AddressRange range(String text) {
        return AddressRange.parse(text).orElseThrow();
    }
}
