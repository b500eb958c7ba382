package dev.kiban.runtime.http;

import io.vertx.core.http.HttpConnection;
import io.vertx.core.net.impl.ConnectionBase;

/// One connection of a client: how many of its requests are under way, and since when none is.
final class ClientConnection {
    private final ClientConnections connections;
    private final HttpConnection connection;
    private final String clientAddress;
    private int underWay;
    private long idleSinceNanos = System.nanoTime();
    private boolean ending;

    ClientConnection(ClientConnections connections, HttpConnection connection) {
        this.connections = connections;
        this.connection = connection;
        String address = connection.remoteAddress().hostAddress();
        this.clientAddress = address == null ? "" : address;
    }

    String clientAddress() {
        return clientAddress;
    }

    ClientConnections all() {
        return connections;
    }

    void begin() {
        underWay++;
    }

    void end() {
        underWay--;
        if (underWay == 0) {
            idleSinceNanos = System.nanoTime();
        }
    }

    /// The client is told that this answer is the last one. Requests that it has sent ahead are not
    /// looked at (RFC 9112, 9.6), though Vert.x would.
    void ending() {
        ending = true;
    }

    boolean isEnding() {
        return ending;
    }

    boolean isBusy() {
        return underWay > 0;
    }

    void closeIfIdle(long sinceNanos) {
        if (underWay == 0 && idleSinceNanos - sinceNanos < 0) {
            connection.close();
        }
    }

    /// Sends what Vert.x would keep until it has read all that there is.
    void flush() {
        ((ConnectionBase) connection).channel().flush();
    }

    void close() {
        connection.close();
    }

    /// For an HTTP/1.1 connection whose request was answered before all of it came. Closed at once,
    /// a reset could overtake the answer, so for a moment what still comes is read and thrown away.
    void closeSoon() {
        connections.later(connection::close);
    }
}
