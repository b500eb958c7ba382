package dev.kiban.runtime.http;

import io.vertx.core.Future;
import io.vertx.core.http.Http2Settings;
import io.vertx.core.http.HttpClientAgent;
import io.vertx.core.http.HttpClientConnection;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.http.HttpConnectOptions;
import io.vertx.core.http.HttpVersion;
import io.vertx.core.http.PoolOptions;
import io.vertx.core.net.PemTrustOptions;
import io.vertx.core.net.SocketAddress;
import java.util.List;
import java.util.concurrent.TimeUnit;

/// Opens connections to one address.
final class Connector {
    /// What an origin may send ahead on one stream before the client has taken it: large, so that a
    /// long way does not slow a reply.
    private static final int STREAM_WINDOW_BYTES = 256 * 1024;

    /// As much as there can be: streams whose clients read slowly would use up any limit for all of
    /// them together, and hold up the others on the connection.
    private static final int CONNECTION_WINDOW_BYTES = Integer.MAX_VALUE;
    private static final int MAX_HEADER_BYTES = 64 * 1024;
    private static final int READ_BYTES = 64 * 1024;

    /// After this long without an acknowledgement of what was sent, the operating system gives the
    /// connection up.
    private static final int UNACKNOWLEDGED_MILLIS = 20_000;

    private final HttpClientAgent client;
    private final HttpConnectOptions target;

    Connector(Loop loop, OriginSettings settings) {
        this.client =
                loop.vertx()
                        .createHttpClient(options(settings), new PoolOptions().setCleanerPeriod(0));
        this.target =
                new HttpConnectOptions()
                        .setServer(
                                SocketAddress.inetSocketAddress(settings.port(), settings.host()))
                        .setHost(
                                settings.tls()
                                        .flatMap(ClientTls::serverName)
                                        .orElse(settings.host()))
                        .setPort(settings.port());
    }

    Future<HttpClientConnection> connect() {
        return client.connect(target);
    }

    void close() {
        client.shutdown(0, TimeUnit.SECONDS);
    }

    private static HttpClientOptions options(OriginSettings settings) {
        boolean http2 = settings.protocol() == HttpProtocol.HTTP_2;
        int timeoutMillis = Math.toIntExact(settings.limits().connectTimeout().toMillis());
        HttpClientOptions options =
                new HttpClientOptions()
                        .setProtocolVersion(http2 ? HttpVersion.HTTP_2 : HttpVersion.HTTP_1_1)
                        .setHttp2ClearTextUpgrade(false)
                        .setInitialSettings(
                                new Http2Settings()
                                        .setPushEnabled(false)
                                        .setMaxHeaderListSize(MAX_HEADER_BYTES)
                                        .setInitialWindowSize(STREAM_WINDOW_BYTES))
                        .setHttp2ConnectionWindowSize(CONNECTION_WINDOW_BYTES)
                        .setHttp2KeepAliveTimeout(0)
                        .setKeepAliveTimeout(0)
                        .setMaxHeaderSize(MAX_HEADER_BYTES)
                        .setMaxChunkSize(READ_BYTES)
                        .setConnectTimeout(timeoutMillis)
                        .setSslHandshakeTimeout(timeoutMillis)
                        .setSslHandshakeTimeoutUnit(TimeUnit.MILLISECONDS)
                        .setTcpKeepAlive(true)
                        .setTcpUserTimeout(UNACKNOWLEDGED_MILLIS);
        settings.tls().ifPresent(tls -> secure(options, tls, http2));
        return options;
    }

    private static void secure(HttpClientOptions options, ClientTls tls, boolean http2) {
        options.setSsl(true).setVerifyHost(true);
        if (http2) {
            options.setUseAlpn(true).setAlpnVersions(List.of(HttpVersion.HTTP_2));
        }
        tls.trust()
                .ifPresent(
                        trust ->
                                options.setTrustOptions(
                                        new PemTrustOptions().addCertPath(trust.toString())));
    }
}
