package dev.kiban.runtime.http.wire;

import io.netty.util.AsciiString;
import java.util.Locale;

/// What the fields of a request say of where it ends, whom it is for, and what becomes of the
/// connection (RFC 9112, 3.2, 6 and 9.3).
final class Framing {
    private static final AsciiString CONTENT_LENGTH = AsciiString.cached("content-length");
    private static final AsciiString TRANSFER_ENCODING = AsciiString.cached("transfer-encoding");
    private static final AsciiString CONNECTION = AsciiString.cached("connection");
    private static final AsciiString HOST = AsciiString.cached("host");
    private static final AsciiString CHUNKED = AsciiString.cached("chunked");
    private static final AsciiString KEEP_ALIVE = AsciiString.cached("keep-alive");
    private static final int MAX_LENGTH_DIGITS = 18;

    private long length = -1;
    private boolean chunked;
    private boolean hasHost;
    private boolean asksToClose;
    private boolean asksToStay;

    void field(AsciiString name, AsciiString value) throws RequestFault {
        if (HOST.contentEqualsIgnoreCase(name)) {
            host(value);
        } else if (CONTENT_LENGTH.contentEqualsIgnoreCase(name)) {
            length(value);
        } else if (TRANSFER_ENCODING.contentEqualsIgnoreCase(name)) {
            if (chunked || !CHUNKED.contentEqualsIgnoreCase(value)) {
                throw RequestReader.malformed("a coding other than chunks");
            }
            chunked = true;
        } else if (CONNECTION.contentEqualsIgnoreCase(name)) {
            connection(value);
        }
    }

    /// Looks at what is said as a whole. HTTP/1.0 knows neither hosts nor chunks.
    void check(boolean hasChunks) throws RequestFault {
        if (chunked && (length >= 0 || !hasChunks)) {
            throw RequestReader.malformed("chunks beside a length, or of HTTP/1.0");
        }
        if (!hasHost && hasChunks) {
            throw RequestReader.malformed("no host");
        }
    }

    boolean isChunked() {
        return chunked;
    }

    /// Of the body; below zero if nothing says so.
    long length() {
        return length;
    }

    boolean keepsAlive(boolean hasChunks) {
        return !asksToClose && (hasChunks || asksToStay);
    }

    private void host(AsciiString value) throws RequestFault {
        byte[] bytes = value.array();
        int end = value.arrayOffset() + value.length();
        for (int i = value.arrayOffset(); i < end; i++) {
            if (!Characters.isHost(bytes[i])) {
                throw RequestReader.malformed("a host with an odd character");
            }
        }
        if (hasHost) {
            throw RequestReader.malformed("two hosts");
        }
        hasHost = true;
    }

    private void length(AsciiString value) throws RequestFault {
        boolean sound = length < 0 && !value.isEmpty() && value.length() <= MAX_LENGTH_DIGITS;
        long sum = 0;
        for (int i = 0; sound && i < value.length(); i++) {
            int digit = value.byteAt(i) - '0';
            sound = digit >= 0 && digit <= 9;
            sum = 10 * sum + digit;
        }
        if (!sound) {
            throw RequestReader.malformed("no length, or two");
        }
        length = sum;
    }

    private void connection(AsciiString value) {
        if (KEEP_ALIVE.contentEqualsIgnoreCase(value)) {
            asksToStay = true;
            return;
        }
        for (String token : value.toString().toLowerCase(Locale.ROOT).split(",", -1)) {
            asksToClose |= token.strip().equals("close");
            asksToStay |= token.strip().equals("keep-alive");
        }
    }
}
