package dev.kiban.runtime.http.wire;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufAllocator;
import org.jspecify.annotations.Nullable;

/// Takes frames apart and checks their form (RFC 9113, 4 and 6). What they mean is for its
/// {@link Frames} to say.
public final class FrameReader {
    static final int MAX_FRAME_BYTES = 16 * 1024;

    private static final int FRAME_HEADER_BYTES = 9;
    private static final int SETTING_BYTES = 6;
    private static final int PRIORITY_BYTES = 5;
    private static final int MAX_CONTINUATIONS = 32;

    private static final int DATA = 0;
    private static final int HEADERS = 1;
    private static final int PRIORITY = 2;
    private static final int RST_STREAM = 3;
    private static final int SETTINGS = 4;
    private static final int PUSH_PROMISE = 5;
    private static final int PING = 6;
    private static final int GOAWAY = 7;
    private static final int WINDOW_UPDATE = 8;
    private static final int CONTINUATION = 9;

    private static final int ACK = 0x1;
    private static final int END_STREAM = 0x1;
    private static final int END_HEADERS = 0x4;
    private static final int PADDED = 0x8;
    private static final int HAS_PRIORITY = 0x20;

    private final Frames frames;
    private final ByteBufAllocator allocator;
    private final int maxHeaderBytes;

    /// A header block of which more follows.
    private @Nullable ByteBuf block;

    private int blockStream;
    private boolean blockEndsStream;
    private int continuations;

    /// @param maxHeaderBytes of a header block, still encoded
    public FrameReader(Frames frames, ByteBufAllocator allocator, int maxHeaderBytes) {
        this.frames = frames;
        this.allocator = allocator;
        this.maxHeaderBytes = maxHeaderBytes;
    }

    /// What a client can be sent.
    public interface Frames {

        /// @param data is only good until this returns
        /// @param flowBytes what of the windows it used: padding, too
        void data(int stream, ByteBuf data, int flowBytes, boolean end) throws Http2Fault;

        /// @param block all of it, only good until this returns
        void headers(int stream, ByteBuf block, boolean end) throws Http2Fault;

        void reset(int stream, long code) throws Http2Fault;

        /// Each setting in turn, then `settingsEnd`.
        void setting(int id, long value) throws Http2Fault;

        void settingsEnd() throws Http2Fault;

        void ping(long data) throws Http2Fault;

        void goAway(int lastStream, long code) throws Http2Fault;

        /// @param stream 0 for the connection
        void windowUpdate(int stream, int increment) throws Http2Fault;
    }

    /// Reads all whole frames that there are.
    public void read(ByteBuf in) throws Http2Fault {
        while (in.readableBytes() >= FRAME_HEADER_BYTES) {
            int start = in.readerIndex();
            int length = in.getUnsignedMedium(start);
            require(
                    length <= MAX_FRAME_BYTES,
                    Http2Fault.FRAME_SIZE_ERROR,
                    "a frame is longer than it may be");
            if (in.readableBytes() < FRAME_HEADER_BYTES + length) {
                return;
            }
            int type = in.getUnsignedByte(start + 3);
            int flags = in.getUnsignedByte(start + 4);
            int stream = in.getInt(start + 5) & Integer.MAX_VALUE;
            in.skipBytes(FRAME_HEADER_BYTES);
            int end = in.readerIndex() + length;
            int written = in.writerIndex();
            in.writerIndex(end);
            frame(type, flags, stream, in);
            in.writerIndex(written);
            in.readerIndex(end);
        }
    }

    public void close() {
        if (block != null) {
            block.release();
            block = null;
        }
    }

    private void frame(int type, int flags, int stream, ByteBuf payload) throws Http2Fault {
        require(
                block == null || (type == CONTINUATION && stream == blockStream),
                Http2Fault.PROTOCOL_ERROR,
                "another frame came within a header block");
        switch (type) {
            case DATA -> data(flags, onStream(stream), payload);
            case HEADERS -> headers(flags, onStream(stream), payload);
            case CONTINUATION -> continuation(flags, payload);
            case PRIORITY -> requireLength(payload, PRIORITY_BYTES);
            case RST_STREAM -> {
                requireLength(payload, Integer.BYTES);
                frames.reset(onStream(stream), payload.readUnsignedInt());
            }
            case SETTINGS -> settings(flags, stream, payload);
            case PUSH_PROMISE ->
                    throw new Http2Fault(Http2Fault.PROTOCOL_ERROR, "it pushes, and may not");
            case PING -> ping(flags, stream, payload);
            case GOAWAY -> goAway(stream, payload);
            case WINDOW_UPDATE -> {
                requireLength(payload, Integer.BYTES);
                frames.windowUpdate(stream, payload.readInt() & Integer.MAX_VALUE);
            }
            default -> {} // extensions are ignored (4.1)
        }
    }

