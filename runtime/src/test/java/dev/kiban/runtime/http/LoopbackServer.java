package dev.kiban.runtime.http;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.util.function.BiConsumer;
import java.util.function.Consumer;

/// A transport with one listener on a free port, for tests.
final class LoopbackServer implements AutoCloseable {
    private static final int READ_TIMEOUT_MILLIS = 20_000;

    private final Transport transport;
    private final Listener listener;

    LoopbackServer(Consumer<Exchange> handler) {
        this(ListenSettings.plain("127.0.0.1", 0), handler);
    }

    LoopbackServer(ListenSettings settings, Consumer<Exchange> handler) {
        this(settings, (_, exchange) -> handler.accept(exchange));
    }

    LoopbackServer(ListenSettings settings, BiConsumer<Loop, Exchange> handler) {
        this.transport = Transport.start(2);
        this.listener = transport.listen(settings, loop -> new Handler(loop, handler));
    }

    int port() {
        return listener.port();
    }

    Listener listener() {
        return listener;
    }

    Transport transport() {
        return transport;
    }

    Loop loop() {
        return transport.loops().getFirst();
    }

    Socket connect() throws IOException {
        Socket socket = new Socket();
        socket.setSoTimeout(READ_TIMEOUT_MILLIS);
        socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port()));
        return socket;
    }

    @Override
    public void close() {
        listener.close();
        transport.close();
    }

    private record Handler(Loop loop, BiConsumer<Loop, Exchange> handler)
            implements ExchangeHandler {
        @Override
        public void handle(Exchange exchange) {
            handler.accept(loop, exchange);
        }

        @Override
        public RefusedRequest refuse(int status) {
            return new RefusedRequest("text/plain", "refused with " + status);
        }
    }
}
