package dev.kiban.runtime.http;

import dev.kiban.runtime.http.wire.FrameReader;
import dev.kiban.runtime.http.wire.FrameWriter;
import dev.kiban.runtime.http.wire.HeaderBlocks;
import dev.kiban.runtime.http.wire.Http2Fault;
import dev.kiban.runtime.http.wire.Http2Head;
import dev.kiban.runtime.http.wire.ReplyHeaders;
import io.netty.buffer.ByteBuf;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import io.netty.util.AsciiString;
import io.netty.util.collection.IntObjectHashMap;
import io.vertx.core.Promise;
import java.io.IOException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.Optional;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/// One HTTP/2 connection to an origin (RFC 9113), and the calls on it.
///
/// It does no more than calls need: no priorities, no pushes. What the origin may send ahead is
/// limited for each call, and for the connection only by that: calls whose clients read slowly
/// would use up any window for all, and hold up the others.
final class Http2Connection extends OriginConnection implements FrameReader.Frames {
    /// What an origin may send ahead on one stream before its client has taken it: large, so that a
    /// long way does not slow a reply.
    static final int STREAM_WINDOW_BYTES = 256 * 1024;

    private static final int FIRST_WINDOW_BYTES = 65_535;
    private static final int CONNECTION_CREDIT_BYTES = 1 << 30;
    private static final int LAST_STREAM = Integer.MAX_VALUE - 1000;

    /// Frames that want an answer while the origin does not take what we send.
    private static final int MAX_UNREAD_ANSWERS = 1_000;

    private static final int SETTING_HEADER_TABLE_SIZE = 1;
    private static final int SETTING_MAX_CONCURRENT_STREAMS = 3;
    private static final int SETTING_INITIAL_WINDOW_SIZE = 4;
    private static final int SETTING_MAX_FRAME_SIZE = 5;
    private static final int MIN_FRAME_BYTES = 16 * 1024;
    private static final int MAX_FRAME_BYTES = (1 << 24) - 1;

    private final Loop loop;
    private final Channel channel;
    private final Promise<OriginConnection> ready;
    private final AsciiString authority;
    private final boolean secure;
    private final FrameReader in;
    private final FrameWriter out;
    private final HeaderBlocks blocks = new HeaderBlocks();
    private final ReplyHeaders replies = new ReplyHeaders(Connector.MAX_HEADER_BYTES);
    private final IntObjectHashMap<Http2Call> open = new IntObjectHashMap<>();

    /// Streams whose bytes wait for the connection's window.
    private final Deque<Integer> turns = new ArrayDeque<>();

    private boolean settled;
    private boolean closed;
    private int nextStream = 1;
    private int lastStream = Integer.MAX_VALUE;
    private int maxStreams = Integer.MAX_VALUE;
    private int maxFrame = MIN_FRAME_BYTES;
    private int firstWindow = FIRST_WINDOW_BYTES;
    private int window = FIRST_WINDOW_BYTES;
    private int uncreditedBytes;
    private int unreadAnswers;

    /// @param ready hears when the first call can be made, or why none can
    Http2Connection(Origin origin, Loop loop, Channel channel, Promise<OriginConnection> ready) {
        super(origin);
        this.loop = loop;
        this.channel = channel;
        this.ready = ready;
        this.authority = AsciiString.cached(address());
        this.secure = origin.settings().tls().isPresent();
        this.in = new FrameReader(this, channel.alloc(), Connector.MAX_HEADER_BYTES);
        this.out = new FrameWriter(channel);
    }

    void begin() {
        out.preface(
                STREAM_WINDOW_BYTES,
                Integer.MAX_VALUE - FIRST_WINDOW_BYTES,
                Connector.MAX_HEADER_BYTES);
    }

    @Override
    int mostCalls() {
        return maxStreams;
    }

    @Override
    void hand(CallWaiter waiter) {
        if (waiter.isWaiting()) {
            waiter.ready(new Http2Call(this, waiter.events()));
        } else {
            release();
        }
    }

