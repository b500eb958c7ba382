package dev.kiban.runtime.http;

import dev.kiban.runtime.http.ConnectionReport.Reason;
import io.netty.channel.Channel;
import io.vertx.core.Promise;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Set;

/// The open connections of clients on one loop, and which of them have stood still for too long.
///
/// A library's idle timeout does not do: it cuts a stream that is quiet for good reason, and it
/// never fires for a client that sends its head one byte at a time. Here a connection is idle when
/// no request is under way, whatever it sends, and a client stalls when it does not take what waits
/// for it.
final class ClientConnections {
    private static final Duration LONGEST_SWEEP_PERIOD = Duration.ofSeconds(1);
    private static final Duration SHORTEST_SWEEP_PERIOD = Duration.ofMillis(20);
    private static final Duration LINGER = Duration.ofSeconds(1);

    /// A client slower than this is not served to the end.
    private static final int SLOWEST_BYTES_PER_SECOND = 8 * 1024;

    private static final long NANOS_PER_SECOND = Duration.ofSeconds(1).toNanos();

    private final Loop loop;
    private final Newcomers newcomers;
    private final ConnectionReport report;
    private final Set<ClientConnection> open = Collections.newSetFromMap(new IdentityHashMap<>());
    private final List<ClientExchange> waiting = new ArrayList<>();
    private EdgeLimits limits;
    private Loop.Timer sweeper;
    private boolean draining;
    private boolean cutsOff;
    private long cutOffNanos;
    private boolean cutSome;
    private int port;

    ClientConnections(Loop loop, EdgeLimits limits, LoopServer.Door door) {
        this.loop = loop;
        this.limits = limits;
        this.newcomers = door.newcomers();
        this.report = door.report();
        this.sweeper = loop.every(sweepPeriod(limits), this::sweep);
    }

    /// From here on.
    void limit(EdgeLimits now) {
        limits = now;
        if (!draining) {
            sweeper.cancel();
            sweeper = loop.every(sweepPeriod(now), this::sweep);
        }
    }

    /// The port that was bound.
    void port(int bound) {
        port = bound;
    }

    void opened(ClientConnection connection, Channel channel) {
        newcomers.leave(channel);
        open.add(connection);
    }

    void closed(ClientConnection connection) {
        open.remove(connection);
    }

    void report(RuntimeException fault) {
        loop.report(fault);
    }

    boolean isDraining() {
        return draining;
    }

    void announceDrain() {
        draining = true;
    }

    /// Looks now and then whether all clients have left.
    void awaitNone(long untilNanos, Promise<Void> over) {
        boolean none = open.isEmpty() && !newcomers.has(port);
        if (none || System.nanoTime() - untilNanos >= 0) {
            over.complete();
        } else {
            loop.schedule(SHORTEST_SWEEP_PERIOD, () -> awaitNone(untilNanos, over));
        }
    }

    /// Closes those on which nothing is under way.
    void closeIdle() {
        newcomers.close(port, System.nanoTime());
        for (ClientConnection client : new ArrayList<>(open)) {
            if (!client.isBusy()) {
                client.close();
            }
        }
    }

    /// Connections are cut off from then on, whatever is under way on them.
    void cutOffAt(long nanos) {
        cutsOff = true;
        cutOffNanos = nanos;
    }

    /// A client is gone before its answer ended.
    void left() {
        cutSome |= cutsOff && System.nanoTime() - cutOffNanos >= 0;
    }

    /// Says whether nothing was under way any more.
    boolean close() {
        sweeper.cancel();
        return !cutSome && open.stream().noneMatch(ClientConnection::isBusy) && waiting.isEmpty();
    }

    /// The exchange waits for its client to take `pendingBytes`.
    void waits(ClientExchange exchange, long pendingBytes) {
        if (exchange.isWaiting()) {
            return;
        }
        exchange.waitAt(
                waiting.size(),
                limits.stallTimeout().toNanos()
                        + pendingBytes / SLOWEST_BYTES_PER_SECOND * NANOS_PER_SECOND);
        waiting.add(exchange);
    }

    /// The last one takes its place: almost all answers wait for the end of a round only, so this
    /// is done for each.
    void waitsNoMore(ClientExchange exchange) {
        if (!exchange.isWaiting()) {
            return;
        }
        int place = exchange.waitingAt();
        ClientExchange last = waiting.removeLast();
        if (place < waiting.size()) {
            waiting.set(place, last);
            last.moveTo(place);
        }
        exchange.waitNoMore();
    }

    void later(Runnable task) {
        loop.schedule(LINGER, task);
    }

    private static Duration sweepPeriod(EdgeLimits limits) {
        Duration tenth =
                Collections.min(
                                List.of(
                                        limits.headTimeout(),
                                        limits.idleTimeout(),
                                        limits.stallTimeout()))
                        .dividedBy(10);
        return Collections.max(
                List.of(
                        SHORTEST_SWEEP_PERIOD,
                        Collections.min(List.of(tenth, LONGEST_SWEEP_PERIOD))));
    }

    private void sweep() {
        long now = System.nanoTime();
        long headNanos = limits.headTimeout().toNanos();
        long idleNanos = limits.idleTimeout().toNanos();
        for (int i = newcomers.close(port, now - headNanos); i > 0; i--) {
            report.closed(Reason.HEAD);
        }
        for (ClientConnection client : new ArrayList<>(open)) {
            if (client.isHeadSlow(now, headNanos)) {
                close(client, Reason.HEAD);
            } else if (client.isIdle(now, idleNanos)) {
                close(client, Reason.IDLE);
            }
        }
        for (ClientExchange exchange : new ArrayList<>(waiting)) {
            if (exchange.isWaiting() && exchange.isStalledAt(now)) {
                report.closed(Reason.STALLED);
                exchange.cutStalled();
            }
        }
    }

    private void close(ClientConnection client, Reason reason) {
        report.closed(reason);
        client.close();
    }
}
