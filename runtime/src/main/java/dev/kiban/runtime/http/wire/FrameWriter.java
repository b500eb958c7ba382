package dev.kiban.runtime.http.wire;

import io.netty.buffer.ByteBuf;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import org.jspecify.annotations.Nullable;

/// Puts frames together (RFC 9113, 4 and 6). All frames of one round of the loop go out at its end,
/// with one system call.
public final class FrameWriter {
    private static final int FIRST_BUFFER_BYTES = 4 * 1024;

    /// A buffer that has become this large is handed on before it has to be copied into a larger
    /// one.
    private static final int MOST_BUFFER_BYTES = 64 * 1024;

    private static final int FRAME_HEADER_BYTES = 9;
    private static final byte[] PREFACE =
            "PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n".getBytes(java.nio.charset.StandardCharsets.US_ASCII);

    private static final int DATA = 0;
    private static final int HEADERS = 1;
    private static final int RST_STREAM = 3;
    private static final int SETTINGS = 4;
    private static final int PING = 6;
    private static final int GOAWAY = 7;
    private static final int WINDOW_UPDATE = 8;
    private static final int CONTINUATION = 9;

    private static final int ACK = 0x1;
    private static final int END_STREAM = 0x1;
    private static final int END_HEADERS = 0x4;

    private static final int ENABLE_PUSH = 2;
    private static final int INITIAL_WINDOW_SIZE = 4;
    private static final int MAX_HEADER_LIST_SIZE = 6;
    private static final int SETTING_BYTES = 6;

    private final Channel channel;
    private final Runnable flush = this::flush;
    private @Nullable ByteBuf buffer;
    private boolean flushing;
    private int bufferBytes = FIRST_BUFFER_BYTES;

    public FrameWriter(Channel channel) {
        this.channel = channel;
    }

    /// The first words of a client.
    public void preface(int streamWindow, int connectionWindowMore, int maxHeaderBytes) {
        ByteBuf out = room(PREFACE.length).writeBytes(PREFACE);
        frame(out, 3 * SETTING_BYTES, SETTINGS, 0, 0);
        out.writeShort(ENABLE_PUSH).writeInt(0);
        out.writeShort(INITIAL_WINDOW_SIZE).writeInt(streamWindow);
        out.writeShort(MAX_HEADER_LIST_SIZE).writeInt(maxHeaderBytes);
        windowUpdate(0, connectionWindowMore);
    }

    /// @param block the header block, in as many frames as it needs
    public void headers(int stream, byte[] block, int length, int maxFrame, boolean endStream) {
        int first = Math.min(length, maxFrame);
        int flags = (endStream ? END_STREAM : 0) | (first == length ? END_HEADERS : 0);
        frame(room(first), first, HEADERS, flags, stream).writeBytes(block, 0, first);
        for (int at = first; at < length; at += maxFrame) {
            int part = Math.min(length - at, maxFrame);
            int end = at + part == length ? END_HEADERS : 0;
            frame(room(part), part, CONTINUATION, end, stream).writeBytes(block, at, part);
        }
    }

    public void data(int stream, byte[] bytes, int from, int to, boolean endStream) {
        int length = to - from;
        frame(room(length), length, DATA, endStream ? END_STREAM : 0, stream)
                .writeBytes(bytes, from, length);
    }

    public void reset(int stream, int code) {
        frame(room(Integer.BYTES), Integer.BYTES, RST_STREAM, 0, stream).writeInt(code);
    }

    public void settingsAck() {
        frame(room(0), 0, SETTINGS, ACK, 0);
    }

    public void pingAck(long data) {
        frame(room(Long.BYTES), Long.BYTES, PING, ACK, 0).writeLong(data);
    }

    /// That we close the connection, as no stream of theirs was ever open.
    public void goAway(int code) {
        frame(room(Long.BYTES), Long.BYTES, GOAWAY, 0, 0).writeInt(0).writeInt(code);
    }

    public void windowUpdate(int stream, int increment) {
        frame(room(Integer.BYTES), Integer.BYTES, WINDOW_UPDATE, 0, stream).writeInt(increment);
    }

    /// Sends what there is.
    public void flush() {
        flushing = false;
        hand();
        Channel _ = channel.flush();
    }

    private void hand() {
        ByteBuf full = buffer;
        if (full != null) {
            buffer = null;
            bufferBytes = Math.clamp(full.readableBytes(), FIRST_BUFFER_BYTES, MOST_BUFFER_BYTES);
            ChannelFuture _ = channel.write(full);
        }
    }

    /// A buffer with room for a frame of this payload.
    private ByteBuf room(int payloadBytes) {
        ByteBuf out = buffer;
        if (out != null && out.readableBytes() + payloadBytes > MOST_BUFFER_BYTES) {
            hand();
            out = null;
        }
        if (out == null) {
            out = channel.alloc().directBuffer(Math.max(bufferBytes, payloadBytes + 64));
            buffer = out;
        }
        if (!flushing) {
            flushing = true;
            channel.eventLoop().execute(flush);
        }
        return out;
    }

    private static ByteBuf frame(ByteBuf out, int length, int type, int flags, int stream) {
        out.ensureWritable(FRAME_HEADER_BYTES + length);
        return out.writeLong(
                        ((long) length << 40)
                                | ((long) type << 32)
                                | ((long) flags << 24)
                                | (stream >>> 8))
                .writeByte(stream);
    }
}
