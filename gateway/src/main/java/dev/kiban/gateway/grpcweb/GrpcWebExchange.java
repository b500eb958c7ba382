package dev.kiban.gateway.grpcweb;

import dev.kiban.runtime.http.Exchange;
import dev.kiban.runtime.http.ExchangeEvents;
import dev.kiban.runtime.http.Headers;
import dev.kiban.runtime.http.OuterExchange;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Optional;

/// A call of gRPC-Web that looks like one of gRPC: its text is decoded, and trailers go out as one
/// more frame at the end of the body.
public final class GrpcWebExchange extends OuterExchange {
    private static final String WEB = "application/grpc-web";
    private static final String TEXT = "-text";
    private static final String GRPC = "application/grpc";
    private static final CharSequence CONTENT_TYPE = Headers.ascii("content-type");
    private static final CharSequence CONTENT_LENGTH = Headers.ascii("content-length");
    private static final CharSequence ACCEPT = Headers.ascii("accept");
    private static final CharSequence GRPC_STATUS = Headers.ascii("grpc-status");
    private static final CharSequence GRPC_MESSAGE = Headers.ascii("grpc-message");
    private static final CharSequence X_GRPC_WEB = Headers.ascii("x-grpc-web");

    /// What says how a call ended. A reply without messages has it in its head, where pages of
    /// other origins cannot read it.
    private static final List<CharSequence> ENDINGS =
            List.of(GRPC_STATUS, GRPC_MESSAGE, Headers.ascii("grpc-status-details-bin"));

    private static final int PREFIX = 5;
    private static final byte TRAILERS = (byte) 0x80;
    private static final String INVALID_ARGUMENT = "3";

    private final boolean text;
    private final String type;
    private final Headers trailers = Headers.create();

    private GrpcWebExchange(Exchange exchange, String format) {
        super(exchange);
        this.text = format.startsWith(TEXT);
        this.type = (text ? WEB + TEXT : WEB) + "+proto";
        String messages = text ? format.substring(TEXT.length()) : format;
        Headers headers = exchange.requestHeaders();
        headers.set(CONTENT_TYPE, GRPC + messages);
        headers.remove(ACCEPT);
        headers.remove(X_GRPC_WEB);
    }

    /// The exchange as gRPC, if it is gRPC-Web.
    public static Optional<GrpcWebExchange> of(Exchange exchange) {
        String type = exchange.requestHeaders().get(CONTENT_TYPE, "");
        return type.startsWith(WEB)
                ? Optional.of(new GrpcWebExchange(exchange, type.substring(WEB.length())))
                : Optional.empty();
    }

    @Override
    public void listen(ExchangeEvents events) {
        super.listen(text ? new Decoding(events) : events);
    }

    @Override
    public Headers trailers() {
        return trailers;
    }

    @Override
    public void sendHead() {
        prepareHead();
        super.sendHead();
    }

    @Override
    public void write(byte[] bytes, int from, int to) {
        prepareHead();
        if (text) {
            byte[] encoded = encoded(bytes, from, to);
            super.write(encoded, 0, encoded.length);
        } else {
            super.write(bytes, from, to);
        }
    }

    @Override
    public void end() {
        if (!isHeadSent()) {
            endInHead();
        }
        prepareHead();
        byte[] frame = trailersFrame();
        byte[] last = text ? encoded(frame, 0, frame.length) : frame;
        super.end(last, 0, last.length);
    }

    @Override
    public void end(byte[] bytes, int from, int to) {
        write(bytes, from, to);
        end();
    }

    private void prepareHead() {
        if (!isHeadSent()) {
            Headers head = headers();
            head.set(CONTENT_TYPE, type);
            head.remove(CONTENT_LENGTH);
        }
    }

    private void endInHead() {
        Headers head = headers();
        for (CharSequence name : ENDINGS) {
            if (head.has(name)) {
                trailers.set(name, head.get(name, ""));
                head.remove(name);
            }
        }
    }

    private byte[] trailersFrame() {
        StringBuilder block = new StringBuilder();
        trailers.forEach(
                (name, value) -> block.append(name).append(':').append(value).append("\r\n"));
        byte[] bytes = block.toString().getBytes(StandardCharsets.ISO_8859_1);
        return ByteBuffer.allocate(PREFIX + bytes.length)
                .put(TRAILERS)
                .putInt(bytes.length)
                .put(bytes)
                .array();
    }

    /// Whole by itself, with padding: so clients can decode it as it comes.
    private static byte[] encoded(byte[] bytes, int from, int to) {
        return Base64.getEncoder().encode(Arrays.copyOfRange(bytes, from, to));
    }

    /// Turns text into the bytes that it stands for.
    private final class Decoding implements ExchangeEvents {
        private final ExchangeEvents events;
        private final Base64Decoder decoder = new Base64Decoder();
        private boolean broken;

        Decoding(ExchangeEvents events) {
            this.events = events;
        }

        @Override
        public void bytes(byte[] bytes, int from, int to) {
            if (broken) {
                return;
            }
            try {
                decoder.decode(bytes, from, to, events);
            } catch (IllegalArgumentException e) {
                refuse();
            }
        }

        @Override
        public void ended() {
            if (broken) {
                return;
            }
            if (decoder.isWhole()) {
                events.ended();
            } else {
                refuse();
            }
        }

        @Override
        public void writable() {
            events.writable();
        }

        @Override
        public void gone() {
            if (!broken) {
                events.gone();
            }
        }

        /// Whoever listens has no part in this: to them, the client has left.
        private void refuse() {
            broken = true;
            events.gone();
            if (isHeadSent()) {
                abort();
                return;
            }
            status(200);
            trailers.set(GRPC_STATUS, INVALID_ARGUMENT);
            trailers.set(GRPC_MESSAGE, "the body is not valid Base64");
            end();
        }
    }
}
