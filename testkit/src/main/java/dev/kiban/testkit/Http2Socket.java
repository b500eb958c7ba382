package dev.kiban.testkit;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.util.Arrays;

/// A client that begins a connection with HTTP/2 (RFC 9113, 3.3), which that of the JDK does not do
/// without TLS. It asks for one thing at a time.
public final class Http2Socket implements AutoCloseable {
    private static final int TIMEOUT_MILLIS = 20_000;
    private static final byte[] PREFACE = "PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n".getBytes(US_ASCII);

    private static final int DATA = 0;
    private static final int HEADERS = 1;
    private static final int RST_STREAM = 3;
    private static final int SETTINGS = 4;
    private static final int GOAWAY = 7;
    private static final int WINDOW_UPDATE = 8;
    private static final int ACK = 0x1;
    private static final int END_STREAM = 0x1;
    private static final int END_HEADERS = 0x4;
    private static final int PRIORITY = 0x20;
    private static final int PRIORITY_BYTES = 5;
    private static final int CANCEL = 8;

    /// `:method: GET`, `:scheme: http`, and names of which the values follow (RFC 7541, A).
    private static final int GET = 0x82;

    private static final int HTTP = 0x86;
    private static final int AUTHORITY = 0x01;
    private static final int PATH = 0x04;
    private static final int STATUS_200 = 0x88;

    private final Socket socket;
    private final DataInputStream in;
    private final DataOutputStream out;
    private int stream = -1;
    private boolean ended;

    private Http2Socket(Socket socket) throws IOException {
        this.socket = socket;
        this.in = new DataInputStream(socket.getInputStream());
        this.out = new DataOutputStream(socket.getOutputStream());
    }

    public static Http2Socket connect(int port) {
        try {
            Socket socket = new Socket();
            socket.setSoTimeout(TIMEOUT_MILLIS);
            socket.setTcpNoDelay(true);
            socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
            Http2Socket client = new Http2Socket(socket);
            client.out.write(PREFACE);
            client.frame(SETTINGS, 0, 0, new byte[0]);
            return client;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /// Asks for a path, and waits for the head of the answer.
    ///
    /// @return whether its status is 200
    public boolean get(String path) {
        try {
            stream += 2;
            ended = false;
            ByteArrayOutputStream block = new ByteArrayOutputStream();
            block.write(GET);
            block.write(HTTP);
            literal(block, AUTHORITY, "a");
            literal(block, PATH, path);
            frame(HEADERS, END_HEADERS | END_STREAM, stream, block.toByteArray());
            return (next(HEADERS)[0] & 0xff) == STATUS_200;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /// The next part of the body, empty at its end.
    public String part() {
        try {
            return ended ? "" : new String(next(DATA), UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /// Wants no more of the answer.
    public void cancel() {
        try {
            frame(RST_STREAM, 0, stream, new byte[] {0, 0, 0, CANCEL});
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() {
        try {
            socket.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /// The payload of the next frame of a kind on the stream.
    private byte[] next(int wanted) throws IOException {
        while (true) {
            int length = in.readUnsignedByte() << 16 | in.readUnsignedShort();
            int type = in.readUnsignedByte();
            int flags = in.readUnsignedByte();
            int id = in.readInt();
            byte[] payload = in.readNBytes(length);
            ended |= id == stream && (flags & END_STREAM) != 0 && type <= HEADERS;
            if (type == SETTINGS && (flags & ACK) == 0) {
                frame(SETTINGS, ACK, 0, new byte[0]);
            } else if (type == GOAWAY || (type == RST_STREAM && id == stream)) {
                throw new IOException("it gave the stream up");
            } else if (type == wanted && id == stream) {
                credit(type == DATA ? length : 0);
                return (flags & PRIORITY) == 0
                        ? payload
                        : Arrays.copyOfRange(payload, PRIORITY_BYTES, length);
            }
        }
    }

    private void credit(int length) throws IOException {
        if (length > 0) {
            byte[] more = {0, (byte) (length >> 16), (byte) (length >> 8), (byte) length};
            frame(WINDOW_UPDATE, 0, 0, more);
            if (!ended) {
                frame(WINDOW_UPDATE, 0, stream, more);
            }
        }
    }

    private void frame(int type, int flags, int id, byte[] payload) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        DataOutputStream frame = new DataOutputStream(bytes);
        frame.writeByte(payload.length >> 16);
        frame.writeShort(payload.length);
        frame.writeByte(type);
        frame.writeByte(flags);
        frame.writeInt(id);
        frame.write(payload);
        out.write(bytes.toByteArray());
        out.flush();
    }

    private static void literal(ByteArrayOutputStream block, int name, String value) {
        block.write(name);
        block.write(value.length());
        block.writeBytes(value.getBytes(US_ASCII));
    }
}
