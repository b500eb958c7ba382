package dev.kiban.runtime.http;

import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelHandler;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.EventLoop;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/// The sockets that listen, the servers behind them, and the connections that were accepted and
/// have not said anything yet.
///
/// Without this, a client could hold connections open by the thousand with no byte or one, and a
/// drain would wait for them. Acceptors write here, loops read.
@ChannelHandler.Sharable
final class Newcomers extends ChannelInboundHandlerAdapter {
    private final Set<Channel> acceptors = ConcurrentHashMap.newKeySet();
    private final Map<Channel, Long> acceptedNanos = new ConcurrentHashMap<>();
    private final Map<Place, LoopServer> servers = new ConcurrentHashMap<>();
    private final Map<Integer, Turnstile> turnstiles = new ConcurrentHashMap<>();

    /// @param port as it was asked for, which tells listeners apart before they are bound
    void count(int port, Turnstile turnstile) {
        turnstiles.put(port, turnstile);
    }

    void countNoMore(int port, Turnstile turnstile) {
        turnstiles.remove(port, turnstile);
    }

    /// Who counts what a port accepts.
    @Nullable Turnstile turnstile(int port) {
        return turnstiles.get(port);
    }

    /// @param port as it was asked for, which tells listeners apart before they are bound
    void expect(int port, EventLoop loop, LoopServer server) {
        servers.put(new Place(port, loop), server);
    }

    void expectNoMore(int port, EventLoop loop, LoopServer server) {
        servers.remove(new Place(port, loop), server);
    }

    /// Who takes what a port accepts for a loop.
    @Nullable LoopServer server(int port, EventLoop loop) {
        return servers.get(new Place(port, loop));
    }

    @Override
    public void handlerAdded(ChannelHandlerContext acceptor) {
        acceptors.add(acceptor.channel());
        ChannelFuture _ =
                acceptor.channel()
                        .closeFuture()
                        .addListener(_ -> acceptors.remove(acceptor.channel()));
    }

    @Override
    public void channelRead(ChannelHandlerContext acceptor, Object message) {
        if (message instanceof Channel accepted) {
            acceptedNanos.put(accepted, System.nanoTime());
            ChannelFuture _ =
                    accepted.closeFuture().addListener(_ -> acceptedNanos.remove(accepted));
        }
        acceptor.fireChannelRead(message);
    }

    /// It is somebody else's care from now on.
    void leave(Channel channel) {
        acceptedNanos.remove(channel);
    }

    /// Accepts no more connections on a port. Vert.x alone would close those that it has along with
    /// it. Not for loops, as it waits.
    void stopListening(int port) {
        for (Channel acceptor : acceptors) {
            if (isOf(port, acceptor)) {
                acceptor.close().syncUninterruptibly();
            }
        }
    }

    boolean has(int port) {
        return acceptedNanos.keySet().stream().anyMatch(channel -> isOf(port, channel));
    }

    /// Closes those of a port that were accepted before.
    ///
    /// @return how many
    int close(int port, long beforeNanos) {
        List<Channel> old = new ArrayList<>();
        acceptedNanos.forEach(
                (channel, nanos) -> {
                    if (nanos - beforeNanos < 0 && isOf(port, channel)) {
                        old.add(channel);
                    }
                });
        old.removeIf(channel -> acceptedNanos.remove(channel) == null); // it is another's care now
        for (Channel channel : old) {
            ChannelFuture _ = channel.close();
        }
        return old.size();
    }

    private record Place(int port, EventLoop loop) {}

    private static boolean isOf(int port, Channel channel) {
        return channel.localAddress() instanceof InetSocketAddress local && local.getPort() == port;
    }
}