    /// Streams of HTTP/2 wait for nothing, so that a quiet connection is kept.
    @Override
    void closeIfIdle(long sinceNanos) {}

    @Override
    void close() {
        lost("it was closed");
    }

    @Override
    void release() {
        super.release();
        if (calls() == 0 && isRetired()) {
            close();
        }
    }

    boolean isClosed() {
        return closed;
    }

    Loop loop() {
        return loop;
    }

    CharSequence authority() {
        return authority;
    }

    boolean isSecure() {
        return secure;
    }

    // What calls do.

    /// Opens a stream with the head of a request.
    ///
    /// @return its number, or 0 if the origin takes no more; the call hears of that soon
    int open(Http2Call call, Http2Head head, boolean end) {
        if (closed || nextStream > lastStream) {
            loop.execute(() -> call.fail(CallFault.goingAway(address())));
            return 0;
        }
        int stream = nextStream;
        nextStream += 2;
        if (nextStream >= LAST_STREAM) {
            retire();
        }
        open.put(stream, call);
        grow(call, firstWindow);
        int length = blocks.encode(head);
        out.headers(stream, blocks.block(), length, maxFrame, end);
        return stream;
    }

    /// Sends of a range what the windows allow, with the end of the request if that is all.
    ///
    /// @param streamWindow what the stream's own window allows
    /// @return where the rest begins
    int send(int stream, Http2Piece piece, int streamWindow) {
        int at = piece.from();
        do {
            int allowed = Math.max(0, Math.min(Math.min(streamWindow, window), maxFrame));
            int part = Math.min(piece.to() - at, allowed);
            boolean last = at + part == piece.to();
            if (part == 0 && !last) {
                return at;
            }
            out.data(stream, piece.bytes(), at, at + part, last && piece.isLast());
            at += part;
            streamWindow -= part;
            window -= part;
        } while (at < piece.to());
        return at;
    }

    /// The largest part of a body that goes out in one piece.
    int maxFrame() {
        return maxFrame;
    }

    /// The stream has bytes that its own window lets go.
    void waitForTurn(int stream) {
        turns.add(stream);
    }

    void reset(int stream, int code) {
        out.reset(stream, code);
    }

    /// Allows the origin to send more on a stream.
    void credit(int stream, int bytes) {
        out.windowUpdate(stream, bytes);
    }

    /// Nothing more is wanted of a stream, or will come on it.
    void ended(int stream) {
        Http2Call _ = open.remove(stream);
    }

    /// More waits on the socket than should.
    boolean isFull() {
        return !channel.isWritable();
    }

    // What the socket says.

    void read(ByteBuf bytes) {
        try {
            in.read(bytes);
        } catch (Http2Fault fault) {
            bytes.skipBytes(bytes.readableBytes());
            out.goAway(fault.code());
            end(CallFault.noHttp(address(), CallFault.reason(fault)));
        }
    }

    void writabilityChanged() {
        if (channel.isWritable()) {
            unreadAnswers = 0;
            each(Http2Call::hasRoom);
        }
    }

    void lost(String reason) {
        end(CallFault.lost(address(), reason, CallFault.Kind.BROKEN));
    }

    void isNotReadyInTime() {
        if (!settled) {
            lost("it does not say what it allows by HTTP/2");
        }
    }

    // What the origin says.

    @Override
    public void data(int stream, ByteBuf data, int flowBytes, boolean end) throws Http2Fault {
        uncreditedBytes += flowBytes;
        if (uncreditedBytes >= CONNECTION_CREDIT_BYTES) {
            out.windowUpdate(0, uncreditedBytes);
            uncreditedBytes = 0;
        }
        Http2Call call = call(stream);
        if (call != null) {
            call.received(data, flowBytes, end);
        }
    }

    @Override
    public void headers(int stream, ByteBuf block, boolean end) throws Http2Fault {
        HeaderList fields = new HeaderList();
        Optional<String> flaw = replies.read(stream, block, fields::add);
        Http2Call call = call(stream);
        if (call == null) {
            return;
        }
        if (flaw.isPresent()) {
            call.malformed(flaw.get());
        } else {
            call.headers(replies.status(), fields, end);
        }
    }

