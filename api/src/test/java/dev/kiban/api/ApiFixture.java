package dev.kiban.api;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import dev.kiban.access.Caller;
import dev.kiban.access.Right;
import dev.kiban.access.Scope;
import dev.kiban.access.Tokens;
import dev.kiban.access.Tokens.Created;
import dev.kiban.access.Tokens.Refused;
import dev.kiban.access.store.SqlTokens;
import dev.kiban.definition.Definitions;
import dev.kiban.definition.Loaded;
import dev.kiban.definition.Pace;
import dev.kiban.definition.Service;
import dev.kiban.definition.load.DefinitionLoader;
import dev.kiban.gateway.store.SqlWeights;
import dev.kiban.gateway.weights.WeightBook;
import dev.kiban.kernel.ServiceName;
import dev.kiban.kernel.TeamName;
import dev.kiban.kernel.TokenName;
import dev.kiban.ledger.Event;
import dev.kiban.ledger.Ledger;
import dev.kiban.ledger.Query;
import dev.kiban.ledger.store.SqlEvents;
import dev.kiban.pace.order.OrderBook;
import dev.kiban.pace.run.RunBook;
import dev.kiban.pace.store.SqlOrders;
import dev.kiban.pace.store.SqlRuns;
import dev.kiban.pace.store.SqlSights;
import dev.kiban.runtime.http.ServerTls;
import dev.kiban.runtime.sql.Database;
import dev.kiban.runtime.sql.EmbeddedPostgres;
import dev.kiban.runtime.telemetry.log.Log;
import dev.kiban.slo.Exposed;
import dev.kiban.slo.ReleaseGate;
import dev.kiban.slo.Shipment;
import dev.kiban.slo.SloPlan;
import dev.kiban.slo.SloPlan.ServiceSlo;
import dev.kiban.slo.store.SqlAlerts;
import dev.kiban.slo.store.SqlCounts;
import dev.kiban.slo.store.SqlEventStreams;
import dev.kiban.slo.store.SqlFlows;
import dev.kiban.slo.store.SqlOverrides;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/// The API on a real port, before a real database, of two teams with a service each.
final class ApiFixture implements AutoCloseable {
    static final Instant NOW = Instant.parse("2026-11-22T03:00:00Z");

    private static final String TEAM =
            """
            apiVersion: kiban.dev/v1
            kind: Team
            metadata: {name: NAME-team}
            spec: {}
            ---
            apiVersion: kiban.dev/v1
            kind: Service
            metadata: {name: NAME}
            spec:
              owner: NAME-team
              upstream:
                protocol: http
                addresses: ["127.0.0.1:9001"]
              gateway:
                routes:
                  - http: {prefix: /NAME/}
                    access: anyone
              slos:
                - name: availability
                  indicator: {availability: {}}
                  objective: 95%
                  period: {rolling: 28d}
            """;

    /// What no gateway counts.
    private static final String TOLD =
            """
            apiVersion: kiban.dev/v1
            kind: Service
            metadata: {name: NAME}
            spec:
              owner: shop-team
              slos:
                - name: told
                  indicator: INDICATOR
                  objective: 95%
            """;

    private static final String SHARED =
            """
            apiVersion: kiban.dev/v1
            kind: Service
            metadata: {name: NAME}
            spec:
              owner: shop-team
              backends:
                legacy: {protocol: http, addresses: ["127.0.0.1:9001"]}
                k8s: {protocol: http, addresses: ["127.0.0.1:9002"]}
              gateway:
                routes:
            """;

    private static final String PACE =
            """
            apiVersion: kiban.dev/v1
            kind: Pace
            metadata: {name: push}
            spec:
              owner: shop-team
              access: anyone
              limits: [{rate: 500/s}, {rate: 6/s, by: {header: x-sender}}]
              canary: {by: {header: x-version}, shares: {v2: 5%}}
            ---
            apiVersion: kiban.dev/v1
            kind: Pace
            metadata: {name: mail}
            spec: {owner: shop-team, access: anyone, limits: [{rate: 10/s}]}
            """;

