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

/// One connection of a client: how many of its requests are under way, and since when none is.
abstract class ClientConnection {
    private final ClientConnections connections;
    private final String clientAddress;
    private final Optional<IpAddress> clientIp;
    private final Optional<ClientCertificate> certificate;
    private int underWay;
    private long idleSinceNanos = System.nanoTime();

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
    }

    final void end() {
        underWay--;
        if (underWay == 0) {
            idleSinceNanos = System.nanoTime();
        }
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

    final void closeIfIdle(long sinceNanos) {
        if (underWay == 0 && idleSinceNanos - sinceNanos < 0) {
            close();
        }
    }
}
