package dev.kiban.runtime.http;

import java.util.ArrayDeque;
import java.util.Deque;

/// The body of a request on its way out: what the windows do not allow yet waits here
/// (RFC 9113, 5.2).
final class Http2Upload {
    /// More waiting bytes than these are too many.
    private static final int FULL_BYTES = 64 * 1024;

    private final Http2Connection connection;
    private final Deque<Http2Piece> waiting = new ArrayDeque<>(1);
    private int stream;
    private int waitingBytes;
    private int window;
    private boolean inTurns;
    private boolean toldFull;

    Http2Upload(Http2Connection connection) {
        this.connection = connection;
    }

    /// The head is sent.
    void opened(int number) {
        stream = number;
    }

    /// Nothing is wanted of it any more.
    void stop() {
        waiting.clear();
        waitingBytes = 0;
    }

    boolean isEmpty() {
        return waiting.isEmpty();
    }

    void send(Http2Piece piece) {
        Http2Piece rest = piece;
        if (waiting.isEmpty()) {
            int at = connection.send(stream, piece, window);
            window -= at - piece.from();
            if (at == piece.to()) {
                return;
            }
            rest = piece.from(at);
        }
        waiting.add(rest);
        waitingBytes += rest.length();
        waitForTurn();
    }

    /// The origin takes more than before, or less.
    ///
    /// @return whether that can be
    boolean grow(int more) {
        long grown = (long) window + more;
        if (grown > Integer.MAX_VALUE) {
            return false;
        }
        window = (int) grown;
        waitForTurn();
        return true;
    }

    /// Sends a part of what waits.
    void takeTurn() {
        inTurns = false;
        Http2Piece piece = waiting.poll();
        if (piece == null) {
            return;
        }
        int rest = connection.send(stream, piece, Math.min(window, connection.maxFrame()));
        window -= rest - piece.from();
        waitingBytes -= rest - piece.from();
        if (rest < piece.to()) {
            waiting.addFirst(piece.from(rest));
        }
        waitForTurn();
    }

    /// Whether more waits than should. Who is told so hears of it when that is over.
    boolean isFull() {
        boolean full = waitingBytes > FULL_BYTES || connection.isFull();
        toldFull |= full;
        return full;
    }

    /// Whether it was full and is no more; says so once.
    boolean hasRoomAgain() {
        if (!toldFull || waitingBytes > FULL_BYTES / 2 || connection.isFull()) {
            return false;
        }
        toldFull = false;
        return true;
    }

    private void waitForTurn() {
        if (!inTurns && window > 0 && !waiting.isEmpty()) {
            inTurns = true;
            connection.waitForTurn(stream);
        }
    }
}
