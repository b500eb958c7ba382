package dev.kiban.gateway.proxy;

import com.google.protobuf.MessageLite;
import dev.kiban.runtime.http.Exchange;
import dev.kiban.runtime.http.ExchangeHandler;
import dev.kiban.runtime.http.ListenSettings;
import dev.kiban.runtime.http.Listener;
import dev.kiban.runtime.http.Transport;
import java.nio.ByteBuffer;
import java.util.function.Consumer;

/// An upstream that answers what no well-behaved one would.
final class FakeUpstream implements AutoCloseable {
    private final Transport transport = Transport.start(1);
    private final Listener listener;

    FakeUpstream(Consumer<Exchange> answer) {
        this.listener =
                transport.listen(ListenSettings.plain("127.0.0.1", 0), _ -> new Handler(answer));
    }

    /// A message with its prefix.
    static byte[] frame(MessageLite message) {
        byte[] bytes = message.toByteArray();
        return ByteBuffer.allocate(5 + bytes.length)
                .put((byte) 0)
                .putInt(bytes.length)
                .put(bytes)
                .array();
    }

    int port() {
        return listener.port();
    }

    @Override
    public void close() {
        listener.close();
        transport.close();
    }

    private record Handler(Consumer<Exchange> answer) implements ExchangeHandler {
        @Override
        public void handle(Exchange exchange) {
            answer.accept(exchange);
        }

        @Override
        public RefusedRequest refuse(int status) {
            return new RefusedRequest("text/plain", "");
        }
    }
}
