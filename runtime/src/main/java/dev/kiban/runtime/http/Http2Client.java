package dev.kiban.runtime.http;

import io.netty.channel.Channel;
import io.vertx.core.http.HttpConnection;

/// A client's connection of HTTP/2, which Vert.x speaks.
final class Http2Client extends ClientConnection {
    private final HttpConnection connection;

    Http2Client(ClientConnections connections, HttpConnection connection, Channel channel) {
        super(connections, channel);
        this.connection = connection;
    }

    @Override
    void close() {
        connection.close();
    }
}
