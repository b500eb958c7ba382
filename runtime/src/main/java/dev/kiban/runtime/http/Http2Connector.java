package dev.kiban.runtime.http;

import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.internal.net.NetSocketInternal;
import io.vertx.core.net.ConnectOptions;
import io.vertx.core.net.NetClient;
import io.vertx.core.net.NetClientOptions;
import io.vertx.core.net.SocketAddress;
import java.io.IOException;
import java.util.List;
import java.util.concurrent.TimeUnit;

/// Opens HTTP/2 connections: sockets and TLS are those of Vert.x, what is said on them is ours.
final class Http2Connector implements Connector {
    private static final String ALPN = "h2";

    private final Loop loop;
    private final OriginSettings settings;
    private final NetClient client;

    Http2Connector(Loop loop, OriginSettings settings) {
        this.loop = loop;
        this.settings = settings;
        this.client = loop.vertx().createNetClient(options(settings));
    }

    /// The connection is ready when the origin has said what it allows (RFC 9113, 3.4).
    @Override
    public Future<OriginConnection> connect(Origin origin) {
        return client.connect(target())
                .compose(socket -> speak(origin, (NetSocketInternal) socket));
    }

    @Override
    public void close() {
        client.shutdown(0, TimeUnit.SECONDS);
    }

    private Future<OriginConnection> speak(Origin origin, NetSocketInternal socket) {
        if (settings.tls().isPresent() && !ALPN.equals(socket.applicationLayerProtocol())) {
            Future<Void> _ = socket.close();
            return Future.failedFuture(new IOException("it does not speak HTTP/2"));
        }
        Promise<OriginConnection> ready = Promise.promise();
        Http2Connection connection =
                new Http2Connection(origin, loop, socket.channelHandlerContext().channel(), ready);
        Http2Channel.take(socket, loop, connection);
        connection.begin();
        Loop.Timer tooLate =
                loop.schedule(settings.limits().connectTimeout(), connection::isNotReadyInTime);
        return ready.future().onComplete(_ -> tooLate.cancel());
    }

    private ConnectOptions target() {
        return new ConnectOptions()
                .setRemoteAddress(SocketAddress.inetSocketAddress(settings.port(), settings.host()))
                .setHost(Connector.serverName(settings))
                .setPort(settings.port())
                .setSsl(settings.tls().isPresent());
    }

    private static NetClientOptions options(OriginSettings settings) {
        NetClientOptions options = Connector.reach(new NetClientOptions(), settings);
        if (settings.tls().isPresent()) {
            options.setHostnameVerificationAlgorithm("HTTPS")
                    .setUseAlpn(true)
                    .setApplicationLayerProtocols(List.of(ALPN));
        }
        return options;
    }
}
