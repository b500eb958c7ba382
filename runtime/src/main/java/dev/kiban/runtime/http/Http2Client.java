package dev.kiban.runtime.http;

import io.netty.channel.Channel;
import io.vertx.core.http.HttpConnection;

/// A client's connection of HTTP/2, which Vert.x speaks.
final class Http2Client extends ClientConnection {
    private final HttpConnection connection;
    private final Http2Calm calm;
    private final int maxStreams;

    Http2Client(
            ClientConnections connections,
            HttpConnection connection,
            Channel channel,
            int maxStreams) {
        super(connections, channel);
        this.connection = connection;
        this.maxStreams = maxStreams;
        this.calm = Http2Calm.over(channel);
        connection.exceptionHandler(_ -> {}); // what clients do wrong is no news for the log
    }

    /// The client gets something.
    void served() {
        calm.served();
    }

    /// Whether it has as many requests under way as it may have.
    boolean isFull() {
        return underWay() >= maxStreams;
    }

    /// The library takes heads together, and bounds their size; a connection on which none ends is
    /// idle.
    @Override
    boolean isWithinHead() {
        return false;
    }

    @Override
    void close() {
        connection.close();
    }
}
