package dev.kiban.definition.load;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kiban.definition.AccessRule;
import dev.kiban.definition.Address;
import dev.kiban.definition.Backend;
import dev.kiban.definition.Contacts;
import dev.kiban.definition.Definitions;
import dev.kiban.definition.Destination;
import dev.kiban.definition.JsonStyle;
import dev.kiban.definition.Link;
import dev.kiban.definition.Loaded;
import dev.kiban.definition.LocalProcess;
import dev.kiban.definition.Location;
import dev.kiban.definition.Metadata;
import dev.kiban.definition.Protocol;
import dev.kiban.definition.RateLimit;
import dev.kiban.definition.RateLimit.ByHeader;
import dev.kiban.definition.RateLimit.ByIdentity;
import dev.kiban.definition.Route.GrpcRoute;
import dev.kiban.definition.Route.HttpRoute;
import dev.kiban.definition.RouteLimits;
import dev.kiban.definition.RouteTerms;
import dev.kiban.definition.RuleOverride;
import dev.kiban.definition.SchemaSource;
import dev.kiban.definition.SchemaSource.DescriptorSet;
import dev.kiban.definition.Service;
import dev.kiban.definition.Team;
import dev.kiban.definition.Tier;
import dev.kiban.definition.Unannotated;
import dev.kiban.definition.Upstream;
import dev.kiban.definition.UpstreamTls;
import dev.kiban.kernel.ServiceName;
import dev.kiban.kernel.TeamName;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DefinitionLoaderTest {
    private static final String TEAM =
            """
            apiVersion: kiban.dev/v1
            kind: Team
            metadata: {name: item-team}
            spec: {}
            """;

    private static final String EVERY_KEY =
            """
            apiVersion: kiban.dev/v1
            kind: Team
            metadata: {name: item-team, labels: {floor: "3"}, annotations: {x.org/note: hi}}
            spec:
              displayName: Item team
              description: Everything a buyer can look at.
              contacts: {chat: "#item-team", pager: item-primary, email: item@example.com}
              members: [aiko, ben]
            ---
            apiVersion: kiban.dev/v1
            kind: Service
            metadata: {name: item}
            spec:
              owner: item-team
              tier: critical
              description: Items for sale.
              links: [{title: Runbook, url: https://example.com/runbook}]
              schema:
                descriptorSet: item.binpb
              upstream:
                protocol: grpc
                addresses: ["127.0.0.1:9101", "[::1]:9101"]
                tls: {trust: ca.pem, serverName: item.internal}
              gateway:
                routes:
                  - grpc:
                      service: fleamarket.item.v1.ItemService
                      methods: [GetItem]
                      rules:
                        - {method: GetItem, get: "/v1/items/{id}", responseBody: item}
                        - {method: GetItem, custom: {kind: HEAD, path: /v1/x}, body: "*"}
                      unannotated: hide
                    access: anyone
                    json: {fieldNames: proto, enums: number, defaults: print, unknownFields: ignore, unknownQuery: ignore, updateMask: leave, streams: ndjson}
                    timeout: 1m30s
                    limits: {requestBytes: 1Mi, responseBytes: 512Ki, depth: 20}
                    rate: [{by: identity, allow: 100/s, burst: 200}, {by: {header: X-Tenant}, allow: 5000/h}]
                  - http: {prefix: /legacy/, upstreamPrefix: /, methods: [GET, POST]}
                    access: nobody
                    timeout: 3s
                    buffer: {requests: 64Ki}
              local:
                command: [java, -jar, item.jar]
                traffic: [visitors, "{gateway}"]
                try: [/v1/items/m1]
            """;

    @TempDir private Path directory;
    private Path file;

    @BeforeEach
    void chooseFile() {
        file = directory.resolve("all.yaml");
    }

    @Test
    void readsEveryKey() throws IOException {
        Files.createFile(directory.resolve("item.binpb"));
        Files.createFile(directory.resolve("ca.pem"));
        Files.writeString(file, EVERY_KEY);

        Definitions definitions = accepted();

        assertThat(definitions.directory()).isEqualTo(directory);
        assertThat(definitions.teams())
                .containsExactly(
                        new Team(
                                new TeamName("item-team"),
                                new Metadata(Map.of("floor", "3"), Map.of("x.org/note", "hi")),
                                "Item team",
                                "Everything a buyer can look at.",
                                new Contacts(
                                        Optional.of("#item-team"),
                                        Optional.of("item-primary"),
                                        Optional.of("item@example.com")),
                                List.of("aiko", "ben"),
                                at(1, 1)));
        assertThat(definitions.services()).containsExactly(fullService());
    }

    private Service fullService() {
        GrpcRoute grpc =
                new GrpcRoute(
                        "fleamarket.item.v1.ItemService",
                        List.of("GetItem"),
                        List.of(
                                new RuleOverride(
                                        "GetItem",
                                        "GET",
                                        "/v1/items/{id}",
                                        Optional.empty(),
                                        Optional.of("item"),
                                        at(30, 15)),
                                new RuleOverride(
                                        "GetItem",
                                        "HEAD",
                                        "/v1/x",
                                        Optional.of("*"),
                                        Optional.empty(),
                                        at(31, 15))),
                        Unannotated.HIDE,
                        new JsonStyle(
                                JsonStyle.FieldNames.PROTO,
                                JsonStyle.Enums.NUMBER,
                                JsonStyle.Defaults.PRINT,
                                JsonStyle.UnknownFields.IGNORE,
                                JsonStyle.UnknownQuery.IGNORE,
                                JsonStyle.UpdateMask.LEAVE,
                                JsonStyle.Streams.NDJSON),
                        fullTerms(),
                        at(26, 9));
        return new Service(
                new ServiceName("item"),
                Metadata.NONE,
                new TeamName("item-team"),
                Tier.CRITICAL,
                "Items for sale.",
                List.of(new Link("Runbook", URI.create("https://example.com/runbook"))),
                Optional.of(new DescriptorSet(directory.resolve("item.binpb"), at(19, 5))),
                List.of(
                        new Backend(
                                Backend.DEFAULT,
                                new Upstream(
                                        Protocol.GRPC,
                                        List.of(
                                                new Address("127.0.0.1", 9101),
                                                new Address("::1", 9101)),
                                        Optional.of(
                                                new UpstreamTls(
                                                        Optional.of(directory.resolve("ca.pem")),
                                                        Optional.of("item.internal"))),
                                        at(21, 5)))),
                List.of(grpc, legacyRoute()),
                List.of(),
                Optional.of(
                        new LocalProcess(
                                List.of("java", "-jar", "item.jar"),
                                directory,
                                List.of("visitors", "{gateway}"),
                                List.of("/v1/items/m1"),
                                at(43, 5))),
                at(10, 1));
    }

    private RouteTerms fullTerms() {
        return new RouteTerms(
                Optional.of(new AccessRule.Anyone(at(33, 17))),
                Optional.empty(),
                Optional.empty(),
                new Destination.Only(),
                Duration.ofSeconds(90),
                new RouteLimits(1 << 20, 512 << 10, 20),
                List.of(
                        new RateLimit(
                                new ByIdentity(), 100, Duration.ofSeconds(1), 200, at(37, 16)),
                        new RateLimit(
                                new ByHeader("x-tenant"),
                                5_000,
                                Duration.ofHours(1),
                                5_000,
                                at(37, 58))),
                Optional.empty(),
                Optional.empty(),
                Optional.empty());
    }

    private HttpRoute legacyRoute() {
        return new HttpRoute(
                "/legacy/",
                "/",
                List.of("GET", "POST"),
                new RouteTerms(
                        Optional.of(new AccessRule.Nobody(at(39, 17))),
                        Optional.empty(),
                        Optional.empty(),
                        new Destination.Only(),
                        Duration.ofSeconds(3),
                        RouteLimits.DEFAULT.buffering(64 << 10),
                        List.of(),
                        Optional.empty(),
                        Optional.empty(),
                        Optional.empty()),
                at(38, 9));
    }

    @Test
    void takesTheDefaultsOfWhatIsNotWritten() throws IOException {
        Files.writeString(
                file,
                TEAM
                        + """
                        ---
                        apiVersion: kiban.dev/v1
                        kind: Service
                        metadata: {name: item}
                        spec:
                          owner: item-team
                          schema: {reflection: {}}
                          upstream: {protocol: grpc, addresses: ["item:443"], tls: {}}
                          gateway:
                            routes:
                              - grpc: {service: a.B}
                                access: anyone
                              - http: {prefix: /legacy/}
                                access: anyone
                        """);

        Definitions definitions = accepted();

        assertThat(definitions.teams().getFirst().displayName()).isEqualTo("item-team");
        assertThat(definitions.teams().getFirst().contacts()).isEqualTo(Contacts.NONE);
        Service service = definitions.services().getFirst();
        assertThat(service.tier()).isEqualTo(Tier.STANDARD);
        assertThat(service.schema().map(SchemaSource.Reflection.class::cast))
                .map(SchemaSource.Reflection::refresh)
                .contains(Duration.ofSeconds(30));
        assertThat(service.local()).isEmpty();
        GrpcRoute grpc = (GrpcRoute) service.routes().getFirst();
        assertThat(grpc.json()).isEqualTo(JsonStyle.DEFAULT);
        assertThat(grpc.terms().limits()).isEqualTo(RouteLimits.DEFAULT);
        assertThat(grpc.terms().timeout()).isEqualTo(Duration.ofSeconds(15));
        assertThat(grpc.unannotated()).isEqualTo(Unannotated.POST);
        assertThat(grpc.methods()).isEmpty();
        HttpRoute http = (HttpRoute) service.routes().getLast();
        assertThat(http.upstreamPrefix()).isEqualTo("/legacy/");
        assertThat(http.methods()).isEmpty();
    }

    private Location at(int line, int column) {
        return new Location(file, line, column);
    }

    private Definitions accepted() {
        Loaded loaded = new DefinitionLoader().load(directory);
        assertThat(loaded).isInstanceOf(Loaded.Accepted.class);
        return ((Loaded.Accepted) loaded).definitions();
    }
}
