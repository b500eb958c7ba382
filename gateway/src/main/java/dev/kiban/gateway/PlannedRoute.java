package dev.kiban.gateway;

import dev.kiban.gateway.Target.GrpcTarget;
import dev.kiban.gateway.Target.HttpTarget;
import dev.kiban.gateway.Target.TranscodedTarget;
import dev.kiban.gateway.split.Weights;
import dev.kiban.kernel.ServiceName;
import java.util.Comparator;

/// One route of a plan, as people see it.
///
/// @param method the HTTP method, several separated by commas, `*` for any
/// @param path a template, a prefix, or the path of a gRPC method
/// @param rpc such as `fleamarket.item.v1.ItemService/GetItem`; empty for HTTP
/// @param reason why it is not known yet; empty if it is
public record PlannedRoute(
        Kind kind,
        String method,
        String path,
        ServiceName service,
        String rpc,
        Traffic traffic,
        String reason)
        implements Comparable<PlannedRoute> {
    private static final Comparator<PlannedRoute> ORDER =
            Comparator.comparing(PlannedRoute::kind)
                    .thenComparing(PlannedRoute::service)
                    .thenComparing(PlannedRoute::path)
                    .thenComparing(PlannedRoute::method);

    /// What the gateway does for requests of a route.
    public enum Kind {
        /// HTTP in, gRPC out.
        TRANSCODED,
        /// gRPC passed through.
        GRPC,
        /// HTTP passed through.
        HTTP,
        /// A gRPC service whose schema is not loaded yet.
        PENDING
    }

    static PlannedRoute of(TranscodedTarget target) {
        return new PlannedRoute(
                Kind.TRANSCODED,
                target.binding().httpMethod(),
                target.label(),
                target.service(),
                target.grpc().path().substring(1),
                target.traffic(),
                "");
    }

    static PlannedRoute of(GrpcTarget target) {
        return new PlannedRoute(
                Kind.GRPC,
                "POST",
                target.path(),
                target.service(),
                target.path().substring(1),
                target.traffic(),
                "");
    }

    static PlannedRoute of(HttpTarget target) {
        String methods =
                target.methods().isEmpty()
                        ? "*"
                        : String.join(",", target.methods().stream().sorted().toList());
        return new PlannedRoute(
                Kind.HTTP, methods, target.prefix(), target.service(), "", target.traffic(), "");
    }

    static PlannedRoute of(PendingRoute route) {
        String service = route.route().service();
        return new PlannedRoute(
                Kind.PENDING,
                "*",
                "/" + service + "/",
                route.service(),
                service,
                route.traffic(),
                route.reason());
    }

    /// The same, with the shares that hold at run time.
    public PlannedRoute weighed(Weights weights) {
        return new PlannedRoute(kind, method, path, service, rpc, traffic.weighed(weights), reason);
    }

    @Override
    public int compareTo(PlannedRoute other) {
        return ORDER.compare(this, other);
    }
}
