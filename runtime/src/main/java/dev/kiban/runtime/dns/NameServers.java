package dev.kiban.runtime.dns;

import io.netty.channel.IoEventLoopGroup;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.nio.NioIoHandler;
import io.netty.channel.socket.nio.NioDatagramChannel;
import io.netty.channel.socket.nio.NioSocketChannel;
import io.netty.resolver.dns.DnsNameResolver;
import io.netty.resolver.dns.DnsNameResolverBuilder;
import io.netty.resolver.dns.NoopAuthoritativeDnsServerCache;
import io.netty.resolver.dns.NoopDnsCache;
import io.netty.resolver.dns.NoopDnsCnameCache;
import io.netty.resolver.dns.SingletonDnsServerAddressStreamProvider;
import io.netty.util.concurrent.Future;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;

/// Asks for the addresses of names, as the machine does: hosts file, search domains, A and AAAA
/// where the machine has IPv6, and TCP when an answer is too long for UDP. No answer is kept.
///
/// The JDK keeps answers for as long as one setting for the whole process says, and asks nobody
/// else than the machine does.
///
/// ```java
/// try (NameServers servers = new NameServers()) {
///     servers.addresses("item.shop", Optional.empty());
/// }
/// ```
public final class NameServers implements AutoCloseable {
    private static final Duration ANSWER = Duration.ofSeconds(2);
    private static final Duration PATIENCE = Duration.ofSeconds(10);

    private final IoEventLoopGroup loop =
            new MultiThreadIoEventLoopGroup(
                    1,
                    Thread.ofPlatform().daemon().name("names").factory(),
                    NioIoHandler.newFactory());
    private final Map<Optional<InetSocketAddress>, DnsNameResolver> asked =
            new ConcurrentHashMap<>(); // as many as definitions name

    /// All addresses of a name, at least one.
    ///
    /// @param server who is asked; empty asks those that the machine asks
    /// @throws UnknownHostException if there are none, or nobody answers
    public List<InetAddress> addresses(String name, Optional<InetSocketAddress> server)
            throws UnknownHostException {
        Future<List<InetAddress>> answer =
                asked.computeIfAbsent(server, this::asking).resolveAll(name);
        try {
            if (!answer.await(PATIENCE.toMillis(), TimeUnit.MILLISECONDS)) {
                throw new UnknownHostException("nobody says what " + name + " is");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new UnknownHostException("nobody waits for " + name + " any more");
        }
        if (!answer.isSuccess()) {
            throw unknown(name, answer.cause());
        }
        return List.copyOf(answer.getNow());
    }

    @Override
    public void close() {
        asked.values().forEach(DnsNameResolver::close);
        Future<?> _ = loop.shutdownGracefully(0, 1, TimeUnit.SECONDS);
    }

    private DnsNameResolver asking(Optional<InetSocketAddress> server) {
        DnsNameResolverBuilder resolver =
                new DnsNameResolverBuilder(loop.next())
                        .datagramChannelType(NioDatagramChannel.class)
                        .socketChannelType(NioSocketChannel.class)
                        .resolveCache(NoopDnsCache.INSTANCE)
                        .cnameCache(NoopDnsCnameCache.INSTANCE)
                        .authoritativeDnsServerCache(NoopAuthoritativeDnsServerCache.INSTANCE)
                        .queryTimeoutMillis(ANSWER.toMillis());
        server.map(SingletonDnsServerAddressStreamProvider::new)
                .ifPresent(resolver::nameServerProvider);
        return resolver.build();
    }

    private static UnknownHostException unknown(String name, Throwable cause) {
        String why = cause.getMessage();
        UnknownHostException unknown =
                new UnknownHostException(why == null ? name + " is not known" : why);
        unknown.initCause(cause);
        return unknown;
    }
}
