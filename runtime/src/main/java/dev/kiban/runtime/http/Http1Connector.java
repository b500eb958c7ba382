package dev.kiban.runtime.http;

import io.vertx.core.Future;
import io.vertx.core.http.HttpClientAgent;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.http.HttpConnectOptions;
import io.vertx.core.http.HttpVersion;
import io.vertx.core.http.PoolOptions;
import io.vertx.core.net.SocketAddress;
import java.util.concurrent.TimeUnit;

/// Opens HTTP/1.1 connections, with the client of Vert.x.
final class Http1Connector implements Connector {
    private static final int READ_BYTES = 64 * 1024;

    private final HttpClientAgent client;
    private final HttpConnectOptions target;

    Http1Connector(Loop loop, OriginSettings settings) {
        this.client =
                loop.vertx()
                        .createHttpClient(options(settings), new PoolOptions().setCleanerPeriod(0));
        this.target =
                new HttpConnectOptions()
                        .setServer(
                                SocketAddress.inetSocketAddress(settings.port(), settings.host()))
                        .setHost(Connector.serverName(settings))
                        .setPort(settings.port());
    }

    @Override
    public Future<OriginConnection> connect(Origin origin) {
        return client.connect(target).map(opened -> new Http1Connection(origin, opened));
    }

    @Override
    public void close() {
        client.shutdown(0, TimeUnit.SECONDS);
    }

    private static HttpClientOptions options(OriginSettings settings) {
        return Connector.reach(new HttpClientOptions(), settings)
                .setProtocolVersion(HttpVersion.HTTP_1_1)
                .setKeepAliveTimeout(0)
                .setMaxHeaderSize(MAX_HEADER_BYTES)
                .setMaxChunkSize(READ_BYTES)
                .setVerifyHost(true);
    }
}
