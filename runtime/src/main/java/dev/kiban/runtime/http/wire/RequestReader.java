package dev.kiban.runtime.http.wire;

import io.netty.util.AsciiString;

/// Takes the requests on one connection of HTTP/1.1 apart, as their bytes come (RFC 9112).
///
/// Whatever two servers could read differently is refused (11.2): a line that does not end with
/// CRLF, white space before a colon, a folded field, two lengths, a length beside chunks, a coding
/// other than chunks, two hosts. Trailers of a request are read and thrown away.
public final class RequestReader {
    private static final int MAX_FIELDS = 256;
    private static final int MAX_CHUNK_LINE_BYTES = 1024;
    private static final int MAX_CHUNK_DIGITS = 15;
    private static final int CRLF_BYTES = 2;

    /// Hears what was read, in order: fields, the head they belong to, the body, its end.
    public interface Requests {
        void field(AsciiString name, AsciiString value);

        void head(RequestHead head);

        /// The bytes do not change afterwards.
        void body(byte[] bytes, int from, int to);

        void ended();
    }

    private enum State {
        REQUEST_LINE,
        FIELDS,
        LENGTH,
        CHUNK_LINE,
        CHUNK,
        CHUNK_END,
        TRAILERS
    }

    private final Requests requests;
    private final int maxLineBytes;
    private final int maxFieldBytes;

    private State state = State.REQUEST_LINE;
    private RequestLine line = RequestLine.NONE;
    private Framing framing = new Framing();

    /// Bytes at the beginning of a line that have been looked at before.
    private int seen;

    private int fields;
    private int fieldBytes;
    private long bodyBytes;

    /// @param maxLineBytes of the line with method and target
    /// @param maxFieldBytes of all fields of a head together, and of all trailers
    public RequestReader(Requests requests, int maxLineBytes, int maxFieldBytes) {
        this.requests = requests;
        this.maxLineBytes = maxLineBytes;
        this.maxFieldBytes = maxFieldBytes;
    }

    /// Takes one step: a line, or a part of a body.
    ///
    /// @return how many bytes were taken; none if more are needed
    public int step(byte[] bytes, int from, int to) throws RequestFault {
        return switch (state) {
            case REQUEST_LINE -> requestLine(bytes, from, to);
            case FIELDS, TRAILERS -> fieldLine(bytes, from, to);
            case LENGTH, CHUNK -> body(bytes, from, to);
            case CHUNK_LINE -> chunkLine(bytes, from, to);
            case CHUNK_END -> chunkEnd(bytes, from, to);
        };
    }

    /// Whether a request line was read, and the end of its head was not.
    public boolean isWithinHead() {
        return state == State.FIELDS;
    }

    private int requestLine(byte[] bytes, int from, int to) throws RequestFault {
        int end = lineEnd(bytes, from, to, maxLineBytes, RequestFault.LINE_TOO_LONG);
        if (end < from) {
            return 0;
        }
        // Some clients end a body with an empty line that belongs to nothing (2.2).
        if (end > from) {
            line = RequestLine.read(bytes, from, end);
            framing = new Framing();
            fields = 0;
            fieldBytes = 0;
            state = State.FIELDS;
        }
        return end + CRLF_BYTES - from;
    }

    private int fieldLine(byte[] bytes, int from, int to) throws RequestFault {
        int left = maxFieldBytes - fieldBytes;
        int end = lineEnd(bytes, from, to, left, RequestFault.FIELDS_TOO_LARGE);
        if (end < from) {
            return 0;
        }
        int taken = end + CRLF_BYTES - from;
        fieldBytes += taken;
        if (end > from) {
            field(bytes, from, end);
        } else if (state == State.TRAILERS) {
            ended();
        } else {
            head();
        }
        return taken;
    }

