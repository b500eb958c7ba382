package dev.kiban.gateway.explain;

import static dev.kiban.gateway.Snapshots.at;
import static dev.kiban.gateway.Snapshots.grpc;
import static dev.kiban.gateway.Snapshots.http;
import static dev.kiban.gateway.Snapshots.limited;
import static dev.kiban.gateway.Snapshots.prefix;
import static dev.kiban.gateway.Snapshots.shop;
import static dev.kiban.gateway.Snapshots.takenFrom;
import static dev.kiban.gateway.Snapshots.telling;
import static dev.kiban.gateway.Snapshots.trusting;
import static dev.kiban.gateway.Snapshots.trying;
import static dev.kiban.gateway.Snapshots.under;
import static org.assertj.core.api.Assertions.assertThat;

import dev.kiban.definition.AccessRule;
import dev.kiban.definition.Address;
import dev.kiban.definition.Capacity;
import dev.kiban.definition.ConnectionLimits;
import dev.kiban.definition.Cors;
import dev.kiban.definition.EndpointSource.Dns;
import dev.kiban.definition.Gateway;
import dev.kiban.definition.Issuer;
import dev.kiban.definition.RateLimit;
import dev.kiban.definition.RateLimit.ByIdentity;
import dev.kiban.definition.Retries;
import dev.kiban.definition.Retries.Reason;
import dev.kiban.definition.Service;
import dev.kiban.definition.Sources;
import dev.kiban.definition.SplitKey;
import dev.kiban.gateway.GatewayPlan;
import dev.kiban.gateway.Snapshots;
import dev.kiban.gateway.Splits;
import dev.kiban.gateway.Traffic.Shared;
import dev.kiban.gateway.balance.EndpointView;
import dev.kiban.gateway.explain.Explanation.Answered;
import dev.kiban.gateway.explain.Explanation.Line;
import dev.kiban.gateway.explain.Explanation.Refused;
import dev.kiban.gateway.explain.Explanation.Served;
import dev.kiban.gateway.explain.Explanation.Stage;
import dev.kiban.gateway.explain.Question.Header;
import dev.kiban.gateway.explain.Question.Peer;
import dev.kiban.gateway.split.Split;
import dev.kiban.gateway.split.Weights;
import dev.kiban.gateway.split.Weights.Weighting;
import dev.kiban.kernel.AddressRange;
import dev.kiban.kernel.IpAddress;
import dev.kiban.testkit.OpenIdProvider;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

class ExplainerTest {
    private static final Header GRPC = new Header("Content-Type", "application/grpc+proto");

    @Test
    void followsATranscodedRequestToItsUpstream() {
        Explanation explanation = explain(grpc("shop", shop(), 9101), get("/v1/items/7?x=1"));

        assertThat(explanation.end()).isEqualTo(new Served());
        assertThat(explanation.lines())
                .containsExactly(
                        new Line(
                                Stage.ROUTE,
                                "service 'shop': GET /v1/items/{id} becomes a call of kiban.test.Shop/GetItem",
                                Optional.of(at(7))),
                        new Line(Stage.ACCESS, "yes: anyone may call", Optional.of(at(8))),
                        new Line(
                                Stage.LIMITS,
                                "request of 4,194,304 bytes, answer of 4,194,304 bytes, within 10s",
                                Optional.of(at(7))),
                        new Line(Stage.UPSTREAM, "grpc 127.0.0.1:9101", Optional.of(at(4))));
    }

    @Test
    void namesEachRate() {
        RateLimit rate = new RateLimit(new ByIdentity(), 100, Duration.ofSeconds(1), 200, at(12));

        Explanation explanation =
                explain(grpc("shop", limited(List.of(rate), shop()), 9101), get("/v1/items/7"));

        assertThat(explanation.lines())
                .contains(
                        new Line(
                                Stage.RATE,
                                "100 a second for each identity, 200 at once",
                                Optional.of(at(12))));
    }

