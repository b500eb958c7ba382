package dev.kiban.runtime.http;

import dev.kiban.runtime.http.ConnectionReport.Reason;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.handler.codec.http2.Http2ConnectionDecoder;
import io.netty.handler.codec.http2.Http2ConnectionHandler;
import io.netty.handler.codec.http2.Http2Error;
import io.netty.handler.codec.http2.Http2Exception;
import io.netty.handler.codec.http2.Http2FrameListener;
import io.netty.handler.codec.http2.Http2FrameListenerDecorator;
import java.time.Duration;

/// Ends a connection of HTTP/2 whose client takes its requests back again and again: each costs it
/// next to nothing, and us the beginning of an answer (rapid reset, CVE-2023-44487).
///
/// Netty has the same, with a limit that cannot change while a server listens.
final class ResetWatch extends Http2FrameListenerDecorator {
    private static final long WINDOW_NANOS = Duration.ofSeconds(30).toNanos();

    private final int most;
    private final ConnectionReport report;
    private long windowNanos = System.nanoTime();
    private int resets;

    private ResetWatch(Http2FrameListener next, int most, ConnectionReport report) {
        super(next);
        this.most = most;
        this.report = report;
    }

    /// Watches a connection from its beginning.
    static void over(Channel channel, int most, ConnectionReport report) {
        Http2ConnectionHandler http2 = channel.pipeline().get(Http2ConnectionHandler.class);
        Http2ConnectionDecoder decoder = http2.decoder();
        decoder.frameListener(new ResetWatch(decoder.frameListener(), most, report));
    }

    @Override
    public void onRstStreamRead(ChannelHandlerContext context, int stream, long code)
            throws Http2Exception {
        long now = System.nanoTime();
        if (now - windowNanos >= WINDOW_NANOS) {
            windowNanos = now;
            resets = 0;
        }
        resets++;
        if (resets > most) {
            if (resets == most + 1) {
                report.closed(Reason.RESETS);
            }
            throw Http2Exception.connectionError(
                    Http2Error.ENHANCE_YOUR_CALM, "more than %d resets in 30 s", most);
        }
        super.onRstStreamRead(context, stream, code);
    }
}
