package dev.kiban.console;

import dev.kiban.console.Routes.Line;
import dev.kiban.console.Routes.Table;
import dev.kiban.definition.Address;
import dev.kiban.definition.Protocol;
import dev.kiban.definition.UpstreamTls;
import dev.kiban.gateway.Backend;
import dev.kiban.gateway.PlannedRoute;
import dev.kiban.gateway.PlannedRoute.Kind;
import dev.kiban.gateway.Traffic;
import dev.kiban.gateway.UpstreamTarget;
import dev.kiban.kernel.ServiceName;
import dev.kiban.kernel.TeamName;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

/// Routes of a flea market.
public final class FakeRoutes {
    private static final Instant SINCE = FakeBoard.NOW.minus(Duration.ofMinutes(47));
    private static final String ITEMS = "fleamarket.item.v1.ItemService/";

    private FakeRoutes() {}

    /// One of each kind, and one whose names are hostile.
    public static Optional<Table> ofEveryKind() {
        return Optional.of(
                new Table(
                        3,
                        SINCE,
                        List.of(
                                transcoded("GET", "/v1/items/{id}", "GetItem"),
                                transcoded("GET", "/v1/items", "ListItems"),
                                transcoded(
                                        "POST",
                                        "/v1/{name=shops/*/<script>alert(1)</script>}:sell",
                                        "Sell"),
                                line(
                                        Kind.GRPC,
                                        "POST",
                                        "/" + ITEMS + "GetItem",
                                        ITEMS + "GetItem",
                                        ""),
                                line(Kind.HTTP, "*", "/legacy/", "", ""),
                                line(
                                        Kind.PENDING,
                                        "*",
                                        "/fleamarket.payment.v1.PaymentService/",
                                        "fleamarket.payment.v1.PaymentService",
                                        "127.0.0.1:9102 does not answer yet")),
                        2));
    }

    /// Many of one kind.
    public static Optional<Table> many(int routes) {
        return Optional.of(
                new Table(
                        1,
                        SINCE,
                        IntStream.range(0, routes)
                                .mapToObj(
                                        i ->
                                                transcoded(
                                                        "GET",
                                                        "/v1/things/%04d/{id}".formatted(i),
                                                        "Get" + i))
                                .toList(),
                        0));
    }

    private static Line transcoded(String method, String path, String call) {
        return line(Kind.TRANSCODED, method, path, ITEMS + call, "");
    }

    private static Line line(Kind kind, String method, String path, String rpc, String reason) {
        Optional<UpstreamTls> plain = Optional.empty();
        return new Line(
                new PlannedRoute(
                        kind,
                        method,
                        path,
                        new ServiceName(kind == Kind.HTTP ? "legacy" : "item"),
                        rpc,
                        new Traffic.ToOne(
                                new Backend(
                                        "default",
                                        new UpstreamTarget(
                                                kind == Kind.HTTP ? Protocol.HTTP : Protocol.GRPC,
                                                List.of(
                                                        new Address("127.0.0.1", 9101),
                                                        new Address("::1", 9101)),
                                                plain))),
                        reason),
                new TeamName("market-team"));
    }
}