    private void data(int flags, int stream, ByteBuf payload) throws Http2Fault {
        int flowBytes = payload.readableBytes();
        unpad(flags, payload);
        frames.data(stream, payload, flowBytes, (flags & END_STREAM) != 0);
    }

    private void headers(int flags, int stream, ByteBuf payload) throws Http2Fault {
        unpad(flags, payload);
        if ((flags & HAS_PRIORITY) != 0) {
            require(
                    payload.readableBytes() >= PRIORITY_BYTES,
                    Http2Fault.FRAME_SIZE_ERROR,
                    "a HEADERS frame is too short");
            payload.skipBytes(PRIORITY_BYTES);
        }
        boolean endsStream = (flags & END_STREAM) != 0;
        if ((flags & END_HEADERS) != 0) {
            frames.headers(stream, payload, endsStream);
        } else {
            block = allocator.buffer(payload.readableBytes()).writeBytes(payload);
            blockStream = stream;
            blockEndsStream = endsStream;
            continuations = 0;
        }
    }

    private void continuation(int flags, ByteBuf payload) throws Http2Fault {
        ByteBuf whole = block;
        if (whole == null) {
            throw new Http2Fault(
                    Http2Fault.PROTOCOL_ERROR, "a header block goes on before it began");
        }
        continuations++;
        require(
                continuations <= MAX_CONTINUATIONS
                        && whole.readableBytes() + payload.readableBytes() <= maxHeaderBytes,
                Http2Fault.ENHANCE_YOUR_CALM,
                "a header block is longer than it may be");
        whole.writeBytes(payload);
        if ((flags & END_HEADERS) != 0) {
            block = null;
            try {
                frames.headers(blockStream, whole, blockEndsStream);
            } finally {
                whole.release();
            }
        }
    }

    private void settings(int flags, int stream, ByteBuf payload) throws Http2Fault {
        onConnection(stream);
        if ((flags & ACK) != 0) {
            requireLength(payload, 0);
            return;
        }
        require(
                payload.readableBytes() % SETTING_BYTES == 0,
                Http2Fault.FRAME_SIZE_ERROR,
                "a SETTINGS frame ends within a setting");
        while (payload.isReadable()) {
            frames.setting(payload.readUnsignedShort(), payload.readUnsignedInt());
        }
        frames.settingsEnd();
    }

    private void ping(int flags, int stream, ByteBuf payload) throws Http2Fault {
        onConnection(stream);
        requireLength(payload, Long.BYTES);
        if ((flags & ACK) == 0) {
            frames.ping(payload.readLong());
        }
    }

    private void goAway(int stream, ByteBuf payload) throws Http2Fault {
        onConnection(stream);
        require(
                payload.readableBytes() >= Long.BYTES,
                Http2Fault.FRAME_SIZE_ERROR,
                "a GOAWAY frame is too short");
        frames.goAway(payload.readInt() & Integer.MAX_VALUE, payload.readUnsignedInt());
    }

    private static void unpad(int flags, ByteBuf payload) throws Http2Fault {
        if ((flags & PADDED) == 0) {
            return;
        }
        require(
                payload.isReadable()
                        && payload.getUnsignedByte(payload.readerIndex()) < payload.readableBytes(),
                Http2Fault.PROTOCOL_ERROR,
                "a frame is shorter than its padding");
        int padding = payload.readUnsignedByte();
        payload.writerIndex(payload.writerIndex() - padding);
    }

    private static int onStream(int stream) throws Http2Fault {
        require(stream != 0, Http2Fault.PROTOCOL_ERROR, "a frame belongs to no stream");
        return stream;
    }

    private static void onConnection(int stream) throws Http2Fault {
        require(stream == 0, Http2Fault.PROTOCOL_ERROR, "a frame may not belong to a stream");
    }

    private static void requireLength(ByteBuf payload, int bytes) throws Http2Fault {
        require(
                payload.readableBytes() == bytes,
                Http2Fault.FRAME_SIZE_ERROR,
                "a frame has the wrong length");
    }

    private static void require(boolean holds, int code, String otherwise) throws Http2Fault {
        if (!holds) {
            throw new Http2Fault(code, otherwise);
        }
    }
}