    private static final String SHARED_ROUTE =
            "      - {http: {prefix: PREFIX}, access: anyone, split: SPLIT}\n";

    private final EmbeddedPostgres server;
    private final Database database;
    private final SqlCounts counts;
    private final HttpServer http;
    private final Api api;
    private final GrpcServer grpc;
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    private final HttpClient client = HttpClient.newHttpClient();
    private final List<String> log = Collections.synchronizedList(new ArrayList<>());
    private int expired;
    final Ledger ledger;
    final Tokens tokens;
    final RunBook runs;

    ApiFixture(Path folder) throws IOException {
        server = EmbeddedPostgres.start(folder.resolve("data"));
        database = Database.open(server.url(), Api.MAX_CALLS + 1);
        ledger = new Ledger(SqlEvents.in(database), () -> NOW);
        tokens = new Tokens(SqlTokens.in(database), ledger, () -> NOW, new SecureRandom());
        counts = SqlCounts.in(database);
        runs = new RunBook(SqlRuns.in(database), new LedgerRuns(ledger));
        Desk desk =
                new Desk(
                        tokens,
                        new ReleaseGate(counts, SqlAlerts.in(database), SqlOverrides.in(database)),
                        ledger,
                        new Corrections(ledger, counts, () -> NOW),
                        new Overrides(ledger, SqlOverrides.in(database), () -> NOW),
                        SqlEventStreams.in(database),
                        SqlFlows.in(database),
                        new WeightBook(SqlWeights.in(database), new TrafficNews(ledger), () -> NOW),
                        new OrderBook(SqlOrders.in(database), new LedgerOrders(ledger), () -> NOW),
                        SqlSights.in(database),
                        runs);
        http = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        http.setExecutor(threads);
        api =
                new Api(
                        new Api.Ports(() -> Optional.of(desk), landscape(folder), () -> NOW),
                        Log.to(log::add));
        http.createContext(ApiOverHttp.PATH, new ApiOverHttp(api));
        http.start();
        grpc = GrpcServer.start(api, "127.0.0.1", 0, Optional.empty());
    }

    /// A token that holds.
    String token(String team, Right right) {
        Scope scope =
                team.isEmpty() ? new Scope.EveryTeam() : new Scope.OneTeam(new TeamName(team));
        TokenName name = new TokenName("t" + tokens.all().size());
        return switch (tokens.create(new Caller.Program(scope, name, right), "amy")) {
            case Created created -> created.secret().reveal();
            case Refused(String why) -> throw new AssertionError(why);
        };
    }

    /// One that held until yesterday.
    String expired(String team) {
        Tokens yesterday =
                new Tokens(
                        SqlTokens.in(database),
                        ledger,
                        () -> NOW.minus(Duration.ofDays(2)),
                        new SecureRandom());
        Caller.Program caller =
                new Caller.Program(
                        new Scope.OneTeam(new TeamName(team)),
                        new TokenName("e" + expired++),
                        Right.CHANGE);
        return switch (yesterday.create(caller, "amy", Duration.ofDays(1))) {
            case Created created -> created.secret().reveal();
            case Refused(String why) -> throw new AssertionError(why);
        };
    }

    /// One that held.
    String revoked(String team) {
        TokenName name = new TokenName("r" + tokens.all().size());
        Scope scope = new Scope.OneTeam(new TeamName(team));
        return switch (tokens.create(new Caller.Program(scope, name, Right.CHANGE), "amy")) {
            case Created created -> {
                assertThat(tokens.revoke(scope, name, "amy")).isPresent();
                yield created.secret().reveal();
            }
            case Refused(String why) -> throw new AssertionError(why);
        };
    }

    /// The same traffic in each of the last minutes.
    void count(String service, int minutes, long errors) {
        Shipment.Row row =
                new Shipment.Row(
                        new ServiceName(service), "/x/", "default", 100, errors, List.of(100L));
        UUID instance = UUID.nameUUIDFromBytes((service + errors).getBytes(StandardCharsets.UTF_8));
        for (int i = 1; i <= minutes; i++) {
            counts.take(
                    new Shipment(
                            instance,
                            NOW.minus(Duration.ofMinutes(i)),
                            true,
                            List.of(),
                            List.of(row)),
                    NOW);
        }
    }

