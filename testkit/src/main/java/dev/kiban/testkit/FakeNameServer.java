package dev.kiban.testkit;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;

/// A name server on loopback, by UDP (RFC 1035): knows the names that a test tells it, and all
/// others not.
///
/// ```java
/// try (FakeNameServer names = new FakeNameServer()) {
///     names.says("item.shop", "127.0.0.1", "127.0.0.2");
/// }
/// ```
public final class FakeNameServer implements AutoCloseable {
    private static final int MAX_BYTES = 4096;
    private static final int HEAD_BYTES = 12;
    private static final int IPV4_BYTES = 4;
    private static final short ANSWER = (short) 0x8180;
    private static final int NO_SUCH_NAME = 3;
    private static final int FAILED = 2;
    private static final short NAME_OF_QUESTION = (short) 0xC00C;
    private static final short INTERNET = 1;
    private static final short A = 1;
    private static final short AAAA = 28;

    /// Long, so that whoever keeps answers is found out.
    private static final int SECONDS_TO_LIVE = 3600;

    private final DatagramSocket socket;
    private final Map<String, List<InetAddress>> known = new ConcurrentHashMap<>();
    private final AtomicInteger questions = new AtomicInteger();
    private volatile boolean failing;

    /// Starts on a free port.
    public FakeNameServer() {
        try {
            socket = new DatagramSocket(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        Thread.ofVirtual().name("name server").start(this::serve);
    }

    /// Where it is asked.
    public InetSocketAddress address() {
        return new InetSocketAddress(InetAddress.getLoopbackAddress(), socket.getLocalPort());
    }

    /// A name has these addresses from here on, which may be none.
    public void says(String name, String... addresses) {
        known.put(name, List.of(addresses).stream().map(InetAddress::ofLiteral).toList());
    }

    /// Whether it answers nothing but that it cannot, from here on.
    public void fail(boolean now) {
        failing = now;
    }

    /// How often it was asked.
    public int questions() {
        return questions.get();
    }

    @Override
    public void close() {
        socket.close();
    }

    private void serve() {
        while (!socket.isClosed()) {
            try {
                DatagramPacket packet = new DatagramPacket(new byte[MAX_BYTES], MAX_BYTES);
                socket.receive(packet);
                byte[] answer = answer(ByteBuffer.wrap(packet.getData(), 0, packet.getLength()));
                questions.incrementAndGet();
                socket.send(new DatagramPacket(answer, answer.length, packet.getSocketAddress()));
            } catch (IOException e) {
                if (!socket.isClosed()) {
                    throw new UncheckedIOException(e);
                }
            }
        }
    }

    private byte[] answer(ByteBuffer question) {
        short id = question.getShort(0);
        question.position(HEAD_BYTES);
        String name = name(question);
        short type = question.getShort();
        byte[] asked = new byte[question.position() + Short.BYTES - HEAD_BYTES];
        question.get(HEAD_BYTES, asked);
        List<InetAddress> all = known.get(name);
        List<InetAddress> fitting =
                all == null || failing
                        ? List.of()
                        : all.stream().filter(address -> type(address) == type).toList();
        int code = failing ? FAILED : all == null ? NO_SUCH_NAME : 0;

        ByteBuffer answer = ByteBuffer.allocate(MAX_BYTES);
        answer.putShort(id).putShort((short) (ANSWER | code));
        answer.putShort((short) 1).putShort((short) fitting.size());
        answer.putShort((short) 0).putShort((short) 0);
        answer.put(asked);
        for (InetAddress address : fitting) {
            byte[] bytes = address.getAddress();
            answer.putShort(NAME_OF_QUESTION).putShort(type).putShort(INTERNET);
            answer.putInt(SECONDS_TO_LIVE).putShort((short) bytes.length).put(bytes);
        }
        byte[] whole = new byte[answer.position()];
        answer.get(0, whole);
        return whole;
    }

    private static short type(InetAddress address) {
        return address.getAddress().length == IPV4_BYTES ? A : AAAA;
    }

    private static String name(ByteBuffer question) {
        ByteArrayOutputStream name = new ByteArrayOutputStream();
        for (int length = question.get(); length > 0; length = question.get()) {
            byte[] label = new byte[length];
            question.get(label);
            if (name.size() > 0) {
                name.write('.');
            }
            name.writeBytes(label);
        }
        return name.toString(StandardCharsets.US_ASCII).toLowerCase(Locale.ROOT);
    }
}
