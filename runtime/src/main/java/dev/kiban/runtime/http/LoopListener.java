package dev.kiban.runtime.http;

import io.vertx.core.Future;
import io.vertx.core.Promise;
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

    private final List<LoopServer> servers;

    private LoopListener(List<LoopServer> servers) {
        this.servers = servers;
    }

    static LoopListener start(
            ListenSettings settings,
            List<Loop> loops,
            Newcomers newcomers,
            Function<Loop, ExchangeHandler> handlers) {
        int port = settings.port() == 0 ? NEXT_FREE_PORT.getAndDecrement() : settings.port();
        List<Future<LoopServer>> starting = new ArrayList<>();
        for (Loop loop : loops) {
            Promise<LoopServer> started = Promise.promise();
            starting.add(started.future());
            loop.execute(
                    () ->
                            new LoopServer(loop, settings, newcomers, handlers.apply(loop))
                                    .listen(port)
                                    .onComplete(started));
        }
        try {
            Transport.await(Future.join(starting), PATIENCE);
        } catch (TransportFault e) {
            starting.stream()
                    .filter(Future::succeeded)
                    .forEach(server -> server.result().drain(Duration.ZERO));
            throw new TransportFault(
                    "cannot listen on %s:%d: %s"
                            .formatted(settings.host(), settings.port(), e.getMessage()),
                    e);
        }
        return new LoopListener(starting.stream().map(Future::result).toList());
    }

    @Override
    public int port() {
        return servers.getFirst().port();
    }

    @Override
    public boolean drain(Duration atMost) {
        Transport.await(
                Future.join(servers.stream().map(LoopServer::announceDrain).toList()), PATIENCE);
        List<Future<Boolean>> drained =
                servers.stream().map(server -> server.drain(atMost)).toList();
        Transport.await(Future.join(drained), atMost.plus(PATIENCE));
        return drained.stream().allMatch(Future::result);
    }

    @Override
    public void close() {
        drain(Duration.ZERO);
    }
}
