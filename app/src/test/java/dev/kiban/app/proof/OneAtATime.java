package dev.kiban.app.proof;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.Locale;
import java.util.concurrent.atomic.AtomicInteger;

/// An HTTP/1.1 upstream that looks at one connection at a time, and takes one request on each:
/// while a request of one client comes, all others wait. It answers with how many it has served.
final class OneAtATime implements AutoCloseable {
    private static final String HEAD_END = "\r\n\r\n";
    private static final String CHUNKS_END = "0\r\n\r\n";

    private final ServerSocket port;
    private final AtomicInteger served = new AtomicInteger();

    OneAtATime() {
        try {
            port = new ServerSocket(0, 200, InetAddress.getLoopbackAddress());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        Thread.ofVirtual().start(this::serve);
    }

    int port() {
        return port.getLocalPort();
    }

    int served() {
        return served.get();
    }

    @Override
    public void close() {
        try {
            port.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void serve() {
        while (!port.isClosed()) {
            try (Socket client = port.accept()) {
                serve(client);
            } catch (IOException _) {
                // the gateway left, or the test is over
            }
        }
    }

    private void serve(Socket client) throws IOException {
        InputStream in = client.getInputStream();
        StringBuilder request = new StringBuilder();
        while (!isWhole(request)) {
            int next = in.read();
            if (next < 0) {
                return;
            }
            request.append((char) next);
        }
        String body = Integer.toString(served.incrementAndGet());
        client.getOutputStream()
                .write(
                        "HTTP/1.1 200 OK\r\nConnection: close\r\nContent-Length: %d\r\n\r\n%s"
                                .formatted(body.length(), body)
                                .getBytes(US_ASCII));
    }

    private static boolean isWhole(StringBuilder request) {
        int head = request.indexOf(HEAD_END);
        if (head < 0) {
            return false;
        }
        String fields = request.substring(0, head).toLowerCase(Locale.ROOT);
        if (fields.contains("transfer-encoding: chunked")) {
            return request.lastIndexOf(CHUNKS_END) == request.length() - CHUNKS_END.length();
        }
        int length = fields.indexOf("content-length: ");
        int bytes =
                length < 0
                        ? 0
                        : Integer.parseInt(fields.substring(length).split(": |\r\n", 3)[1].strip());
        return request.length() == head + HEAD_END.length() + bytes;
    }
}
