package dev.kiban.gateway.balance;

import dev.kiban.definition.Address;
import dev.kiban.definition.Concurrency;
import dev.kiban.gateway.UpstreamTarget;
import dev.kiban.runtime.http.ClientTls;
import dev.kiban.runtime.http.HttpProtocol;
import dev.kiban.runtime.http.OriginSettings;

/// How an endpoint is reached.
final class Reach {
    private Reach() {}

    static OriginSettings of(UpstreamTarget target, Address address) {
        OriginSettings.Limits usual = OriginSettings.plain("", 0, protocol(target)).limits();
        int waiting = target.concurrency().map(Concurrency::pending).orElse(usual.maxWaiting());
        return of(
                target,
                address,
                new OriginSettings.Limits(
                        usual.maxConnections(),
                        waiting,
                        usual.connectTimeout(),
                        usual.idleTimeout()));
    }

    static OriginSettings of(UpstreamTarget target, Address address, OriginSettings.Limits limits) {
        return new OriginSettings(
                address.host(),
                address.port(),
                protocol(target),
                target.tls()
                        .map(
                                tls ->
                                        new ClientTls(
                                                tls.trust(),
                                                tls.serverName().or(target.source()::name))),
                limits);
    }

    private static HttpProtocol protocol(UpstreamTarget target) {
        return switch (target.protocol()) {
            case GRPC -> HttpProtocol.HTTP_2;
            case HTTP -> HttpProtocol.HTTP_1_1;
        };
    }
}
