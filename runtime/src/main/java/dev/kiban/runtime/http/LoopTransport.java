package dev.kiban.runtime.http;

import io.netty.bootstrap.ServerBootstrap;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFactory;
import io.netty.channel.ChannelHandler;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.epoll.Epoll;
import io.vertx.core.impl.transports.EpollTransport;
import io.vertx.core.impl.transports.NioTransport;
import io.vertx.core.impl.transports.TransportInternal;
import io.vertx.core.net.NetServerOptions;
import io.vertx.core.transport.Transport;

/// The sockets of this machine in the way that Vert.x wants them, with additions of ours:
/// accepted connections pass a {@link Turnstile}, are {@link Newcomers} first, those without TLS
/// are looked at by {@link FirstBytes}, and all flush late.
final class LoopTransport {
    private LoopTransport() {}

    /// The best that this machine has.
    static Transport of(Newcomers newcomers) {
        if (Epoll.isAvailable()) {
            return new TransportInternal("epoll", true, null, new OwnEpoll(newcomers));
        }
        return new TransportInternal("nio", true, null, new OwnNio(newcomers));
    }

    private static ChannelFactory<Channel> flushingLate(ChannelFactory<? extends Channel> sockets) {
        return () -> {
            Channel socket = sockets.newChannel();
            socket.pipeline().addFirst(new LateFlush());
            return socket;
        };
    }

    private static ChannelHandler acceptor(Newcomers newcomers, NetServerOptions options) {
        return new ChannelInitializer<>() {
            @Override
            protected void initChannel(Channel port) {
                port.pipeline()
                        .addLast(
                                new Turnstile.Acceptor(newcomers, options.getPort()),
                                newcomers,
                                new LateFlush.Acceptor());
                if (!options.isSsl()) {
                    port.pipeline().addLast(new FirstBytes.Acceptor(newcomers, options.getPort()));
                }
            }
        };
    }

    private static final class OwnEpoll extends EpollTransport {
        private final Newcomers newcomers;

        OwnEpoll(Newcomers newcomers) {
            this.newcomers = newcomers;
        }

        @Override
        public ChannelFactory<? extends Channel> channelFactory(boolean domainSocket) {
            return flushingLate(super.channelFactory(domainSocket));
        }

        @Override
        public void configure(
                NetServerOptions options, boolean domainSocket, ServerBootstrap bootstrap) {
            super.configure(options, domainSocket, bootstrap);
            bootstrap.handler(acceptor(newcomers, options));
        }
    }

    private static final class OwnNio extends NioTransport {
        private final Newcomers newcomers;

        OwnNio(Newcomers newcomers) {
            this.newcomers = newcomers;
        }

        @Override
        public ChannelFactory<? extends Channel> channelFactory(boolean domainSocket) {
            return flushingLate(super.channelFactory(domainSocket));
        }

        @Override
        public void configure(
                NetServerOptions options, boolean domainSocket, ServerBootstrap bootstrap) {
            super.configure(options, domainSocket, bootstrap);
            bootstrap.handler(acceptor(newcomers, options));
        }
    }
}
