package dev.kiban.app.proof;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.IntSupplier;

/// A TCP forwarder between the gateway and its upstream that can be cut: both ends see what they
/// see when a process is killed.
final class CuttableLink implements AutoCloseable {

    private final ServerSocket entrance;
    private final IntSupplier target;
    private final Set<Socket> open = ConcurrentHashMap.newKeySet();
    private volatile boolean isCut;

    CuttableLink(int target) {
        this(() -> target);
    }

    /// @param target the port, looked up for each connection
    CuttableLink(IntSupplier target) {
        try {
            this.entrance = new ServerSocket(0, 128, InetAddress.getLoopbackAddress());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        this.target = target;
        Thread.ofVirtual().start(this::accept);
    }

    int port() {
        return entrance.getLocalPort();
    }

    /// Resets every connection; new ones are taken.
    void cut() {
        for (Socket socket : List.copyOf(open)) {
            open.remove(socket);
            try {
                socket.setSoLinger(true, 0);
                socket.close();
            } catch (IOException _) {
                // It is gone already, which is all we want.
            }
        }
    }

    /// Resets every connection, and so with new ones, until told otherwise.
    void keepCut(boolean cut) {
        isCut = cut;
        if (cut) {
            cut();
        }
    }

    @Override
    public void close() {
        try {
            entrance.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        cut();
    }

    private void accept() {
        while (!entrance.isClosed()) {
            try {
                Socket near = entrance.accept();
                Socket far = new Socket(InetAddress.getLoopbackAddress(), target.getAsInt());
                if (isCut) {
                    near.close();
                    far.close();
                    continue;
                }
                near.setTcpNoDelay(true);
                far.setTcpNoDelay(true);
                open.add(near);
                open.add(far);
                Thread.ofVirtual().start(() -> forward(near, far));
                Thread.ofVirtual().start(() -> forward(far, near));
            } catch (IOException _) {
                // The entrance was closed, or the target is not there: the other side sees a closed
                // connection.
            }
        }
    }

    private void forward(Socket from, Socket to) {
        try (from;
                to;
                InputStream in = from.getInputStream()) {
            in.transferTo(to.getOutputStream());
        } catch (IOException _) {
            // One side was cut: closing the other is the answer to that.
        } finally {
            open.remove(from);
            open.remove(to);
        }
    }
}
