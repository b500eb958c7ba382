package dev.kiban.runtime.http;

import dev.kiban.kernel.IpAddress;
import io.netty.channel.Channel;
import java.net.InetSocketAddress;
import java.util.Optional;

/// One connection of a client: how many of its requests are under way, and since when none is.
abstract class ClientConnection {
    private final ClientConnections connections;
    private final String clientAddress;
    private final Optional<IpAddress> clientIp;
    private int underWay;
    private long idleSinceNanos = System.nanoTime();

    ClientConnection(ClientConnections connections, Channel channel) {
        this.connections = connections;
        if (channel.remoteAddress() instanceof InetSocketAddress remote) {
            this.clientAddress = remote.getAddress().getHostAddress();
            this.clientIp = Optional.of(IpAddress.of(remote.getAddress()));
        } else {
            this.clientAddress = "";
            this.clientIp = Optional.empty();
        }
    }

    abstract void close();

    final String clientAddress() {
        return clientAddress;
    }

    final Optional<IpAddress> clientIp() {
        return clientIp;
    }

    final ClientConnections all() {
        return connections;
    }

    final void begin() {
        underWay++;
    }

    final void end() {
        underWay--;
        if (underWay == 0) {
            idleSinceNanos = System.nanoTime();
        }
    }

    final boolean isBusy() {
        return underWay > 0;
    }

    final void closeIfIdle(long sinceNanos) {
        if (underWay == 0 && idleSinceNanos - sinceNanos < 0) {
            close();
        }
    }
}
