package dev.kiban.app.proof;

import static java.nio.charset.StandardCharsets.US_ASCII;

import io.netty.buffer.Unpooled;
import io.netty.handler.codec.http2.DefaultHttp2HeadersDecoder;
import io.netty.handler.codec.http2.Http2Exception;
import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketException;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.Optional;
import java.util.OptionalLong;

/// A connection of HTTP/2 (RFC 9113) written frame by frame, so that a test can send what no client
/// would, and see how it ends.
final class FrameSocket implements AutoCloseable {
    static final int DATA = 0;
    static final int HEADERS = 1;
    static final int PRIORITY = 2;
    static final int RST_STREAM = 3;
    static final int SETTINGS = 4;
    static final int PING = 6;
    static final int GOAWAY = 7;
    static final int WINDOW_UPDATE = 8;
    static final int CONTINUATION = 9;

    static final int END_STREAM = 0x1;
    static final int ACK = 0x1;
    static final int END_HEADERS = 0x4;

    static final int INITIAL_WINDOW_SIZE = 4;

    static final long PROTOCOL_ERROR = 1;
    static final long FLOW_CONTROL_ERROR = 3;
    static final long FRAME_SIZE_ERROR = 6;
    static final long ENHANCE_YOUR_CALM = 11;

    private static final int HAS_PRIORITY = 0x20;
    private static final int PRIORITY_BYTES = 5;
    private static final int TIMEOUT_MILLIS = 20_000;
    private static final byte[] PREFACE = "PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n".getBytes(US_ASCII);

    private final Socket socket;
    private final DataInputStream in;
    private final DefaultHttp2HeadersDecoder fields = new DefaultHttp2HeadersDecoder(false);

    /// @param stream 0 for the connection
    /// @param status of an answer that begins; 0 in other frames
    /// @param error of `GOAWAY`; 0 in other frames
    record Frame(int type, int flags, int stream, int status, long error) {}

    private FrameSocket(Socket socket) throws IOException {
        this.socket = socket;
        this.in = new DataInputStream(new BufferedInputStream(socket.getInputStream()));
    }

    /// Connects, and begins as a client does.
    ///
    /// @param settings as pairs of an identifier and a value
    static FrameSocket connect(int port, int... settings) {
        try {
            Socket socket = new Socket();
            socket.setSoTimeout(TIMEOUT_MILLIS);
            socket.setTcpNoDelay(true);
            socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
            ByteBuffer pairs = ByteBuffer.allocate(settings.length / 2 * 6);
            for (int i = 0; i < settings.length; i += 2) {
                pairs.putShort((short) settings[i]).putInt(settings[i + 1]);
            }
            return new FrameSocket(socket).send(PREFACE, frame(SETTINGS, 0, 0, pairs.array()));
        } catch (IOException e) {
            throw new UncheckedIOException("no connection to port " + port, e);
        }
    }

    static byte[] frame(int type, int flags, int stream, byte... payload) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        DataOutputStream frame = new DataOutputStream(bytes);
        try {
            frame.writeByte(payload.length >> 16);
            frame.writeShort(payload.length);
            frame.writeByte(type);
            frame.writeByte(flags);
            frame.writeInt(stream);
            frame.write(payload);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return bytes.toByteArray();
    }

    /// A request without a body.
    static byte[] request(int stream, FieldBlock fields) {
        return frame(HEADERS, END_STREAM | END_HEADERS, stream, fields.bytes());
    }

    static byte[] repeated(byte[] bytes, int times) {
        ByteArrayOutputStream all = new ByteArrayOutputStream(bytes.length * times);
        for (int i = 0; i < times; i++) {
            all.writeBytes(bytes);
        }
        return all.toByteArray();
    }

    static byte[] joined(byte[]... parts) {
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        for (byte[] part : parts) {
            all.writeBytes(part);
        }
        return all.toByteArray();
    }

    /// Sends, unless the other side has closed.
    FrameSocket send(byte[]... parts) {
        try {
            for (byte[] part : parts) {
                socket.getOutputStream().write(part);
            }
        } catch (SocketException _) {
            // What it said before decides.
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return this;
    }

    /// The next frame that is no matter of the connection; empty if it ends first.
    Optional<Frame> next() {
        for (Optional<Frame> frame = read(); frame.isPresent(); frame = read()) {
            Frame one = frame.get();
            if (one.type() == SETTINGS && (one.flags() & ACK) == 0) {
                send(frame(SETTINGS, ACK, 0));
            } else if (one.stream() != 0) {
                return frame;
            }
        }
        return Optional.empty();
    }

    /// Reads until the other side closes.
    ///
    /// @return the error of its `GOAWAY`, if there was one
    OptionalLong end() {
        OptionalLong error = OptionalLong.empty();
        for (Optional<Frame> frame = read(); frame.isPresent(); frame = read()) {
            if (frame.get().type() == GOAWAY) {
                error = OptionalLong.of(frame.get().error());
            }
        }
        return error;
    }

    @Override
    public void close() {
        try {
            socket.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /// Empty if the other side has closed.
    private Optional<Frame> read() {
        try {
            int length = (in.readUnsignedByte() << 16) | in.readUnsignedShort();
            int type = in.readUnsignedByte();
            int flags = in.readUnsignedByte();
            int stream = in.readInt();
            byte[] payload = in.readNBytes(length);
            int status = type == HEADERS ? status(stream, block(flags, payload)) : 0;
            long error = type == GOAWAY ? ByteBuffer.wrap(payload).getInt(4) & 0xffff_ffffL : 0;
            return Optional.of(new Frame(type, flags, stream, status, error));
        } catch (EOFException | SocketException _) {
            return Optional.empty();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static byte[] block(int flags, byte[] payload) {
        return (flags & HAS_PRIORITY) == 0
                ? payload
                : Arrays.copyOfRange(payload, PRIORITY_BYTES, payload.length);
    }

    /// 0 for trailers.
    private int status(int stream, byte[] block) {
        try {
            CharSequence status =
                    fields.decodeHeaders(stream, Unpooled.wrappedBuffer(block)).status();
            return status == null ? 0 : Integer.parseInt(status.toString());
        } catch (Http2Exception e) {
            throw new IllegalStateException(e);
        }
    }
}
