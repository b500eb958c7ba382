package dev.kiban.runtime.http;

import io.netty.channel.Channel;
import io.netty.channel.EventLoop;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.http.Http2Settings;
import io.vertx.core.http.HttpConnection;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.impl.Http1xServerConnection;
import io.vertx.core.internal.ContextInternal;
import io.vertx.core.net.impl.ConnectionBase;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.concurrent.TimeUnit;

/// The part of a listener that lives on one loop.
final class LoopServer {
    /// What a client may send ahead on one stream before anybody read it.
    private static final int STREAM_WINDOW_BYTES = 64 * 1024;

    private static final int CONNECTION_WINDOW_BYTES = 1024 * 1024;

    /// Of streams that are reset, by clients or, as they make us do it, by us (CVE-2025-8671).
    /// What clients may do is less, and counted by [ResetWatch].
    private static final int MOST_RESETS = 1_000;

    /// RFC 9113, 7: the client may try again elsewhere.
    private static final long REFUSED_STREAM = 7;

    private final Loop loop;
    private final ListenSettings settings;
    private final ExchangeHandler handler;
    private final Door door;
    private final ClientConnections connections;
    private final HttpServer server;
    private final IdentityHashMap<HttpConnection, Http2Client> clients = new IdentityHashMap<>();
    private EdgeLimits limits;

    /// Through which connections come.
    ///
    /// @param report hears why some are closed
    record Door(Newcomers newcomers, ConnectionReport report) {}

    LoopServer(Loop loop, ListenSettings settings, Door door, ExchangeHandler handler) {
        this.loop = loop;
        this.settings = settings;
        this.limits = settings.limits();
        this.door = door;
        this.handler = handler;
        this.connections = new ClientConnections(loop, limits, door);
        this.server =
                loop.vertx()
                        .createHttpServer(options(settings, loop.vertx()))
                        .connectionHandler(this::opened)
                        .requestHandler(this::handle);
    }

    Future<LoopServer> listen() {
        door.newcomers().expect(settings.port(), eventLoop(), this);
        return server.listen()
                .map(
                        _ -> {
                            connections.port(server.actualPort());
                            return this;
                        });
    }

    int port() {
        return server.actualPort();
    }

    /// From here on, clients are asked for certificates of these authorities. Our own certificate
    /// is read again.
    Future<?> ask(List<X509Certificate> authorities) {
        return settings.tls().isEmpty()
                ? Future.succeededFuture()
                : server.updateSSLOptions(
                        TlsOptions.of(settings.tls().get().asking(authorities), loop.vertx()),
                        true);
    }

    void limit(EdgeLimits now) {
        loop.execute(
                () -> {
                    limits = now;
                    connections.limit(now);
                });
    }

    /// From here on, answers on HTTP/1.1 end their connection.
    Future<Void> announceDrain() {
        Promise<Void> announced = Promise.promise();
        loop.execute(
                () -> {
                    connections.announceDrain();
                    announced.complete();
                });
        return announced.future();
    }

    /// Waits for clients to leave, since answers have told them to.
    Future<Void> lastCall(Duration atMost) {
        Promise<Void> over = Promise.promise();
        loop.execute(() -> connections.awaitNone(System.nanoTime() + atMost.toNanos(), over));
        return over.future();
    }

    /// The future says whether all exchanges ended before the connections were closed.
    Future<Boolean> drain(Duration atMost) {
        Promise<Boolean> drained = Promise.promise();
        loop.execute(
                () -> {
                    connections.closeIdle();
                    connections.cutOffAt(System.nanoTime() + atMost.toNanos());
                    server.shutdown(atMost.toMillis(), TimeUnit.MILLISECONDS)
                            .onComplete(
                                    _ -> loop.execute(() -> drained.complete(connections.close())));
                    door.newcomers().expectNoMore(settings.port(), eventLoop(), this);
                });
        return drained.future();
    }

    /// Takes a connection of HTTP/1.1 from Vert.x.
    Http1Channel take(Channel channel) {
        Http1Client client = new Http1Client(connections, channel, handler, limits);
        connections.opened(client, channel);
        return new Http1Channel(loop, client);
    }

    /// Vert.x tells of a connection of TLS when its protocol is known, and of one without when it
    /// speaks HTTP/2.
    private void opened(HttpConnection connection) {
        Channel channel = ((ConnectionBase) connection).channel();
        if (connection instanceof Http1xServerConnection) {
            Http1Channel.replaceVertx(channel.pipeline(), take(channel));
        } else {
            Http2Client client =
                    new Http2Client(connections, connection, channel, limits.maxStreams());
            connections.opened(client, channel);
            clients.put(connection, client);
            connection.closeHandler(_ -> closed(connection));
            ResetWatch.over(channel, limits.maxResets(), door.report());
            if (!limits.equals(settings.limits())) {
                Future<Void> _ = connection.updateSettings(streamSettings(limits));
            }
        }
    }

    private void closed(HttpConnection connection) {
        ClientConnection client = clients.remove(connection);
        if (client != null) {
            connections.closed(client);
        }
    }

    private EventLoop eventLoop() {
        return ((ContextInternal) loop.context()).nettyEventLoop();
    }

    private void handle(HttpServerRequest request) {
        Http2Client client = clients.get(request.connection());
        if (client == null) {
            return;
        }
        if (client.isFull()) {
            request.response().reset(REFUSED_STREAM); // a client that does not heed our settings
            return;
        }
        client.begin();
        handler.handle(new Http2Exchange(request, client));
    }

    private static Http2Settings streamSettings(EdgeLimits limits) {
        return new Http2Settings()
                .setMaxConcurrentStreams(limits.maxStreams())
                .setMaxHeaderListSize(limits.maxHeaderBytes())
                .setInitialWindowSize(STREAM_WINDOW_BYTES);
    }

    private static HttpServerOptions options(ListenSettings settings, Vertx vertx) {
        EdgeLimits limits = settings.limits();
        HttpServerOptions options =
                new HttpServerOptions()
                        .setHost(settings.host())
                        .setPort(settings.port())
                        .setHttp2ClearTextEnabled(true)
                        .setInitialSettings(streamSettings(limits))
                        .setHttp2ConnectionWindowSize(CONNECTION_WINDOW_BYTES)
                        .setHttp2RstFloodMaxRstFramePerWindow(MOST_RESETS)
                        .setHandle100ContinueAutomatically(false)
                        .setPerMessageWebSocketCompressionSupported(false)
                        .setPerFrameWebSocketCompressionSupported(false)
                        .setStrictThreadMode(true);
        settings.tls().ifPresent(tls -> TlsOptions.set(options, tls, vertx));
        return options;
    }
}
