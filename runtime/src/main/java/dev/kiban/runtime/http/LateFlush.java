package dev.kiban.runtime.http;

import io.netty.channel.Channel;
import io.netty.channel.ChannelDuplexHandler;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelHandler;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.ChannelPromise;

/// Puts flushes off to the end of the loop's round, and makes them one: calls for one origin that
/// came on several connections go out with one system call, and so do head, body and trailers of a
/// reply. System calls are what a request costs most.
///
/// Nothing waits longer for it than for the other events of the same round.
final class LateFlush extends ChannelDuplexHandler {
    private boolean pending;
    private Runnable flushed = () -> {};

    /// Has `flushed` run after each flush, when the socket has taken what it takes.
    void tell(Runnable flushed) {
        this.flushed = flushed;
    }

    @Override
    public void flush(ChannelHandlerContext context) {
        if (!pending) {
            pending = true;
            context.executor().execute(() -> flushNow(context));
        }
    }

    /// The library gives up what was not flushed when it closes.
    @Override
    public void close(ChannelHandlerContext context, ChannelPromise promise) {
        flushNow(context);
        ChannelFuture _ = context.close(promise);
    }

    /// A full buffer must empty before anybody writes again.
    @Override
    public void channelWritabilityChanged(ChannelHandlerContext context) {
        if (!context.channel().isWritable()) {
            flushNow(context);
        }
        context.fireChannelWritabilityChanged();
    }

    /// Comes back when the library makes an HTTP connection of a socket that it has connected, for
    /// which it takes all handlers away first.
    @Override
    public void handlerRemoved(ChannelHandlerContext context) {
        flushNow(context);
        if (context.channel().isActive()) {
            context.pipeline().addFirst(new LateFlush());
        }
    }

    private void flushNow(ChannelHandlerContext context) {
        if (pending) {
            pending = false;
            context.flush();
            flushed.run();
        }
    }

    /// Makes what a port accepts flush late.
    @ChannelHandler.Sharable
    static final class Acceptor extends ChannelInboundHandlerAdapter {
        @Override
        public void channelRead(ChannelHandlerContext port, Object message) {
            if (message instanceof Channel accepted) {
                accepted.pipeline().addFirst(new LateFlush());
            }
            port.fireChannelRead(message);
        }
    }
}