    private void field(byte[] bytes, int from, int end) throws RequestFault {
        fields++;
        if (fields > MAX_FIELDS) {
            throw new RequestFault(RequestFault.FIELDS_TOO_LARGE, "too many fields");
        }
        int colon = from;
        while (colon < end && Characters.isToken(bytes[colon])) {
            colon++;
        }
        if (colon == from || colon == end || bytes[colon] != ':') {
            throw malformed("a field without a name, or one with an odd character");
        }
        int start = colon + 1;
        while (start < end && isBlank(bytes[start])) {
            start++;
        }
        int last = end;
        while (last > start && isBlank(bytes[last - 1])) {
            last--;
        }
        for (int i = start; i < last; i++) {
            if (!Characters.isValue(bytes[i])) {
                throw malformed("a control character in a field");
            }
        }
        if (state == State.FIELDS) {
            AsciiString name = new AsciiString(bytes, from, colon - from, false);
            AsciiString value = new AsciiString(bytes, start, last - start, false);
            framing.field(name, value);
            requests.field(name, value);
        }
    }

    private void head() throws RequestFault {
        framing.check(line.hasChunks());
        boolean hasBody = framing.isChunked() || framing.length() > 0;
        state =
                framing.isChunked()
                        ? State.CHUNK_LINE
                        : hasBody ? State.LENGTH : State.REQUEST_LINE;
        bodyBytes = framing.length();
        requests.head(
                new RequestHead(
                        line.method(),
                        line.target(),
                        line.hasChunks(),
                        hasBody,
                        framing.keepsAlive(line.hasChunks())));
        if (!hasBody) {
            requests.ended();
        }
    }

    private int body(byte[] bytes, int from, int to) {
        int part = (int) Math.min(bodyBytes, to - from);
        bodyBytes -= part;
        if (part > 0) {
            requests.body(bytes, from, from + part);
        }
        if (bodyBytes == 0) {
            if (state == State.CHUNK) {
                state = State.CHUNK_END;
            } else {
                ended();
            }
        }
        return part;
    }

    /// The size of a chunk, and extensions that nobody asked for (7.1).
    private int chunkLine(byte[] bytes, int from, int to) throws RequestFault {
        int end = lineEnd(bytes, from, to, MAX_CHUNK_LINE_BYTES, RequestFault.MALFORMED);
        if (end < from) {
            return 0;
        }
        int at = from;
        long size = 0;
        for (int digit; at < end && (digit = Character.digit(bytes[at], 16)) >= 0; at++) {
            size = size << 4 | digit;
        }
        if (at == from || at - from > MAX_CHUNK_DIGITS || !isExtension(bytes, at, end)) {
            throw malformed("a chunk without a size");
        }
        bodyBytes = size;
        fieldBytes = 0;
        fields = 0;
        state = size == 0 ? State.TRAILERS : State.CHUNK;
        return end + CRLF_BYTES - from;
    }

    private static boolean isExtension(byte[] bytes, int from, int end) {
        int at = from;
        while (at < end && isBlank(bytes[at])) {
            at++;
        }
        boolean sound = from == end || (at < end && bytes[at] == ';');
        while (sound && at < end) {
            sound = Characters.isValue(bytes[at]);
            at++;
        }
        return sound;
    }

    private int chunkEnd(byte[] bytes, int from, int to) throws RequestFault {
        if (to - from < CRLF_BYTES) {
            return 0;
        }
        if (bytes[from] != '\r' || bytes[from + 1] != '\n') {
            throw malformed("a chunk that is longer than its size");
        }
        state = State.CHUNK_LINE;
        return CRLF_BYTES;
    }

    private void ended() {
        state = State.REQUEST_LINE;
        requests.ended();
    }

    /// Where the line's text ends, or before its beginning if more bytes are needed.
    private int lineEnd(byte[] bytes, int from, int to, int limit, int tooLong)
            throws RequestFault {
        int at = from + seen;
        while (at < to && bytes[at] != '\n') {
            at++;
        }
        if (at - from > limit) {
            throw new RequestFault(tooLong, "a line that is too long");
        }
        if (at == to) {
            seen = to - from;
            return from - 1;
        }
        seen = 0;
        if (at == from || bytes[at - 1] != '\r') {
            throw malformed("a line that does not end with CR and LF");
        }
        return at - 1;
    }

    private static boolean isBlank(byte b) {
        return b == ' ' || b == '\t';
    }

    static RequestFault malformed(String why) {
        return new RequestFault(RequestFault.MALFORMED, why);
    }
}
