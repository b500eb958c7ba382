package dev.kiban.app.proof;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import com.google.protobuf.ByteString;
import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Consumer;

/// One HTTP/1.1 connection written by hand, so that a test can send what no well-behaved client
/// would, see each byte when it comes, and leave in the middle.
final class HttpSocket implements AutoCloseable {

    /// No answer of a test takes that long; without it a lost answer would hang the build.
    private static final Duration PATIENCE =
            Duration.ofSeconds(Integer.getInteger("kiban.proof.patience", 20));

    private static final int MAX_LINE = 64 * 1024;

    private final Socket socket;
    private final InputStream in;

    private HttpSocket(Socket socket) throws IOException {
        this.socket = socket;
        this.in = new BufferedInputStream(socket.getInputStream());
    }

    static HttpSocket connect(int port) {
        try {
            Socket socket = new Socket();
            socket.setTcpNoDelay(true);
            socket.setSoTimeout((int) PATIENCE.toMillis());
            socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
            return new HttpSocket(socket);
        } catch (IOException e) {
            throw new UncheckedIOException("no connection to port " + port, e);
        }
    }

    /// Sends one request on a connection of its own.
    static Answer exchange(int port, Request request) {
        try (HttpSocket connection = connect(port)) {
            return connection.send(request.bytes()).answer(request.method(), _ -> {});
        }
    }

    HttpSocket send(byte[] bytes) {
        try {
            socket.getOutputStream().write(bytes);
            socket.getOutputStream().flush();
        } catch (SocketException _) {
            // The other side may answer and close before it has read all of a request that is too
            // large: its answer decides.
            return this;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return this;
    }

    HttpSocket send(String text) {
        return send(text.getBytes(ISO_8859_1));
    }

    /// Cuts the connection at once, with a reset, as a killed client would.
    void reset() {
        try {
            socket.setSoLinger(true, 0);
            socket.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    Answer answer() {
        return answer("GET", _ -> {});
    }

    /// Reads one answer.
    ///
    /// @param method of the request: an answer to HEAD has no body
    /// @param progress is told the body so far, after each chunk
    Answer answer(String method, Consumer<String> progress) {
        try {
            Head head = head();
            while (head.status() >= 100 && head.status() < 200) {
                head = head();
            }
            ByteArrayOutputStream body = new ByteArrayOutputStream();
            boolean whole = !head.hasBody(method) || readBody(head, body, progress);
            return new Answer(
                    head.status(), head.headers(), ByteString.copyFrom(body.toByteArray()), whole);
        } catch (IOException e) {
            throw new UncheckedIOException("no answer", e);
        }
    }

    /// The body that has arrived up to the first time that it ends with `ending`.
    String bodyUpTo(String ending) {
        try {
            ByteArrayOutputStream seen = new ByteArrayOutputStream();
            while (!seen.toString(ISO_8859_1).endsWith(ending)) {
                seen.write(oneByte());
            }
            return seen.toString(ISO_8859_1);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /// Reads so many bytes and throws them away.
    void skip(long bytes) {
        try {
            in.skipNBytes(bytes);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    boolean isOpen() {
        return !socket.isClosed();
    }

    /// Whether the other side has closed, and sent nothing more before.
    boolean closedByPeer() {
        try {
            return in.read() < 0;
        } catch (SocketException _) {
            return true;
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

    private record Head(int status, List<Header> headers) {

        boolean hasBody(String method) {
            return !method.equals("HEAD") && status != 204 && status != 304;
        }

        Optional<String> header(String name) {
            return headers.stream()
                    .filter(header -> header.name().equals(name))
                    .map(Header::value)
                    .findFirst();
        }
    }

    private Head head() throws IOException {
        String statusLine = line();
        if (!statusLine.matches("HTTP/1\\.[01] [1-9][0-9]{2}( .*)?")) {
            throw new IOException("not a status line: " + statusLine);
        }
        return new Head(Integer.parseInt(statusLine.substring(9, 12)), headers());
    }

    private List<Header> headers() throws IOException {
        List<Header> headers = new ArrayList<>();
        for (String line = line(); !line.isEmpty(); line = line()) {
            int colon = line.indexOf(':');
            if (colon < 1) {
                throw new IOException("not a header: " + line);
            }
            String name = line.substring(0, colon).toLowerCase(Locale.ROOT);
            headers.add(new Header(name, line.substring(colon + 1).strip()));
        }
        return headers;
    }

    private boolean readBody(Head head, ByteArrayOutputStream body, Consumer<String> progress)
            throws IOException {
        try {
            if (head.header("transfer-encoding").isPresent()) {
                readChunks(body, progress);
                return true;
            }
            Optional<String> length = head.header("content-length");
            if (length.isPresent()) {
                read(Integer.parseInt(length.get()), body);
                return true;
            }
            in.transferTo(body);
            return true;
        } catch (EOFException | SocketException _) {
            return false;
        }
    }

    private void readChunks(ByteArrayOutputStream body, Consumer<String> progress)
            throws IOException {
        for (int size = chunkSize(); size > 0; size = chunkSize()) {
            read(size, body);
            progress.accept(body.toString(ISO_8859_1));
            line();
        }
        headers();
    }

    private int chunkSize() throws IOException {
        return Integer.parseInt(line().split(";", 2)[0].strip(), 16);
    }

    private void read(int length, ByteArrayOutputStream body) throws IOException {
        for (int i = 0; i < length; i++) {
            body.write(oneByte());
        }
    }

    private String line() throws IOException {
        ByteArrayOutputStream line = new ByteArrayOutputStream();
        for (int next = oneByte(); next != '\n'; next = oneByte()) {
            line.write(next);
            if (line.size() > MAX_LINE) {
                throw new IOException("a line without end");
            }
        }
        return line.toString(ISO_8859_1).stripTrailing();
    }

    private int oneByte() throws IOException {
        int next = in.read();
        if (next < 0) {
            throw new EOFException("closed in the middle");
        }
        return next;
    }
}