    /// What the ledger tells of an action, newest first.
    List<Event> events(String action) {
        return ledger.search(Query.all().kind(action)).items();
    }

    HttpRequest.Builder request(String path) {
        return HttpRequest.newBuilder(
                URI.create("http://localhost:%d%s".formatted(http.getAddress().getPort(), path)));
    }

    HttpResponse<String> send(HttpRequest.Builder request) throws Exception {
        return client.send(request.build(), BodyHandlers.ofString());
    }

    HttpResponse<String> get(String path, String token) throws Exception {
        return send(request(path).header("Authorization", "Bearer " + token));
    }

    HttpResponse<String> post(String path, String token, String body) throws Exception {
        return send(
                request(path)
                        .header("Authorization", "Bearer " + token)
                        .header("Content-Type", "application/json")
                        .POST(BodyPublishers.ofString(body)));
    }

    /// Without a header that says who calls.
    HttpResponse<String> post(String path, String body) throws Exception {
        return send(
                request(path)
                        .header("Content-Type", "application/json")
                        .POST(BodyPublishers.ofString(body)));
    }

    /// The same by TLS, on a port of its own.
    GrpcServer byTls(ServerTls tls) {
        return GrpcServer.start(api, "127.0.0.1", 0, Optional.of(tls));
    }

    /// Where it speaks gRPC.
    int grpcPort() {
        return grpc.port();
    }

    /// What it has told those who run it.
    List<String> log() {
        return List.copyOf(log);
    }

    @Override
    public void close() {
        grpc.close();
        http.stop(0);
        threads.shutdownNow();
        client.close();
        database.close();
        server.close();
    }

    private static Landscape landscape(Path folder) throws IOException {
        Path definitions = Files.createDirectories(folder.resolve("definitions"));
        for (String name : List.of("shop", "bank")) {
            Files.writeString(definitions.resolve(name + ".yaml"), TEAM.replace("NAME", name));
        }
        Files.writeString(
                definitions.resolve("item.yaml"),
                SHARED.replace("NAME", "item")
                        + sharing("/item/", "{shares: {legacy: 95%, k8s: 5%}}"));
        Files.writeString(
                definitions.resolve("cart.yaml"),
                SHARED.replace("NAME", "cart")
                        + sharing("/a/", "{name: a, shares: {legacy: 100%, k8s: 0%}}")
                        + sharing("/b/", "{name: b, shares: {legacy: 100%, k8s: 0%}}"));
        Files.writeString(definitions.resolve("push.yaml"), PACE);
        write(definitions, "till", "{events: {stream: payments}}");
        write(definitions, "desk", "{freshness: {flow: receipts, within: 1m}}");
        return switch (new DefinitionLoader().load(definitions)) {
            case Loaded.Accepted(Definitions accepted) ->
                    switch (SloPlan.compile(accepted, Exposed.AS_WRITTEN)) {
                        case SloPlan.Compiled(SloPlan plan) -> new Written(accepted, plan);
                        case SloPlan.Rejected(var problems) ->
                                throw new AssertionError(problems.toString());
                    };
            case Loaded.Rejected(var problems, _) -> throw new AssertionError(problems.toString());
        };
    }

    private static String sharing(String prefix, String split) {
        return SHARED_ROUTE.replace("PREFIX", prefix).replace("SPLIT", split);
    }

    private static void write(Path definitions, String name, String indicator) throws IOException {
        Files.writeString(
                definitions.resolve(name + ".yaml"),
                TOLD.replace("NAME", name).replace("INDICATOR", indicator));
    }

    private record Written(Definitions definitions, SloPlan plan) implements Landscape {
        @Override
        public Optional<Service> service(ServiceName name) {
            return definitions.services().stream()
                    .filter(service -> service.name().equals(name))
                    .findFirst();
        }

        @Override
        public List<Pace> paces() {
            return definitions.paces();
        }

        @Override
        public List<ServiceSlo> slos(ServiceName name) {
            return plan.slos().stream().filter(slo -> slo.service().equals(name)).toList();
        }
    }
}
