package dev.kiban.runtime.http;

import io.netty.handler.codec.http.TooLongHttpHeaderException;
import io.netty.handler.codec.http.TooLongHttpLineException;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.http.Http2Settings;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpVersion;
import io.vertx.core.net.PemKeyCertOptions;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;

/// The part of a listener that lives on one loop.
final class LoopServer {
    /// What a client may send ahead on one stream before anybody read it.
    private static final int STREAM_WINDOW_BYTES = 64 * 1024;

    private static final int CONNECTION_WINDOW_BYTES = 1024 * 1024;
    private static final int READ_BYTES = 64 * 1024;
    private static final int MALFORMED = 400;

    private final Loop loop;
    private final ListenSettings settings;
    private final ExchangeHandler handler;
    private final Refusals refusals;
    private final ClientConnections connections;
    private final HttpServer server;

    LoopServer(Loop loop, ListenSettings settings, Newcomers newcomers, ExchangeHandler handler) {
        this.loop = loop;
        this.settings = settings;
        this.handler = handler;
        this.refusals = new Refusals(handler);
        this.connections = new ClientConnections(loop, settings.limits(), newcomers);
        this.server =
                loop.vertx()
                        .createHttpServer(options(settings))
                        .connectionHandler(connections::opened)
                        .requestHandler(this::handle)
                        .invalidRequestHandler(this::refuse);
    }

    Future<LoopServer> listen(int port) {
        return server.listen(port, settings.host())
                .map(
                        _ -> {
                            connections.port(server.actualPort());
                            return this;
                        });
    }

    int port() {
        return server.actualPort();
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
                    connections.closeNewcomers();
                    connections.cutOffAt(System.nanoTime() + atMost.toNanos());
                    server.shutdown(atMost.toMillis(), TimeUnit.MILLISECONDS)
                            .onComplete(
                                    _ -> loop.execute(() -> drained.complete(connections.close())));
                });
        return drained.future();
    }

    private void handle(HttpServerRequest request) {
        ClientConnection connection = connections.of(request.connection());
        if (connection.isEnding()) {
            connection.close();
        } else if (RequestHead.isSound(request)) {
            connection.begin();
            handler.handle(new VertxExchange(request, connection, refusals));
        } else {
            connection.ending();
            refusals.refuse(request, MALFORMED);
        }
    }

    private void refuse(HttpServerRequest request) {
        Throwable cause = request.decoderResult().cause();
        int status =
                switch (cause) {
                    case TooLongHttpLineException _ -> 414;
                    case TooLongHttpHeaderException _ -> 431;
                    default -> MALFORMED;
                };
        refusals.refuse(request, status);
    }

    private static HttpServerOptions options(ListenSettings settings) {
        EdgeLimits limits = settings.limits();
        HttpServerOptions options =
                new HttpServerOptions()
                        .setHttp2ClearTextEnabled(true)
                        .setInitialSettings(
                                new Http2Settings()
                                        .setMaxConcurrentStreams(limits.maxStreams())
                                        .setMaxHeaderListSize(limits.maxHeaderBytes())
                                        .setInitialWindowSize(STREAM_WINDOW_BYTES))
                        .setHttp2ConnectionWindowSize(CONNECTION_WINDOW_BYTES)
                        .setHttp2RstFloodMaxRstFramePerWindow(limits.maxResets())
                        .setMaxInitialLineLength(limits.maxRequestLineBytes())
                        .setMaxHeaderSize(limits.maxHeaderBytes())
                        .setMaxChunkSize(READ_BYTES)
                        .setHandle100ContinueAutomatically(false)
                        .setPerMessageWebSocketCompressionSupported(false)
                        .setPerFrameWebSocketCompressionSupported(false)
                        .setStrictThreadMode(true);
        settings.tls()
                .ifPresent(
                        tls ->
                                options.setSsl(true)
                                        .setUseAlpn(true)
                                        .setAlpnVersions(
                                                List.of(HttpVersion.HTTP_2, HttpVersion.HTTP_1_1))
                                        .setKeyCertOptions(
                                                new PemKeyCertOptions()
                                                        .setCertPath(tls.certificates().toString())
                                                        .setKeyPath(tls.key().toString())));
        return options;
    }
}
