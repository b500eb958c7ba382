package dev.kiban.gateway;

import dev.kiban.definition.Address;
import dev.kiban.definition.Destination.Split;
import dev.kiban.definition.Destination.Unhealthy;
import dev.kiban.definition.Metadata;
import dev.kiban.definition.Mirror;
import dev.kiban.definition.Protocol;
import dev.kiban.definition.Route;
import dev.kiban.definition.Route.GrpcRoute;
import dev.kiban.definition.Route.HttpRoute;
import dev.kiban.definition.Service;
import dev.kiban.definition.SplitKey;
import dev.kiban.definition.Tier;
import dev.kiban.definition.Upstream;
import dev.kiban.kernel.ServiceName;
import dev.kiban.kernel.Share;
import dev.kiban.kernel.TeamName;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import java.util.SequencedMap;

/// Services with two backends, `legacy` and `k8s`, for tests.
public final class Splits {
    /// By which the override names a backend.
    public static final String OVERRIDE = "x-backend";

    private Splits() {}

    /// A split that gives `k8s` its share, and `legacy` the rest.
    public static Split split(String k8s, SplitKey by) {
        SequencedMap<String, Share> shares = new LinkedHashMap<>();
        shares.put("legacy", Share.parse(k8s).rest());
        shares.put("k8s", Share.parse(k8s));
        return new Split(
                "shares",
                shares,
                by,
                Optional.of(OVERRIDE),
                Unhealthy.FAIL_OVER,
                Optional.empty(),
                Snapshots.at(10));
    }

    /// The same split, whose `k8s` gets a copy of each request.
    public static Split mirrored(Split split) {
        return new Split(
                split.name(),
                split.shares(),
                split.by(),
                split.override(),
                split.unhealthy(),
                Optional.of(new Mirror("k8s", Share.parse("100%"), Snapshots.at(11))),
                split.at());
    }

    /// All of a prefix, shared.
    public static Service http(Split split, int legacy, int k8s) {
        HttpRoute route = Snapshots.prefix("/", "/");
        return service(
                Protocol.HTTP,
                TermsDraft.changed(route, terms -> terms.destination = split),
                legacy,
                k8s);
    }

    /// The shop, shared.
    public static Service grpc(Split split, int legacy, int k8s) {
        GrpcRoute route = Snapshots.shop();
        return service(
                Protocol.GRPC,
                TermsDraft.changed(route, terms -> terms.destination = split),
                legacy,
                k8s);
    }

    private static Service service(Protocol protocol, Route route, int legacy, int k8s) {
        return new Service(
                new ServiceName("shop"),
                Metadata.NONE,
                new TeamName("shop-team"),
                Tier.STANDARD,
                "",
                List.of(),
                Optional.empty(),
                List.of(backend("legacy", protocol, legacy), backend("k8s", protocol, k8s)),
                List.of(route),
                List.of(),
                Optional.empty(),
                Snapshots.at(1));
    }

    private static dev.kiban.definition.Backend backend(String name, Protocol protocol, int port) {
        return new dev.kiban.definition.Backend(
                name,
                new Upstream(
                        protocol,
                        List.of(new Address("127.0.0.1", port)),
                        Optional.empty(),
                        Snapshots.at(4)));
    }
}
