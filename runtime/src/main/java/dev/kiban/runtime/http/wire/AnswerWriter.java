package dev.kiban.runtime.http.wire;

import static java.nio.charset.StandardCharsets.US_ASCII;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelOutboundBuffer;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.netty.util.AsciiString;
import java.util.Arrays;

/// Puts the answers on one connection of HTTP/1.1 together (RFC 9112). A head leaves with the first
/// bytes of its body.
public final class AnswerWriter {
    private static final int FIRST_HEAD_BYTES = 512;

    /// A part that is larger is sent from where it stands, not from a copy.
    private static final int MAX_COPIED_BYTES = 64 * 1024;

    private static final int KNOWN_STATUSES = 600;
    private static final byte[][] STATUS_LINES = statusLines();
    private static final byte[] CRLF = ascii("\r\n");
    private static final byte[] CHUNKED = ascii("transfer-encoding: chunked\r\n");
    private static final byte[] CLOSE = ascii("connection: close\r\n");
    private static final byte[] UPGRADE = ascii("connection: upgrade\r\n");
    private static final byte[] KEEP_ALIVE = ascii("connection: keep-alive\r\n");
    private static final byte[] CONTENT_LENGTH = ascii("content-length: ");
    private static final byte[] LAST_CHUNK = ascii("0\r\n\r\n");
    private static final byte[] CONTINUE = ascii("HTTP/1.1 100 Continue\r\n\r\n");

    private final Channel channel;
    private byte[] head = new byte[FIRST_HEAD_BYTES];
    private int size;

    public AnswerWriter(Channel channel) {
        this.channel = channel;
    }

    /// Begins a head. What may not stand in a field is replaced by a question mark.
    public void head(int status, FieldList fields) {
        size = 0;
        add(status < KNOWN_STATUSES ? STATUS_LINES[status] : statusLine(status));
        for (int i = 0; i < fields.size(); i++) {
            field(fields.name(i), fields.value(i));
        }
    }

    public void contentLength(long bytes) {
        add(CONTENT_LENGTH);
        add(ascii(Long.toString(bytes)));
        add(CRLF);
    }

    public void chunked() {
        add(CHUNKED);
    }

    /// Says that this answer is the last one.
    public void close() {
        add(CLOSE);
    }

    /// Says that it is the last one, and that something else follows.
    public void upgrade() {
        add(UPGRADE);
    }

    /// Says that it is not, to a client that would think so.
    public void keepAlive() {
        add(KEEP_ALIVE);
    }

    /// Ends the head, and sends it with the next bytes.
    public void endHead() {
        add(CRLF);
    }

    /// Sends bytes of a body whose length was said, or ends with the connection.
    public void send(byte[] bytes, int from, int to) {
        int length = to - from;
        if (length > MAX_COPIED_BYTES) {
            sendInPlace(bytes, from, to);
        } else {
            flush(buffer(length).writeBytes(bytes, from, length));
        }
    }

    public void sendChunk(byte[] bytes, int from, int to) {
        int length = to - from;
        if (length == 0) {
            flush(buffer(0));
        } else if (length > MAX_COPIED_BYTES) {
            chunkLine(length);
            sendInPlace(bytes, from, to);
            add(CRLF);
            flush(buffer(0));
        } else {
            chunkLine(length);
            flush(buffer(length + CRLF.length).writeBytes(bytes, from, length).writeBytes(CRLF));
        }
    }

    public void sendLastChunk() {
        add(LAST_CHUNK);
        flush(buffer(0));
    }

    /// Tells a client that waits for it to send its body (RFC 9110, 10.1.1).
    public void sendContinue() {
        flush(channel.alloc().directBuffer(CONTINUE.length).writeBytes(CONTINUE));
    }

    /// Done when the socket has taken all that was handed in until now, or never will.
    public ChannelFuture sent() {
        return channel.writeAndFlush(Unpooled.EMPTY_BUFFER);
    }

    /// Whether the socket has taken all that was flushed, or never will.
    public boolean isAllSent() {
        ChannelOutboundBuffer unsent = channel.unsafe().outboundBuffer();
        return unsent == null || unsent.isEmpty();
    }

    private void chunkLine(int length) {
        add(ascii(Integer.toHexString(length)));
        add(CRLF);
    }

    private void sendInPlace(byte[] bytes, int from, int to) {
        write(buffer(0));
        flush(Unpooled.wrappedBuffer(bytes, from, to - from));
    }

    private void flush(ByteBuf bytes) {
        write(bytes);
        Channel _ = channel.flush();
    }

    /// Without a promise: it would cost as much as all else that writes these bytes.
    private void write(ByteBuf bytes) {
        ChannelFuture _ = channel.write(bytes, channel.voidPromise());
    }

    /// What was put together, with room for more.
    private ByteBuf buffer(int more) {
        ByteBuf buffer = channel.alloc().directBuffer(size + more);
        buffer.writeBytes(head, 0, size);
        size = 0;
        return buffer;
    }

    private void field(CharSequence name, CharSequence value) {
        require(name.length() + value.length() + 4);
        text(name);
        head[size++] = ':';
        head[size++] = ' ';
        text(value);
        head[size++] = '\r';
        head[size++] = '\n';
    }

    /// Bytes were looked at when they were read, or are ours.
    private void text(CharSequence text) {
        int length = text.length();
        if (text instanceof AsciiString ascii) {
            System.arraycopy(ascii.array(), ascii.arrayOffset(), head, size, length);
            size += length;
            return;
        }
        for (int i = 0; i < length; i++) {
            char c = text.charAt(i);
            head[size + i] = c <= 0xff && Characters.isValue((byte) c) ? (byte) c : (byte) '?';
        }
        size += length;
    }

    private void add(byte[] bytes) {
        require(bytes.length);
        System.arraycopy(bytes, 0, head, size, bytes.length);
        size += bytes.length;
    }

    private void require(int more) {
        if (size + more > head.length) {
            head = Arrays.copyOf(head, Math.max(2 * head.length, size + more));
        }
    }

    private static byte[][] statusLines() {
        byte[][] lines = new byte[KNOWN_STATUSES][];
        for (int status = 0; status < KNOWN_STATUSES; status++) {
            lines[status] = statusLine(status);
        }
        return lines;
    }

    private static byte[] statusLine(int status) {
        return ascii(
                "HTTP/1.1 %d %s\r\n"
                        .formatted(status, HttpResponseStatus.valueOf(status).reasonPhrase()));
    }

    private static byte[] ascii(String text) {
        return text.getBytes(US_ASCII);
    }
}
