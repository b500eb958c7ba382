package dev.kiban.gateway.balance;

import dev.kiban.definition.Address;
import dev.kiban.gateway.UpstreamTarget;
import dev.kiban.runtime.http.ClientTls;
import dev.kiban.runtime.http.HttpProtocol;
import dev.kiban.runtime.http.OriginSettings;

/// How an endpoint is reached.
final class Reach {
    private Reach() {}

    static OriginSettings of(UpstreamTarget target, Address address) {
        HttpProtocol protocol = protocol(target);
        return of(target, address, OriginSettings.plain("", 0, protocol).limits());
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
