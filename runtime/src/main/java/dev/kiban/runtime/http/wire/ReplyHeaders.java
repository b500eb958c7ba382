package dev.kiban.runtime.http.wire;

import io.netty.buffer.ByteBuf;
import io.netty.handler.codec.http2.DefaultHttp2Headers;
import io.netty.handler.codec.http2.DefaultHttp2HeadersDecoder;
import io.netty.handler.codec.http2.Http2Exception;
import io.netty.handler.codec.http2.Http2Headers;
import io.netty.util.AsciiString;
import java.util.Optional;

/// Reads the header blocks of replies on one connection, heads and trailers (RFC 9113, 8.2 and
/// 8.3.2), with the HPACK decoder of Netty.
public final class ReplyHeaders {
    /// A block without `:status`.
    public static final int NO_STATUS = 0;

    /// Takes the fields of a block, names in lower case.
    public interface Taker {
        void field(CharSequence name, CharSequence value);
    }

    private static final AsciiString STATUS = AsciiString.cached(":status");
    private static final int STATUS_DIGITS = 3;

    private final Sink sink = new Sink();
    private final Decoder decoder;

    /// @param maxBytes of all fields of a message, as RFC 9113, 6.5.2 counts them
    public ReplyHeaders(int maxBytes) {
        this.decoder = new Decoder(sink, maxBytes);
    }

    /// Reads a block. It must be read even if nobody wants it, since later ones build on it.
    ///
    /// @return what is wrong with this message, and with no other; absent if it is sound
    /// @throws Http2Fault if later blocks cannot be understood any more
    public Optional<String> read(int stream, ByteBuf block, Taker taker) throws Http2Fault {
        sink.status = NO_STATUS;
        sink.taker = taker;
        sink.count = 0;
        try {
            decoder.decodeHeaders(stream, block);
            return Optional.empty();
        } catch (Http2Exception e) {
            if (Http2Exception.isStreamError(e)) {
                return Optional.of(String.valueOf(e.getMessage()));
            }
            throw new Http2Fault(Http2Fault.COMPRESSION_ERROR, String.valueOf(e.getMessage()));
        }
    }

    /// The status of the block that was read last.
    public int status() {
        return sink.status;
    }

    /// Hands its one sink to whatever it decodes.
    private static final class Decoder extends DefaultHttp2HeadersDecoder {
        private final Http2Headers sink;

        Decoder(Http2Headers sink, int maxBytes) {
            super(true, false, maxBytes);
            this.sink = sink;
        }

        @Override
        protected Http2Headers newHeaders() {
            return sink;
        }
    }

    /// Takes fields as they are decoded. What it refuses makes the message malformed.
    private static final class Sink extends DefaultHttp2Headers {
        private Taker taker = (_, _) -> {};
        private int count;
        private int status;

        Sink() {
            super(false);
        }

        @Override
        public Http2Headers add(CharSequence name, CharSequence value) {
            if (name.length() > 0 && name.charAt(0) == ':') {
                status = status(name, value);
            } else {
                requireName((AsciiString) name);
                requireValue((AsciiString) value);
                taker.field(name, value);
                count++;
            }
            return this;
        }

        @Override
        public int size() {
            return count;
        }

        private int status(CharSequence name, CharSequence value) {
            if (!STATUS.contentEquals(name) || status != NO_STATUS) {
                throw new IllegalArgumentException("unexpected " + name);
            }
            int number = 0;
            for (int i = 0; i < value.length(); i++) {
                int digit = value.charAt(i) - '0';
                number = digit >= 0 && digit <= 9 ? 10 * number + digit : Integer.MIN_VALUE;
            }
            if (value.length() != STATUS_DIGITS || number < 100) {
                throw new IllegalArgumentException("no status");
            }
            return number;
        }

        /// Printable, and none of it in upper case (8.2.1).
        private static void requireName(AsciiString name) {
            byte[] bytes = name.array();
            int end = name.arrayOffset() + name.length();
            for (int i = name.arrayOffset(); i < end; i++) {
                byte b = bytes[i];
                if (b <= ' ' || b == 0x7f || b == ':' || (b >= 'A' && b <= 'Z')) {
                    throw new IllegalArgumentException("a character that no name may have");
                }
            }
            if (name.isEmpty()) {
                throw new IllegalArgumentException("an empty name");
            }
        }

        /// Nothing that could end a line of HTTP/1.1 (8.2.1).
        private static void requireValue(AsciiString value) {
            byte[] bytes = value.array();
            int end = value.arrayOffset() + value.length();
            for (int i = value.arrayOffset(); i < end; i++) {
                byte b = bytes[i];
                if ((b >= 0 && b < ' ' && b != '\t') || b == 0x7f) {
                    throw new IllegalArgumentException("a character that no value may have");
                }
            }
        }
    }
}
