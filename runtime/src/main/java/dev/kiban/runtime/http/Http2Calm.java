package dev.kiban.runtime.http;

import io.netty.buffer.ByteBuf;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.handler.codec.http2.Http2ConnectionHandler;
import io.netty.handler.codec.http2.Http2Error;
import io.netty.handler.codec.http2.Http2Exception;
import io.netty.handler.codec.http2.Http2Flags;
import io.netty.handler.codec.http2.Http2FrameListener;
import io.netty.handler.codec.http2.Http2FrameListenerDecorator;
import io.netty.handler.codec.http2.Http2Headers;
import io.netty.handler.codec.http2.Http2Settings;
import java.time.Duration;

/// Ends a connection of HTTP/2 on which a client sends frame after frame and asks for nothing.
///
/// The library ends those that reset streams again and again, have us reset them, send headers
/// without end, or empty frames of a body. What is left are frames about the connection. Each costs
/// next to nothing, but nobody says how many there are, and two kinds are answered: if the client
/// does not read the answers, they are memory. So a client may send as many as it likes as long as
/// it asks for something or takes answers, {@value #MOST_AT_ONCE} beside that, and {@value
/// #MOST_UNREAD} while its answers wait.
final class Http2Calm extends Http2FrameListenerDecorator {
    /// As many as Netty lets wait to be sent, which it asks of no other frames.
    static final int MOST_AT_ONCE = 10_000;

    static final int MOST_UNREAD = 200;

    private static final long PERIOD_NANOS = Duration.ofSeconds(30).toNanos();

    private final Channel channel;
    private int frames;
    private int unread;
    private long sinceNanos = System.nanoTime();

    private Http2Calm(Http2FrameListener listener, Channel channel) {
        super(listener);
        this.channel = channel;
    }

    /// Comes before all that hears of the frames of a connection from here on.
    static Http2Calm over(Channel channel) {
        Http2ConnectionHandler http2 = channel.pipeline().get(Http2ConnectionHandler.class);
        Http2Calm calm = new Http2Calm(http2.decoder().frameListener(), channel);
        http2.decoder().frameListener(calm);
        return calm;
    }

    /// The client has asked for something, or gets something.
    void served() {
        frames = 0;
    }

    @Override
    public int onDataRead(
            ChannelHandlerContext context, int stream, ByteBuf data, int padding, boolean end)
            throws Http2Exception {
        if (data.isReadable()) {
            served();
        } else {
            count();
        }
        return super.onDataRead(context, stream, data, padding, end);
    }

    @Override
    public void onHeadersRead(
            ChannelHandlerContext context,
            int stream,
            Http2Headers headers,
            int padding,
            boolean end)
            throws Http2Exception {
        served();
        super.onHeadersRead(context, stream, headers, padding, end);
    }

    @Override
    public void onHeadersRead(
            ChannelHandlerContext context,
            int stream,
            Http2Headers headers,
            int dependency,
            short weight,
            boolean exclusive,
            int padding,
            boolean end)
            throws Http2Exception {
        served();
        super.onHeadersRead(context, stream, headers, dependency, weight, exclusive, padding, end);
    }

    @Override
    public void onPriorityRead(
            ChannelHandlerContext context,
            int stream,
            int dependency,
            short weight,
            boolean exclusive)
            throws Http2Exception {
        count();
        super.onPriorityRead(context, stream, dependency, weight, exclusive);
    }

    @Override
    public void onSettingsAckRead(ChannelHandlerContext context) throws Http2Exception {
        count();
        super.onSettingsAckRead(context);
    }

    @Override
    public void onSettingsRead(ChannelHandlerContext context, Http2Settings settings)
            throws Http2Exception {
        countAnswered();
        super.onSettingsRead(context, settings);
    }

    @Override
    public void onPingRead(ChannelHandlerContext context, long data) throws Http2Exception {
        countAnswered();
        super.onPingRead(context, data);
    }

    @Override
    public void onPingAckRead(ChannelHandlerContext context, long data) throws Http2Exception {
        count();
        super.onPingAckRead(context, data);
    }

    @Override
    public void onWindowUpdateRead(ChannelHandlerContext context, int stream, int increment)
            throws Http2Exception {
        count();
        super.onWindowUpdateRead(context, stream, increment);
    }

    @Override
    public void onUnknownFrame(
            ChannelHandlerContext context, byte type, int stream, Http2Flags flags, ByteBuf payload)
            throws Http2Exception {
        count();
        super.onUnknownFrame(context, type, stream, flags, payload);
    }

    private void countAnswered() throws Http2Exception {
        count();
        if (channel.isWritable()) {
            unread = 0;
        } else if (++unread > MOST_UNREAD) {
            throw tooMany();
        }
    }

    /// Looks at the clock only now and then.
    private void count() throws Http2Exception {
        if (++frames <= MOST_AT_ONCE) {
            return;
        }
        long now = System.nanoTime();
        if (now - sinceNanos < PERIOD_NANOS) {
            throw tooMany();
        }
        sinceNanos = now;
        frames = 0;
    }

    private static Http2Exception tooMany() {
        return Http2Exception.connectionError(
                Http2Error.ENHANCE_YOUR_CALM, "too many frames that ask for nothing");
    }
}
