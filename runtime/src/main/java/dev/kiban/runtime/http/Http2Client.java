package dev.kiban.runtime.http;

import io.netty.channel.Channel;
import io.vertx.core.http.HttpConnection;

/// A client's connection of HTTP/2, which Vert.x speaks.
final class Http2Client extends ClientConnection {
    private final HttpConnection connection;
    private final Http2Calm calm;

    Http2Client(ClientConnections connections, HttpConnection connection, Channel channel) {
        super(connections, channel);
        this.connection = connection;
        this.calm = Http2Calm.over(channel);
        connection.exceptionHandler(_ -> {}); // what clients do wrong is no news for the log
    }

    /// The client gets something.
    void served() {
        calm.served();
    }

    @Override
    void close() {
        connection.close();
    }
}
