package dev.kiban.runtime.http;

import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelHandler;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import java.net.InetSocketAddress;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/// The sockets that listen, and the connections that were accepted and have not sent the head of a
/// request yet.
///
/// Vert.x tells of a connection only then; without this, a client could hold connections open by
/// the thousand with a byte now and then, and a drain would wait for them. Acceptors write here,
/// loops read.
@ChannelHandler.Sharable
final class Newcomers extends ChannelInboundHandlerAdapter {
    private final Set<Channel> acceptors = ConcurrentHashMap.newKeySet();
    private final Map<Channel, Long> acceptedNanos = new ConcurrentHashMap<>();

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

    /// It has sent a request's head, and is somebody else's care.
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
    void close(int port, long beforeNanos) {
        acceptedNanos.forEach(
                (channel, nanos) -> {
                    if (nanos - beforeNanos < 0 && isOf(port, channel)) {
                        ChannelFuture _ = channel.close();
                    }
                });
    }

    private static boolean isOf(int port, Channel channel) {
        return channel.localAddress() instanceof InetSocketAddress local && local.getPort() == port;
    }
}