    @Override
    public void reset(int stream, long code) throws Http2Fault {
        Http2Call call = call(stream);
        if (call != null) {
            call.fail(CallFault.reset(address(), code));
        }
    }

    @Override
    public void setting(int id, long value) throws Http2Fault {
        switch (id) {
            case SETTING_HEADER_TABLE_SIZE -> blocks.tableBytes(value);
            case SETTING_MAX_CONCURRENT_STREAMS ->
                    maxStreams = (int) Math.min(value, Integer.MAX_VALUE);
            case SETTING_INITIAL_WINDOW_SIZE -> {
                require(value <= Integer.MAX_VALUE, Http2Fault.FLOW_CONTROL_ERROR);
                int more = (int) value - firstWindow;
                firstWindow = (int) value;
                each(call -> grow(call, more));
            }
            case SETTING_MAX_FRAME_SIZE -> {
                require(
                        value >= MIN_FRAME_BYTES && value <= MAX_FRAME_BYTES,
                        Http2Fault.PROTOCOL_ERROR);
                maxFrame = (int) value;
            }
            default -> {} // those that nothing is sent for, or that are not known
        }
    }

    @Override
    public void settingsEnd() throws Http2Fault {
        out.settingsAck();
        answered();
        takeTurns();
        if (settled) {
            roomChanged();
        } else {
            settled = true;
            ready.complete(this);
        }
    }

    @Override
    public void ping(long data) throws Http2Fault {
        out.pingAck(data);
        answered();
    }

    @Override
    public void goAway(int last, long code) {
        lastStream = Math.min(lastStream, last);
        retire();
        CallFault fault = CallFault.goingAway(address());
        each(call -> call.failIfBeyond(lastStream, fault));
        if (calls() == 0) {
            close();
        }
    }

    @Override
    public void windowUpdate(int stream, int increment) throws Http2Fault {
        if (stream == 0) {
            require(increment > 0, Http2Fault.PROTOCOL_ERROR);
            require(window <= Integer.MAX_VALUE - increment, Http2Fault.FLOW_CONTROL_ERROR);
            window += increment;
        } else {
            Http2Call call = call(stream);
            if (call != null) {
                grow(call, increment);
            }
        }
        takeTurns();
    }

    private static void grow(Http2Call call, int more) {
        if (!call.grow(more)) {
            call.malformed("a window larger than there can be");
        }
    }

    /// The call of a stream, if it still wants to hear of it.
    private @Nullable Http2Call call(int stream) throws Http2Fault {
        require((stream & 1) == 1 && stream < nextStream, Http2Fault.PROTOCOL_ERROR);
        return open.get(stream);
    }

    private void takeTurns() {
        while (window > 0 && !turns.isEmpty()) {
            Http2Call call = open.get(turns.remove());
            if (call != null) {
                call.takeTurn();
            }
        }
    }

    /// An origin that asks and does not listen to the answers must not fill our memory.
    private void answered() throws Http2Fault {
        if (isFull()) {
            unreadAnswers++;
            require(unreadAnswers <= MAX_UNREAD_ANSWERS, Http2Fault.ENHANCE_YOUR_CALM);
        }
    }

    private void end(CallFault fault) {
        if (closed) {
            return;
        }
        closed = true;
        retire();
        in.close();
        out.flush();
        ChannelFuture _ = channel.close();
        if (!settled) {
            settled = true;
            ready.fail(new IOException(fault.detail()));
        }
        each(call -> call.fail(fault));
    }

    /// Calls may end, and others begin, while each hears of it.
    private void each(Consumer<Http2Call> heard) {
        new ArrayList<>(open.values()).forEach(heard);
    }

    private static void require(boolean holds, int code) throws Http2Fault {
        if (!holds) {
            throw new Http2Fault(code, "it broke the rules of HTTP/2 with code " + code);
        }
    }
}