    @Test
    void beginsWithWhatIsTakenOnConnections() {
        Capacity capacity =
                new Capacity(
                        ConnectionLimits.DEFAULT,
                        1 << 20,
                        Optional.of(Duration.ofMillis(50)),
                        Optional.of(at(5)));
        Service service = grpc("shop", shop(), 9101);
        Gateway gateway = Snapshots.taking(capacity);

        Explanation explanation =
                new Explainer(
                                Snapshots.of(gateway, service),
                                Snapshots.plan(gateway, service),
                                InstantSource.system())
                        .explain(get("/nowhere"));

        assertThat(explanation.lines().getFirst().text())
                .isEqualTo(
                        "headers of 16,384 bytes within 10s; 20,000 connections, idle for 1m; HTTP/2: 100 requests at a time, 200 taken back in 30s; refused by tier when 50 ms late");
        assertThat(explanation.lines().getFirst().stage()).isEqualTo(Stage.ENTRANCE);
    }

    @Test
    void saysWhetherARequestIsTriedAgain() {
        Retries retries =
                new Retries(3, Set.of(Reason.UNAVAILABLE), 20, Optional.of(Duration.ofMillis(500)));
        Service service = http("old", trying(retries, prefix("/old/", "/")), 9102);

        assertThat(explain(service, get("/old/a")).lines())
                .contains(
                        new Line(
                                Stage.RETRIES,
                                "3 attempts, 500 ms for each; when unavailable; up to 20% of requests",
                                Optional.of(at(9))));
        assertThat(explain(service, new Question("POST", "/old/a", List.of())).lines())
                .contains(
                        new Line(
                                Stage.RETRIES,
                                "only what the upstream cannot have seen: the request may do harm when it is served twice",
                                Optional.of(at(9))));
    }

    @Test
    void stopsAtTheStageThatRefuses() {
        AccessRule closed = new AccessRule.Nobody(at(8));

        Explanation explanation =
                explain(http("old", under(closed, prefix("/old/", "/")), 9102), get("/old/a"));

        assertThat(explanation.end()).isEqualTo(new Refused(403, "the route is closed"));
        assertThat(explanation.lines()).extracting(Line::stage).endsWith(Stage.ACCESS).hasSize(2);
        assertThat(explanation.lines().getLast().place()).contains(at(8));
    }

    @Test
    void tellsGrpcCallsByTheirContentType() {
        Service service = grpc("shop", shop(), 9101);

        Explanation call =
                explain(service, new Question("POST", "/kiban.test.Shop/GetItem", List.of(GRPC)));

        assertThat(call.end()).isEqualTo(new Served());
        assertThat(call.lines().getFirst().text())
                .isEqualTo("service 'shop': gRPC passed through: /kiban.test.Shop/GetItem");
    }

    @Test
    void saysWhyNoRouteTakesARequest() {
        Service service = http("old", prefix("/old/", "/", "GET"), 9102);

        assertThat(explain(service, get("/new/a")).end())
                .isEqualTo(new Refused(404, "no route has the path /new/a"));
        assertThat(explain(service, new Question("PUT", "/old/a", List.of())).end())
                .isEqualTo(new Refused(405, "the path takes GET, HEAD"));
        assertThat(explain(grpc("shop", shop(), 9101), get("/v1/items/%zz")).end())
                .isInstanceOfSatisfying(
                        Refused.class, refused -> assertThat(refused.status()).isEqualTo(400));
    }

