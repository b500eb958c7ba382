package dev.kiban.runtime.http;

import dev.kiban.kernel.IpAddress;
import io.netty.channel.Channel;
import io.netty.handler.ssl.SslHandler;
import java.net.InetSocketAddress;
import java.security.cert.Certificate;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import javax.net.ssl.SSLPeerUnverifiedException;

/// One connection of a client: how many of its requests are under way, and for how long it has had
/// none, or only a part of a head. As looks now and then tell that, requests need not read the
/// clock.
abstract class ClientConnection {
    private final ClientConnections connections;
    private final String clientAddress;
    private final Optional<IpAddress> clientIp;
    private final Optional<ClientCertificate> certificate;
    private int underWay;
    private int begun;
    private final Stillness withinHead = new Stillness();
    private final Stillness idle = new Stillness();

    ClientConnection(ClientConnections connections, Channel channel) {
        this.connections = connections;
        this.certificate = certificate(channel);
        if (channel.remoteAddress() instanceof InetSocketAddress remote) {
            this.clientAddress = remote.getAddress().getHostAddress();
            this.clientIp = Optional.of(IpAddress.of(remote.getAddress()));
        } else {
            this.clientAddress = "";
            this.clientIp = Optional.empty();
        }
    }

    abstract void close();

    /// Whether a head has begun and not ended.
    abstract boolean isWithinHead();

    final String clientAddress() {
        return clientAddress;
    }

    final Optional<IpAddress> clientIp() {
        return clientIp;
    }

    final Optional<ClientCertificate> certificate() {
        return certificate;
    }

    final ClientConnections all() {
        return connections;
    }

    final void begin() {
        underWay++;
        begun++;
    }

    final void end() {
        underWay--;
    }

    private static Optional<ClientCertificate> certificate(Channel channel) {
        SslHandler tls = channel.pipeline().get(SslHandler.class);
        if (tls == null) {
            return Optional.empty();
        }
        try {
            List<X509Certificate> chain = new ArrayList<>();
            for (Certificate one : tls.engine().getSession().getPeerCertificates()) {
                chain.add((X509Certificate) one);
            }
            return Optional.of(new ClientCertificate(chain));
        } catch (SSLPeerUnverifiedException _) {
            return Optional.empty(); // it has shown none
        }
    }

    final boolean isBusy() {
        return underWay > 0;
    }

    final int underWay() {
        return underWay;
    }

    /// Whether no request has been under way for that long.
    final boolean isIdle(long nowNanos, long mostNanos) {
        return idle.look(underWay == 0, begun, nowNanos) >= mostNanos;
    }

    /// Whether the same head has been on its way for that long.
    final boolean isHeadSlow(long nowNanos, long mostNanos) {
        return withinHead.look(isWithinHead(), begun, nowNanos) >= mostNanos;
    }
}
