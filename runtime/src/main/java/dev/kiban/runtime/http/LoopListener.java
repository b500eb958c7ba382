package dev.kiban.runtime.http;

import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;

/// One server per loop, all on one port: each connection belongs to one loop from its first byte
/// on.
final class LoopListener implements Listener {
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    /// Vert.x shares a free port among servers that ask for the same negative number.
    private static final AtomicInteger NEXT_FREE_PORT = new AtomicInteger(-1);

    /// A client that has not asked for anything in this time is not about to.
    private static final Duration LAST_CALL = Duration.ofMillis(500);

    private final List<LoopServer> servers;
    private final Newcomers newcomers;
    private final Turnstile turnstile;
    private final int askedPort;

    private LoopListener(
            List<LoopServer> servers, Newcomers newcomers, Turnstile turnstile, int askedPort) {
        this.servers = servers;
        this.newcomers = newcomers;
        this.turnstile = turnstile;
        this.askedPort = askedPort;
    }

    static LoopListener start(
            ListenSettings settings,
            List<Loop> loops,
            Newcomers newcomers,
            Turnstile turnstile,
            Function<Loop, ExchangeHandler> handlers) {
        ListenSettings asked =
                settings.port() == 0
                        ? settings.withPort(NEXT_FREE_PORT.getAndDecrement())
                        : settings;
        newcomers.count(asked.port(), turnstile);
        List<Future<LoopServer>> starting = new ArrayList<>();
        for (Loop loop : loops) {
            Promise<LoopServer> started = Promise.promise();
            starting.add(started.future());
            loop.execute(
                    () -> {
                        try {
                            new LoopServer(
                                            loop,
                                            asked,
                                            new LoopServer.Door(newcomers, turnstile.report()),
                                            handlers.apply(loop))
                                    .listen()
                                    .onComplete(started);
                        } catch (TransportFault unusable) {
                            started.fail(unusable);
                        }
                    });
        }
        try {
            Transport.await(Future.join(starting), PATIENCE);
        } catch (TransportFault e) {
            starting.stream()
                    .filter(Future::succeeded)
                    .forEach(server -> server.result().drain(Duration.ZERO));
            newcomers.countNoMore(asked.port(), turnstile);
            throw new TransportFault(
                    "cannot listen on %s:%d: %s"
                            .formatted(settings.host(), settings.port(), e.getMessage()),
                    e);
        }
        return new LoopListener(
                starting.stream().map(Future::result).toList(), newcomers, turnstile, asked.port());
    }

    @Override
    public int port() {
        return servers.getFirst().port();
    }

    @Override
    public void ask(List<X509Certificate> authorities) {
        Transport.await(
                Future.join(servers.stream().map(server -> server.ask(authorities)).toList()),
                PATIENCE);
    }

    @Override
    public void limit(EdgeLimits limits) {
        turnstile.limit(limits);
        servers.forEach(server -> server.limit(limits));
    }

    /// Whoever has a connection may still send a request on it, and hears with the answer that it
    /// is the last one; only then are the connections closed on which nothing happens. Closed at
    /// once, each would lose what is on the way to it.
    @Override
    public boolean drain(Duration atMost) {
        Transport.await(
                Future.join(servers.stream().map(LoopServer::announceDrain).toList()), PATIENCE);
        newcomers.stopListening(port());
        Duration lastCall = atMost.compareTo(LAST_CALL) < 0 ? atMost : LAST_CALL;
        Transport.await(
                Future.join(servers.stream().map(server -> server.lastCall(lastCall)).toList()),
                PATIENCE);
        Duration left = atMost.minus(lastCall);
        List<Future<Boolean>> drained = servers.stream().map(server -> server.drain(left)).toList();
        Transport.await(Future.join(drained), atMost.plus(PATIENCE));
        newcomers.countNoMore(askedPort, turnstile);
        return drained.stream().allMatch(Future::result);
    }

    @Override
    public void close() {
        drain(Duration.ZERO);
    }
}
