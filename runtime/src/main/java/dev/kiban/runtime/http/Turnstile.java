package dev.kiban.runtime.http;

import dev.kiban.kernel.AddressRange;
import dev.kiban.kernel.IpAddress;
import dev.kiban.runtime.http.ConnectionReport.Reason;
import dev.kiban.runtime.http.EdgeLimits.PerAddress;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelHandler;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import java.net.InetSocketAddress;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;

/// Counts the open connections of one listener where they are accepted, before anything is spent on
/// them. Safe for all threads.
///
/// Each address is counted even while there is no limit on it, so that one that comes later knows
/// of those who are there.
final class Turnstile {
    private static final IpAddress NOWHERE = new IpAddress(0, 0);

    private final ConnectionReport report;
    private final AtomicInteger open = new AtomicInteger();
    private final Map<IpAddress, Integer> byAddress = new ConcurrentHashMap<>();
    private volatile EdgeLimits limits;

    Turnstile(EdgeLimits limits, ConnectionReport report) {
        this.limits = limits;
        this.report = report;
    }

    /// From here on, for those who come.
    void limit(EdgeLimits now) {
        limits = now;
    }

    ConnectionReport report() {
        return report;
    }

    /// Whether there is room for one more, which then is counted until it is closed.
    boolean admits(Channel channel) {
        EdgeLimits now = limits;
        if (open.incrementAndGet() > now.maxConnections()) {
            open.decrementAndGet();
            report.closed(Reason.CONNECTIONS);
            return false;
        }
        IpAddress from = address(channel);
        int same = byAddress.merge(client(from), 1, Integer::sum);
        if (same > now.perAddress().maxConnections() && !isExempt(from, now.perAddress())) {
            leave(from);
            report.closed(Reason.ADDRESS);
            return false;
        }
        report.opened();
        ChannelFuture _ =
                channel.closeFuture()
                        .addListener(
                                _ -> {
                                    leave(from);
                                    report.ended();
                                });
        return true;
    }

    private void leave(IpAddress from) {
        byAddress.computeIfPresent(client(from), (_, count) -> count == 1 ? null : count - 1);
        open.decrementAndGet();
    }

    private static boolean isExempt(IpAddress from, PerAddress limit) {
        return AddressRange.oneHas(limit.exempt(), from);
    }

    private static IpAddress address(Channel channel) {
        return channel.remoteAddress() instanceof InetSocketAddress remote
                ? IpAddress.of(remote.getAddress())
                : NOWHERE;
    }

    /// Of IPv6, the network: a household has 2^64 addresses.
    private static IpAddress client(IpAddress address) {
        return address.isV4() ? address : new IpAddress(address.high(), 0);
    }

    /// Turns away at a port those for whom there is no room.
    @ChannelHandler.Sharable
    static final class Acceptor extends ChannelInboundHandlerAdapter {
        private final Newcomers newcomers;
        private final int port;

        /// @param port as it was asked for
        Acceptor(Newcomers newcomers, int port) {
            this.newcomers = newcomers;
            this.port = port;
        }

        @Override
        public void channelRead(ChannelHandlerContext acceptor, Object message) {
            Turnstile turnstile = newcomers.turnstile(port);
            if (turnstile != null
                    && message instanceof Channel accepted
                    && !turnstile.admits(accepted)) {
                accepted.unsafe().closeForcibly(); // no loop has it yet
            } else {
                acceptor.fireChannelRead(message);
            }
        }
    }
}
