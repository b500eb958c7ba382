package dev.kiban.runtime.http;

import dev.kiban.runtime.http.wire.Http2Fault;
import dev.kiban.runtime.http.wire.Http2Head;
import dev.kiban.runtime.http.wire.ReplyHeaders;
import io.netty.buffer.ByteBuf;
import io.netty.handler.codec.http.HttpHeaderNames;
import java.util.ArrayDeque;
import java.util.Deque;
import org.jspecify.annotations.Nullable;

/// A call on an HTTP/2 connection: one stream (RFC 9113, 5 and 8.1).
final class Http2Call implements Call {
    private static final int CREDIT_BYTES = Http2Connection.STREAM_WINDOW_BYTES / 2;
    private static final int FIRST_FINAL_STATUS = 200;
    private static final int NOT_MODIFIED = 304;
    private static final int UNKNOWN = -1;
    private static final byte[] NO_BYTES = {};

    private final Http2Connection connection;
    private final CallEvents events;
    private String method = "GET";
    private String target = "/";
    private CharSequence authority;
    private final HeaderList fields = new HeaderList();
    private int stream;
    private boolean over;

    // The request.
    private final Http2Upload upload;
    private boolean headSent;
    private boolean requestEnded;

    // The reply.
    private final Deque<byte[]> kept = new ArrayDeque<>(1);
    private boolean replying;
    private boolean replyEnded;
    private boolean paused;
    private long announcedBytes = UNKNOWN;
    private long receivedBytes;
    private int aheadBytes;
    private int uncreditedBytes;
    private @Nullable HeaderList keptTrailers;

    Http2Call(Http2Connection connection, CallEvents events) {
        this.connection = connection;
        this.events = events;
        this.authority = connection.authority();
        this.upload = new Http2Upload(connection);
    }

    @Override
    public String address() {
        return connection.address();
    }

    @Override
    public void ask(String asked, String of) {
        method = asked;
        target = of;
    }

    @Override
    public void authority(String other) {
        authority = other;
    }

    @Override
    public Headers headers() {
        return fields;
    }

    @Override
    public void sendHead() {
        if (isSending()) {
            sendHead(false);
        }
    }

    @Override
    public void write(byte[] bytes, int from, int to) {
        if (isSending() && from < to) {
            sendHead(false);
            send(new Http2Piece(bytes, from, to, false));
        }
    }

    @Override
    public void end() {
        if (isSending()) {
            requestEnded = true;
            if (headSent) {
                send(new Http2Piece(NO_BYTES, 0, 0, true));
            } else {
                sendHead(true);
            }
        }
    }

    @Override
    public void end(byte[] bytes, int from, int to) {
        if (isSending()) {
            requestEnded = true;
            sendHead(false);
            send(new Http2Piece(bytes, from, to, true));
        }
    }

    @Override
    public boolean isFull() {
        return isSending() && upload.isFull();
    }

    @Override
    public void pause() {
        paused = true;
    }

    @Override
    public void resume() {
        paused = false;
        if (!kept.isEmpty()) {
            connection.loop().execute(this::deliverKept);
        }
    }

    @Override
    public void cancel() {
        if (over) {
            return;
        }
        if (stream != 0 && !(replyEnded && isRequestSent())) {
            connection.reset(stream, Http2Fault.CANCEL);
        }
        over();
    }

    // What the connection says.

    /// The origin takes more of the request than before, or less.
    ///
    /// @return whether that can be
    boolean grow(int more) {
        return upload.grow(more);
    }

    /// Sends a part of what waits.
    void takeTurn() {
        upload.takeTurn();
        hasRoom();
    }

    /// There may be room again.
    void hasRoom() {
        if (isSending() && upload.hasRoomAgain()) {
            tell(events::writable);
        }
    }

    void headers(int status, HeaderList list, boolean end) {
        if (replyEnded) {
            malformed("more after its end");
        } else if (replying) {
            if (!end || status != ReplyHeaders.NO_STATUS) {
                malformed("a second head in one reply");
                return;
            }
            replyEnded(list);
        } else if (status >= FIRST_FINAL_STATUS) {
            replying = true;
            announcedBytes = announced(status, list);
            tell(() -> events.head(status, list));
            if (end) {
                replyEnded(new HeaderList());
            }
        } else if (end || status == ReplyHeaders.NO_STATUS) {
            malformed("a reply without a status");
        }
    }