    @Test
    void saysWhetherRequestsAreTakenFromAnAddress() {
        AddressRange office = AddressRange.parse("203.0.113.0/24").orElseThrow();
        AddressRange proxy = AddressRange.parse("10.0.0.1").orElseThrow();
        Gateway gateway = trusting(proxy);
        Service service =
                http(
                        "old",
                        takenFrom(new Sources(List.of(office), at(20)), prefix("/old/", "/")),
                        9102);
        Explainer explainer =
                new Explainer(
                        Snapshots.of(gateway, service),
                        Snapshots.plan(gateway, service),
                        InstantSource.system());
        Header forwarded = new Header("X-Forwarded-For", "203.0.113.7");

        Explanation inside =
                explainer.explain(
                        new Question("GET", "/old/a", List.of(forwarded), peer("10.0.0.1")));
        Explanation outside =
                explainer.explain(
                        new Question("GET", "/old/a", List.of(forwarded), peer("10.0.0.2")));
        Explanation unsaid = explainer.explain(get("/old/a"));

        assertThat(inside.end()).isEqualTo(new Served());
        assertThat(inside.lines().get(1))
                .isEqualTo(
                        new Line(
                                Stage.ADDRESS,
                                "yes: this is from 203.0.113.7; requests from 203.0.113.0/24 are taken",
                                Optional.of(at(20))));
        assertThat(outside.end())
                .isEqualTo(new Refused(403, "the route is not for the address of the caller"));
        assertThat(outside.lines().getLast().text())
                .isEqualTo("no: this is from 10.0.0.2; requests from 203.0.113.0/24 are taken");
        assertThat(unsaid.end()).isEqualTo(new Served());
        assertThat(unsaid.lines().get(1).text()).endsWith("which one this is was not said");
    }

    private static Peer peer(String address) {
        return new Peer(IpAddress.parse(address), List.of());
    }

    @Test
    void saysWhatBrowsersAreTold() {
        Cors cors =
                new Cors(
                        List.of("https://shop.example"),
                        List.of(),
                        List.of(),
                        false,
                        Duration.ZERO,
                        at(20));
        Gateway gateway = telling(cors);
        Service service = grpc("shop", shop(), 9101);
        Explainer explainer =
                new Explainer(
                        Snapshots.of(gateway, service),
                        Snapshots.plan(gateway, service),
                        InstantSource.system());
        Header page = new Header("Origin", "https://shop.example");
        Header other = new Header("Origin", "https://evil.example");
        Header method = new Header("Access-Control-Request-Method", "GET");

        Explanation leave =
                explainer.explain(new Question("OPTIONS", "/v1/items/7", List.of(page, method)));
        Explanation none =
                explainer.explain(new Question("OPTIONS", "/v1/items/7", List.of(other, method)));
        Explanation served = explainer.explain(new Question("GET", "/v1/items/7", List.of(page)));

        assertThat(leave.end()).isEqualTo(new Answered(204, "the browser may send GET"));
        assertThat(leave.lines())
                .containsExactly(
                        new Line(
                                Stage.CORS,
                                "yes: pages of https://shop.example may send GET",
                                Optional.of(at(20))));
        assertThat(none.end())
                .isInstanceOfSatisfying(
                        Refused.class, refused -> assertThat(refused.status()).isEqualTo(403));
        assertThat(served.end()).isEqualTo(new Served());
        assertThat(served.lines().get(1))
                .isEqualTo(
                        new Line(
                                Stage.CORS,
                                "yes: pages of https://shop.example may read the answer",
                                Optional.of(at(20))));
    }

    @Test
    void readsATokenWithoutVerifyingIt() {
        InstantSource clock = InstantSource.system();
        AccessRule rule =
                new AccessRule.Allowed(
                        List.of("customers"), Map.of("*", List.of("items.read")), at(8));
        Service service = grpc("shop", under(rule, shop()), 9101);
        try (OpenIdProvider provider = new OpenIdProvider(clock)) {
            Issuer issuer =
                    new Issuer(
                            "customers",
                            provider.issuer(),
                            List.of("shop"),
                            Duration.ZERO,
                            Optional.empty());
            Explainer explainer =
                    new Explainer(Snapshots.of(service), Snapshots.plan(issuer, service), clock);
            Header token =
                    new Header(
                            "Authorization",
                            "Bearer "
                                    + provider.accessToken(
                                            "shop", Map.of("sub", "u", "scope", "items.read")));

            assertThat(explainer.explain(get("/v1/items/7")).end())
                    .isInstanceOfSatisfying(
                            Refused.class, refused -> assertThat(refused.status()).isEqualTo(401));
            assertThat(
                            explainer
                                    .explain(new Question("GET", "/v1/items/7", List.of(token)))
                                    .lines()
                                    .get(1)
                                    .text())
                    .isEqualTo(
                            "yes: customers may call with items.read; this is u of customers, if the token's signature is good");
        }
    }

