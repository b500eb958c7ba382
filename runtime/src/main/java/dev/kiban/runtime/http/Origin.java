package dev.kiban.runtime.http;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// One address as seen from one loop: the connections that are kept to it, and the calls that wait
/// for one.
///
/// A call gets its connection at once when there is room on one. More connections are made when
/// there is none, up to the limit. HTTP/2 connections are used in turn; of HTTP/1.1 connections the
/// one used last, so that the others can go idle.
public final class Origin {
    private static final Duration IDLE_CHECK = Duration.ofSeconds(5);

    /// An HTTP/2 connection with this many calls asks for another one beside it.
    private static final int CALLS_BEFORE_GROWTH = 64;

    private final Loop loop;
    private final OriginSettings settings;
    private final Connector connector;
    private final Loop.Timer idleCheck;
    private final List<OriginConnection> open = new ArrayList<>();
    private final Deque<OriginConnection> free = new ArrayDeque<>();
    private final Deque<CallWaiter> waiting = new ArrayDeque<>();
    private int connecting;
    private int calls;
    private boolean closed;

    /// Makes no connection yet. On its loop, like every method here.
    public Origin(Loop loop, OriginSettings settings) {
        this.loop = loop;
        this.settings = settings;
        this.connector = Connector.of(loop, settings);
        this.idleCheck = loop.every(IDLE_CHECK, this::closeLongIdle);
    }

    public OriginSettings settings() {
        return settings;
    }

    /// How many connections are open.
    public int connections() {
        return open.size();
    }

    /// Calls under way, and those that wait to be.
    public int underWay() {
        return calls + waiting.size();
    }

    /// Asks for a call. The waiter hears back within this method when there is room, and later
    /// otherwise.
    public void call(CallWaiter waiter) {
        OriginConnection connection = takeFree();
        if (connection != null) {
            connection.lease(waiter);
            offer(connection);
            growBeside(connection);
            return;
        }
        if (closed || waiting.size() >= settings.limits().maxWaiting()) {
            waiter.refused(
                    new CallFault(
                            CallFault.Kind.OVERLOADED,
                            "too many calls wait for " + settings.address()));
            return;
        }
        waiting.add(waiter);
        connectAsNeeded();
    }

    /// Closes all connections, also those with calls under way.
    public void close() {
        closed = true;
        idleCheck.cancel();
        free.clear();
        refuseAllWaiting("calls to " + settings.address() + " have ended");
        connector.close();
    }

    boolean isMultiplexed() {
        return settings.protocol() == HttpProtocol.HTTP_2;
    }

    /// A connection has one more call.
    void began() {
        calls++;
    }

    /// A connection has one call less.
    void ended() {
        calls--;
    }

    /// A call on the connection has ended, so there may be room.
    void released(OriginConnection connection) {
        offer(connection);
        if (!waiting.isEmpty()) {
            loop.execute(this::serveWaiting);
        }
    }

    /// The connection takes no more calls; it may stay open for those that it has.
    void lost(OriginConnection connection) {
        open.remove(connection);
        if (free.remove(connection)) {
            connection.listed(false);
        }
        if (!waiting.isEmpty()) {
            connectAsNeeded();
        }
    }

    /// Closes connections on which nothing happened since then.
    void closeIdle(long sinceNanos) {
        List.copyOf(free).forEach(connection -> connection.closeIfIdle(sinceNanos));
    }

    private @Nullable OriginConnection takeFree() {
        OriginConnection connection = free.pollFirst();
        while (connection != null) {
            connection.listed(false);
            if (connection.hasRoom()) {
                return connection;
            }
            connection = free.pollFirst();
        }
        return null;
    }

    private void offer(OriginConnection connection) {
        if (closed || connection.isListed() || !connection.hasRoom()) {
            return;
        }
        connection.listed(true);
        if (isMultiplexed()) {
            free.addLast(connection);
        } else {
            free.addFirst(connection);
        }
    }

    private void growBeside(OriginConnection connection) {
        if (isMultiplexed()
                && connection.calls() >= CALLS_BEFORE_GROWTH
                && connecting == 0
                && mayConnect()) {
            connectOneMore();
        }
    }

    /// HTTP/1.1 needs a connection for each call, HTTP/2 one for all. One that fails at once is not
    /// tried again, or the loop would do nothing else.
    private void connectAsNeeded() {
        int attempts = (isMultiplexed() ? 1 : waiting.size()) - connecting;
        for (int i = 0; i < attempts && !waiting.isEmpty() && mayConnect(); i++) {
            connectOneMore();
        }
    }

    private boolean mayConnect() {
        return !closed && open.size() + connecting < settings.limits().maxConnections();
    }

    private void connectOneMore() {
        connecting++;
        connector.connect(this).onComplete(this::connected, this::notConnected);
    }

    private void connected(OriginConnection connection) {
        connecting--;
        if (closed) {
            connection.close();
            return;
        }
        open.add(connection);
        offer(connection);
        serveWaiting();
    }

    private void notConnected(Throwable cause) {
        connecting--;
        if (open.isEmpty() && connecting == 0) {
            refuseAllWaiting(
                    "cannot connect to " + settings.address() + ": " + CallFault.reason(cause));
        }
    }

    private void serveWaiting() {
        while (!waiting.isEmpty()) {
            OriginConnection connection = takeFree();
            if (connection == null) {
                connectAsNeeded();
                return;
            }
            CallWaiter waiter = waiting.remove();
            if (waiter.isWaiting()) {
                connection.lease(waiter);
            }
            offer(connection);
        }
    }

    private void refuseAllWaiting(String detail) {
        CallFault fault = new CallFault(CallFault.Kind.NOT_CONNECTED, detail);
        List<CallWaiter> refused = new ArrayList<>(waiting);
        waiting.clear();
        refused.stream().filter(CallWaiter::isWaiting).forEach(waiter -> waiter.refused(fault));
    }

    private void closeLongIdle() {
        if (!isMultiplexed()) {
            closeIdle(System.nanoTime() - settings.limits().idleTimeout().toNanos());
        }
    }
}
