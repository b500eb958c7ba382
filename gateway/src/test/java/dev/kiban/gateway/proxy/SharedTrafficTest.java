package dev.kiban.gateway.proxy;

import static dev.kiban.gateway.Splits.OVERRIDE;
import static dev.kiban.gateway.Splits.split;
import static org.assertj.core.api.Assertions.assertThat;

import dev.kiban.definition.SplitKey;
import dev.kiban.gateway.Backend;
import dev.kiban.gateway.ServedRequest;
import dev.kiban.gateway.Splits;
import dev.kiban.gateway.split.Key;
import dev.kiban.gateway.split.Split;
import dev.kiban.testkit.Eventually;
import java.net.http.HttpResponse;
import java.util.LinkedHashMap;
import java.util.SequencedMap;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/// Routes whose requests several backends share.
class SharedTrafficTest {
    private static final int USERS = 40;
    private static final SplitKey BY_HEADER = new SplitKey.Header("x-user");

    private final HttpShop legacy = new HttpShop(HttpShop.text(200, "legacy"));
    private final HttpShop k8s = new HttpShop(HttpShop.text(200, "k8s"));

    @AfterEach
    void close() {
        legacy.close();
        k8s.close();
    }

    @Test
    void sendsEachUserWhereItBelongs() throws Exception {
        SequencedMap<String, Integer> shares = new LinkedHashMap<>();
        shares.put("legacy", 600_000);
        shares.put("k8s", 400_000);
        Split split = Split.of(shares);
        try (TestGateway gateway = sharing("40%", BY_HEADER)) {
            for (int user = 0; user < USERS; user++) {
                String name = "user-" + user;

                HttpResponse<String> response = gateway.get("/a", "X-User", name);

                assertThat(response.body()).isEqualTo(split.choose(Key.of(name)).name());
            }
            assertThat(legacy.asked()).isNotEmpty();
            assertThat(k8s.asked()).isNotEmpty();
        }
    }

    @Test
    void holdsAVisitorByCookie() throws Exception {
        try (TestGateway gateway = sharing("50%", new SplitKey.Cookie("uid"))) {
            String first = gateway.get("/a", "Cookie", "lang=ja; uid=u-1").body();

            for (int i = 0; i < USERS; i++) {
                assertThat(gateway.get("/" + i, "Cookie", "uid=u-1; seen=" + i).body())
                        .isEqualTo(first);
            }
        }
    }

    @Test
    void sharesRequestsThatHaveNoKey() throws Exception {
        try (TestGateway gateway = sharing("50%", new SplitKey.User())) {
            for (int i = 0; i < USERS; i++) {
                gateway.get("/a");
            }
            assertThat(legacy.asked()).isNotEmpty();
            assertThat(k8s.asked()).isNotEmpty();
        }
    }

    @Test
    void letsARequestNameItsBackendAndKeepsThatToItself() throws Exception {
        try (TestGateway gateway = sharing("0%", BY_HEADER)) {
            assertThat(gateway.get("/a").body()).isEqualTo("legacy");
            assertThat(gateway.get("/a", OVERRIDE, "k8s").body()).isEqualTo("k8s");

            assertThat(k8s.asked().getFirst().header(OVERRIDE)).isEmpty();
        }
    }

    @Test
    void refusesARequestThatNamesNoBackend() throws Exception {
        try (TestGateway gateway = sharing("50%", BY_HEADER)) {
            HttpResponse<String> response = gateway.get("/a", OVERRIDE, "k9s");

            assertThat(response.statusCode()).isEqualTo(400);
            assertThat(response.body())
                    .contains("the header 'x-backend' names no backend of this route");
            assertThat(gateway.firstServed().backend()).isEmpty();
        }
    }

    @Test
    void saysWhichBackendServed() throws Exception {
        try (TestGateway gateway = sharing("100%", BY_HEADER)) {
            gateway.get("/a");

            ServedRequest served = gateway.firstServed();
            assertThat(served.backend().map(Backend::name)).contains("k8s");
        }
    }

    @Test
    void sharesGrpcToo() throws Exception {
        try (GrpcShop old = new GrpcShop();
                GrpcShop next = new GrpcShop();
                TestGateway gateway =
                        new TestGateway(
                                Splits.grpc(
                                        split("50%", new SplitKey.EachRequest()),
                                        old.port(),
                                        next.port()))) {
            for (int i = 0; i < USERS; i++) {
                assertThat(gateway.get("/v1/items/7").statusCode()).isEqualTo(200);
            }
            assertThat(old.calls()).isNotEmpty();
            assertThat(next.calls()).isNotEmpty();
            assertThat(gateway.get("/v1/items/7", OVERRIDE, "k8s").statusCode()).isEqualTo(200);
            assertThat(next.calls().getLast().keys()).doesNotContain(OVERRIDE);
        }
    }

    @Test
    void sendsTheMirrorACopyOfWhatWasAnswered() throws Exception {
        try (TestGateway gateway = mirroring()) {
            assertThat(gateway.get("/a?b=c", "X-User", "amy").body()).isEqualTo("legacy");

            Eventually.passes(() -> assertThat(k8s.asked()).hasSize(1));
            HttpShop.Asked copy = k8s.asked().getFirst();
            assertThat(copy.target()).isEqualTo("/a?b=c");
            assertThat(copy.header("X-User")).isEqualTo("amy");
            assertThat(copy.header("X-Kiban-Mirror")).isEqualTo("1");
            assertThat(legacy.asked().getFirst().header("X-Kiban-Mirror")).isEmpty();
            assertThat(gateway.served(1)).hasSize(1);
        }
    }

    @Test
    void sendsTheMirrorNoHalfRequests() throws Exception {
        try (TestGateway gateway = mirroring()) {
            gateway.post("/with-a-body", "body");
            gateway.get("/without");

            Eventually.passes(() -> assertThat(k8s.asked()).hasSize(1));
            assertThat(k8s.asked().getFirst().target()).isEqualTo("/without");
        }
    }

    @Test
    void answersAsUsualWhenTheMirrorIsAway() throws Exception {
        k8s.close();
        try (TestGateway gateway = mirroring()) {
            assertThat(gateway.get("/a").body()).isEqualTo("legacy");
            Eventually.passes(
                    () -> assertThat(gateway.copied()).containsExactly("shop k8s FAILED"));
        }
    }

    @Test
    void sendsTheMirrorTranscodedMessages() throws Exception {
        try (GrpcShop old = new GrpcShop();
                GrpcShop next = new GrpcShop();
                TestGateway gateway =
                        new TestGateway(
                                Splits.grpc(
                                        Splits.mirrored(split("0%", BY_HEADER)),
                                        old.port(),
                                        next.port()))) {
            assertThat(gateway.get("/v1/items/7").statusCode()).isEqualTo(200);

            Eventually.passes(() -> assertThat(next.calls()).hasSize(1));
            assertThat(next.calls().getFirst().keys()).contains("x-kiban-mirror");
            Eventually.passes(() -> assertThat(gateway.copied()).containsExactly("shop k8s SENT"));
        }
    }

    private TestGateway mirroring() {
        return new TestGateway(
                Splits.http(Splits.mirrored(split("0%", BY_HEADER)), legacy.port(), k8s.port()));
    }

    private TestGateway sharing(String share, SplitKey by) {
        return new TestGateway(Splits.http(split(share, by), legacy.port(), k8s.port()));
    }
}