    @Test
    void saysWhichBackendARequestBelongsTo() {
        Service service =
                Splits.http(Splits.split("5%", new SplitKey.Header("x-user")), 9101, 9102);

        Explanation known =
                explain(
                        service,
                        new Question("GET", "/a", List.of(new Header("X-User", "user-7"))));
        assertThat(known.lines().subList(3, 5))
                .containsExactly(
                        new Line(
                                Stage.SPLIT,
                                "legacy 95%, k8s 5%, by the header 'x-user': 'user-7' belongs to k8s",
                                Optional.of(at(10))),
                        new Line(Stage.UPSTREAM, "k8s: http 127.0.0.1:9102", Optional.of(at(4))));
        assertThat(explain(service, get("/a")).lines())
                .extracting(Line::text)
                .endsWith(
                        "legacy 95%, k8s 5%, by the header 'x-user': this one has none, and goes anywhere",
                        "legacy: http 127.0.0.1:9101", "k8s: http 127.0.0.1:9102");
    }

    @Test
    void ofARunningGatewaySaysWhatIsSharedNowAndWhichEndpointsAreLeftOut() {
        Service service = Splits.http(Splits.split("5%", new SplitKey.EachRequest()), 9101, 9102);
        GatewayPlan plan = Snapshots.plan(service);
        Shared shared = plan.shared().getFirst();
        Weights weights =
                new Weights(
                        Map.of(
                                shared.name(),
                                new Weighting(
                                        shared.split(),
                                        Split.ofShares(
                                                Splits.split("20%", new SplitKey.EachRequest())
                                                        .shares()))));
        EndpointView ejected =
                new EndpointView(new Address("127.0.0.1", 9101), EndpointView.State.EJECTED, 2);

        List<Line> lines =
                new Explainer(
                                Snapshots.of(service),
                                plan,
                                InstantSource.system(),
                                new Present(
                                        weights,
                                        target ->
                                                target.source().text().endsWith("9101")
                                                        ? List.of(ejected)
                                                        : List.of(),
                                        2))
                        .explain(get("/a"))
                        .lines();

        assertThat(lines)
                .extracting(Line::text)
                .endsWith(
                        "legacy 80%, k8s 20%, set at run time (defined: legacy 95%, k8s 5%), by request: this one has none, and goes anywhere",
                        "legacy: http 127.0.0.1:9101: 127.0.0.1:9101 left out after failures, on 2 of 2 loops",
                        "k8s: http 127.0.0.1:9102");
    }

    @Test
    void saysWhereEndpointsComeFrom() {
        Dns source = new Dns("item.shop", 9000, Duration.ofSeconds(10), Optional.empty());
        Service service = Snapshots.found(source, http("old", prefix("/", "/"), 9101));

        assertThat(explain(service, get("/a")).lines().getLast().text())
                .isEqualTo("http dns item.shop:9000");
    }

    @Test
    void followsARequestThatNamesItsBackend() {
        Service service = Splits.http(Splits.split("0%", new SplitKey.User()), 9101, 9102);

        assertThat(explain(service, naming("k8s")).lines())
                .extracting(Line::text)
                .endsWith("the header 'x-backend' names k8s", "k8s: http 127.0.0.1:9102");
        assertThat(explain(service, naming("k9s")).end())
                .isEqualTo(
                        new Refused(400, "the header 'x-backend' names no backend of this route"));
    }

    private static Question naming(String backend) {
        return new Question("GET", "/a", List.of(new Header(Splits.OVERRIDE, backend)));
    }

    private static Question get(String target) {
        return new Question("GET", target, List.of());
    }

    private static Explanation explain(Service service, Question question) {
        return new Explainer(Snapshots.of(service), Snapshots.plan(service), InstantSource.system())
                .explain(question);
    }
}
