package dev.kiban.runtime.http;

import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.function.IntPredicate;

/// The other end of an HTTP/2 connection, frame by frame and with no manners of its own, for tests.
final class Http2Peer implements AutoCloseable {
    static final int DATA = 0;
    static final int HEADERS = 1;
    static final int RST_STREAM = 3;
    static final int SETTINGS = 4;
    static final int PUSH_PROMISE = 5;
    static final int PING = 6;
    static final int GOAWAY = 7;
    static final int WINDOW_UPDATE = 8;
    static final int CONTINUATION = 9;

    static final int ACK = 0x1;
    static final int END_STREAM = 0x1;
    static final int END_HEADERS = 0x4;
    static final int PADDED = 0x8;

    /// `:status: 200`, of the static table.
    static final byte[] STATUS_200 = {(byte) 0x88};

    private static final int PREFACE_BYTES = 24;
    private static final int READ_TIMEOUT_MILLIS = 20_000;

    private final Socket socket;
    private final DataInputStream in;
    private final DataOutputStream out;

    private Http2Peer(Socket socket) throws IOException {
        this.socket = socket;
        this.in = new DataInputStream(socket.getInputStream());
        this.out = new DataOutputStream(socket.getOutputStream());
    }

    /// The side of a client; it has said what it allows.
    static Http2Peer connect(Socket socket) throws IOException {
        Http2Peer peer = new Http2Peer(socket);
        peer.bytes("PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
        peer.settings();
        return peer;
    }

    /// The head of a `GET` of `http://a`, and fields of one letter and a value.
    static byte[] get(String path, String... values) {
        ByteArrayOutputStream head = new ByteArrayOutputStream();
        head.writeBytes(new byte[] {(byte) 0x82, (byte) 0x86, 0x41, 1, 'a', 0x04});
        writeLength(head, path.length());
        head.writeBytes(path.getBytes(StandardCharsets.US_ASCII));
        for (String value : values) {
            head.writeBytes(new byte[] {0, 1, 'x'});
            writeLength(head, value.length());
            head.writeBytes(value.getBytes(StandardCharsets.US_ASCII));
        }
        return head.toByteArray();
    }

    /// RFC 7541, 5.1, with seven bits in the first byte.
    private static void writeLength(ByteArrayOutputStream head, int length) {
        int left = length;
        if (left < 127) {
            head.write(left);
            return;
        }
        head.write(127);
        left -= 127;
        while (left >= 128) {
            head.write(left % 128 + 128);
            left /= 128;
        }
        head.write(left);
    }

    /// One frame, as it came.
    static final class Frame {
        private final int type;
        private final int flags;
        private final int stream;
        private final byte[] payload;

        Frame(int type, int flags, int stream, byte[] payload) {
            this.type = type;
            this.flags = flags;
            this.stream = stream;
            this.payload = payload;
        }

        int flags() {
            return flags;
        }

        int stream() {
            return stream;
        }

        byte[] payload() {
            return payload;
        }

        int number() {
            return java.nio.ByteBuffer.wrap(payload).getInt();
        }
    }

    /// What one side of a conversation does.
    interface Script {
        void with(Http2Peer peer) throws IOException;
    }

    static ServerSocket port() throws IOException {
        return new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
    }

    /// Plays the script with each connection in turn, until the port is closed.
    static void play(ServerSocket port, Script script) {
        Thread.ofVirtual()
                .start(
                        () -> {
                            while (!port.isClosed()) {
                                try (Http2Peer peer = accept(port)) {
                                    script.with(peer);
                                } catch (IOException _) {
                                    // the other side left, which tests look at from there
                                }
                            }
                        });
    }

    private static Http2Peer accept(ServerSocket port) throws IOException {
        Socket socket = port.accept();
        socket.setSoTimeout(READ_TIMEOUT_MILLIS);
        Http2Peer peer = new Http2Peer(socket);
        byte[] preface = peer.in.readNBytes(PREFACE_BYTES);
        if (!new String(preface, StandardCharsets.US_ASCII).startsWith("PRI * HTTP/2.0")) {
            throw new IOException("no preface");
        }
        return peer;
    }

    /// Says what it allows: pairs of setting and value.
    void settings(int... settings) throws IOException {
        ByteArrayOutputStream payload = new ByteArrayOutputStream();
        DataOutputStream data = new DataOutputStream(payload);
        for (int i = 0; i < settings.length; i += 2) {
            data.writeShort(settings[i]);
            data.writeInt(settings[i + 1]);
        }
        frame(SETTINGS, 0, 0, payload.toByteArray());
    }

    void frame(int type, int flags, int stream, byte... payload) throws IOException {
        out.write(payload.length >> 16);
        out.writeShort(payload.length);
        out.write(type);
        out.write(flags);
        out.writeInt(stream);
        out.write(payload);
        out.flush();
    }

    void number(int type, int stream, int number) throws IOException {
        frame(type, 0, stream, java.nio.ByteBuffer.allocate(4).putInt(number).array());
    }

    void goAway(int lastStream) throws IOException {
        frame(GOAWAY, 0, 0, java.nio.ByteBuffer.allocate(8).putInt(lastStream).array());
    }

    void bytes(byte[] bytes) throws IOException {
        out.write(bytes);
        out.flush();
    }

    /// Head, body and end.
    void answer(int stream, String body) throws IOException {
        frame(HEADERS, END_HEADERS, stream, STATUS_200);
        frame(DATA, END_STREAM, stream, body.getBytes(StandardCharsets.UTF_8));
    }

    /// The next frame of a kind; others are skipped.
    Frame next(IntPredicate type) throws IOException {
        while (true) {
            Frame frame = next();
            if (type.test(frame.type)) {
                return frame;
            }
        }
    }

    Frame next(int type) throws IOException {
        return next(each -> each == type);
    }

    Frame next() throws IOException {
        int length = (in.readUnsignedByte() << 16) | in.readUnsignedShort();
        int type = in.readUnsignedByte();
        int flags = in.readUnsignedByte();
        int stream = in.readInt();
        byte[] payload = in.readNBytes(length);
        if (payload.length < length) {
            throw new EOFException();
        }
        return new Frame(type, flags, stream, payload);
    }

    /// Until the other side leaves.
    void awaitEnd() throws IOException {
        while (in.read() >= 0) {
            // whatever it says
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
}