    /// @param flowBytes those of the body, and what else the window had to allow
    void received(ByteBuf data, int flowBytes, boolean end) {
        int length = data.readableBytes();
        aheadBytes += flowBytes;
        receivedBytes += length;
        if (!replying || replyEnded) {
            malformed("a body where none can be");
        } else if (aheadBytes > Http2Connection.STREAM_WINDOW_BYTES) {
            malformed("more than its window allows");
        } else if (announcedBytes != UNKNOWN && receivedBytes > announcedBytes) {
            malformed("a body of another length than it said");
        } else {
            taken(flowBytes - length);
            if (length > 0) {
                byte[] bytes = new byte[length];
                data.readBytes(bytes);
                deliverOrKeep(bytes);
            }
            if (end) {
                replyEnded(new HeaderList());
            }
        }
    }

    /// What came back is no HTTP, on this stream.
    void malformed(String what) {
        if (!over) {
            connection.reset(stream, Http2Fault.PROTOCOL_ERROR);
            fail(CallFault.noHttp(address(), what));
        }
    }

    /// There is no reply, or no more of it. One that is complete stays so.
    void fail(CallFault fault) {
        if (over || replyEnded) {
            return;
        }
        over();
        try {
            events.failed(fault);
        } catch (RuntimeException own) {
            connection.loop().report(own);
        }
    }

    void failIfBeyond(int lastStream, CallFault fault) {
        if (stream > lastStream) {
            fail(fault);
        }
    }

    private boolean isSending() {
        return !over && !requestEnded;
    }

    private boolean isRequestSent() {
        return requestEnded && upload.isEmpty();
    }

    private void sendHead(boolean end) {
        if (!headSent) {
            headSent = true;
            Http2Head head =
                    new Http2Head(method, connection.isSecure(), authority, target, fields);
            stream = connection.open(this, head, end);
            upload.opened(stream);
        }
    }

    private void send(Http2Piece piece) {
        if (stream != 0) {
            upload.send(piece);
        }
    }

    /// How long the body says that it is, if it says so and has one.
    private long announced(int status, HeaderList list) {
        String length = list.get(HttpHeaderNames.CONTENT_LENGTH, "");
        if (length.isEmpty() || status == NOT_MODIFIED || method.equals("HEAD")) {
            return UNKNOWN;
        }
        try {
            return Long.parseUnsignedLong(length);
        } catch (NumberFormatException _) {
            return UNKNOWN;
        }
    }

    private void deliverOrKeep(byte[] bytes) {
        if (paused || !kept.isEmpty()) {
            kept.add(bytes);
        } else {
            deliver(bytes);
        }
    }

    private void deliverKept() {
        while (!paused && !over && !kept.isEmpty()) {
            deliver(kept.remove());
        }
        if (kept.isEmpty() && keptTrailers != null) {
            ended(keptTrailers);
        }
    }

    private void deliver(byte[] bytes) {
        tell(() -> events.bytes(bytes, 0, bytes.length));
        taken(bytes.length);
    }

    /// So many bytes are no longer ours to keep.
    private void taken(int bytes) {
        uncreditedBytes += bytes;
        if (uncreditedBytes >= CREDIT_BYTES && !replyEnded && !over) {
            connection.credit(stream, uncreditedBytes);
            aheadBytes -= uncreditedBytes;
            uncreditedBytes = 0;
        }
    }

    private void replyEnded(HeaderList trailers) {
        if (over) {
            return;
        }
        if (announcedBytes != UNKNOWN && receivedBytes != announcedBytes) {
            malformed("a body of another length than it said");
            return;
        }
        replyEnded = true;
        if (kept.isEmpty()) {
            ended(trailers);
        } else {
            keptTrailers = trailers;
        }
    }

    private void ended(HeaderList trailers) {
        if (over) {
            return;
        }
        if (!isRequestSent()) {
            connection.reset(stream, Http2Fault.CANCEL);
        }
        over();
        tell(() -> events.ended(trailers));
    }

    private void over() {
        over = true;
        upload.stop();
        if (stream != 0) {
            connection.ended(stream);
        }
        connection.release();
    }

    /// A fault of the program must leave neither origin nor client waiting.
    private void tell(Runnable event) {
        try {
            event.run();
        } catch (RuntimeException fault) {
            connection.loop().report(fault);
            cancel();
            events.failed(new CallFault(CallFault.Kind.INTERNAL, "fault in this program"));
        }
    }
}
