package dev.kiban.runtime.http;

import dev.kiban.kernel.IpAddress;
import java.util.Optional;

/// How an exchange goes and ends, and who hears of it, whatever the version of HTTP.
abstract class ClientExchange implements Exchange {
    private static final int NOWHERE = -1;

    private final ClientConnection connection;
    private ExchangeEvents events = NobodyListens.INSTANCE;
    private boolean ended;
    private boolean gone;
    private boolean over;
    private int waitingAt = NOWHERE;
    private long graceNanos;
    private boolean isSeenWaiting;
    private long stalledAtNanos;

    ClientExchange(ClientConnection connection) {
        this.connection = connection;
    }

    /// Ends what the client sees, in a way that tells it that the answer is not whole.
    abstract void cut();

    @Override
    public final String clientAddress() {
        return connection.clientAddress();
    }

    @Override
    public final Optional<IpAddress> clientIp() {
        return connection.clientIp();
    }

    @Override
    public final Optional<ClientCertificate> clientCertificate() {
        return connection.certificate();
    }

    @Override
    public void listen(ExchangeEvents to) {
        events = to;
    }

    @Override
    public final boolean isEnded() {
        return ended;
    }

    @Override
    public final void abort() {
        if (isOpen()) {
            ended = true;
            cut();
            over();
        }
    }

    /// Whether the answer can go on.
    final boolean isOpen() {
        return !ended && !gone;
    }

    /// The answer is complete, and what is left of it is on its way.
    final void answered() {
        ended = true;
    }

    final void received(byte[] bytes, int from, int to) {
        if (isOpen()) {
            try {
                events.bytes(bytes, from, to);
            } catch (RuntimeException fault) {
                broken(fault);
            }
        }
    }

    final void receivedAll() {
        if (isOpen()) {
            try {
                events.ended();
            } catch (RuntimeException fault) {
                broken(fault);
            }
        }
    }

    final void drained() {
        connection.all().waitsNoMore(this);
        if (isOpen()) {
            try {
                events.writable();
            } catch (RuntimeException fault) {
                broken(fault);
            }
        }
    }

    /// A fault of the program must leave neither client nor upstream waiting.
    final void broken(RuntimeException fault) {
        connection.all().report(fault);
        abort();
        events.gone();
    }

    /// The client is not there any more.
    final void left() {
        if (isOpen()) {
            gone = true;
            connection.all().left();
            over();
            events.gone();
        } else {
            over();
        }
    }

    /// Nothing more will be sent.
    final void over() {
        if (!over) {
            over = true;
            connection.all().waitsNoMore(this);
            connection.end();
        }
    }

    // Its place among those that wait for their clients, which ClientConnections keep.

    final boolean isWaiting() {
        return waitingAt >= 0;
    }

    final int waitingAt() {
        return waitingAt;
    }

    /// @param nanos for as long it may wait, from the next look at it on
    final void waitAt(int place, long nanos) {
        waitingAt = place;
        graceNanos = nanos;
        isSeenWaiting = false;
    }

    final void moveTo(int place) {
        waitingAt = place;
    }

    final void waitNoMore() {
        waitingAt = NOWHERE;
    }

    final boolean isStalledAt(long nanos) {
        if (!isSeenWaiting) {
            isSeenWaiting = true;
            stalledAtNanos = nanos + graceNanos;
        }
        return nanos - stalledAtNanos >= 0;
    }

    /// A client that does not take its answer is told nothing any more; its upstream hears of it
    /// through `gone`.
    final void cutStalled() {
        connection.all().waitsNoMore(this);
        cut();
        left();
    }

    /// For exchanges that are answered without looking at their body.
    private enum NobodyListens implements ExchangeEvents {
        INSTANCE;

        @Override
        public void bytes(byte[] bytes, int from, int to) {}

        @Override
        public void ended() {}

        @Override
        public void writable() {}

        @Override
        public void gone() {}
    }
}
