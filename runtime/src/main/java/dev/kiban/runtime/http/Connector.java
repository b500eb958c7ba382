package dev.kiban.runtime.http;

import io.vertx.core.Future;
import io.vertx.core.net.ClientOptionsBase;
import io.vertx.core.net.PemTrustOptions;
import java.util.concurrent.TimeUnit;

/// Opens connections to one address.
sealed interface Connector permits Http1Connector, Http2Connector {
    int MAX_HEADER_BYTES = 64 * 1024;

    /// After this long without an acknowledgement of what was sent, the operating system gives the
    /// connection up.
    int UNACKNOWLEDGED_MILLIS = 20_000;

    /// A connection that is ready for calls of this origin.
    Future<OriginConnection> connect(Origin origin);

    /// Closes what it has opened.
    void close();

    static Connector of(Loop loop, OriginSettings settings) {
        return switch (settings.protocol()) {
            case HTTP_1_1 -> new Http1Connector(loop, settings);
            case HTTP_2 -> new Http2Connector(loop, settings);
        };
    }

    /// What sockets and TLS of both protocols have in common.
    static <T extends ClientOptionsBase> T reach(T options, OriginSettings settings) {
        int timeoutMillis = Math.toIntExact(settings.limits().connectTimeout().toMillis());
        options.setConnectTimeout(timeoutMillis)
                .setSslHandshakeTimeout(timeoutMillis)
                .setSslHandshakeTimeoutUnit(TimeUnit.MILLISECONDS)
                .setTcpKeepAlive(true)
                .setTcpUserTimeout(UNACKNOWLEDGED_MILLIS);
        settings.tls().ifPresent(tls -> trust(options.setSsl(true), tls));
        return options;
    }

    /// The name to ask for and to check.
    static String serverName(OriginSettings settings) {
        return settings.tls().flatMap(ClientTls::serverName).orElse(settings.host());
    }

    private static void trust(ClientOptionsBase options, ClientTls tls) {
        tls.trust()
                .ifPresent(
                        trust ->
                                options.setTrustOptions(
                                        new PemTrustOptions().addCertPath(trust.toString())));
    }
}
