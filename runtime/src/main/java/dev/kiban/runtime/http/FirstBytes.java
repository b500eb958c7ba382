package dev.kiban.runtime.http;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufAllocator;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelHandler;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.ChannelPipeline;
import io.netty.handler.codec.ByteToMessageDecoder;
import io.vertx.core.http.impl.Http1xOrH2CHandler;
import org.jspecify.annotations.Nullable;

/// Tells by the first bytes of a connection without TLS which HTTP it speaks. HTTP/2 is left to
/// Vert.x, whose beginning is a method that no request has (RFC 9113, 3.4).
final class FirstBytes extends ChannelInboundHandlerAdapter {
    private static final byte[] HTTP_2 = {'P', 'R', 'I'};

    private final Newcomers newcomers;
    private final int port;
    private @Nullable ByteBuf kept;

    private FirstBytes(Newcomers newcomers, int port) {
        this.newcomers = newcomers;
        this.port = port;
    }

    @Override
    public void channelRead(ChannelHandlerContext context, Object message) {
        ByteBuf bytes = together(context.alloc(), (ByteBuf) message);
        int same = 0;
        int most = Math.min(bytes.readableBytes(), HTTP_2.length);
        while (same < most && bytes.getByte(bytes.readerIndex() + same) == HTTP_2[same]) {
            same++;
        }
        if (same < most) {
            takeOver(context.pipeline());
        }
        if (same < most || same == HTTP_2.length) {
            kept = null;
            context.fireChannelRead(bytes);
            ChannelPipeline _ = context.pipeline().remove(this);
        } else {
            kept = bytes;
        }
    }

    @Override
    public void handlerRemoved(ChannelHandlerContext context) {
        ByteBuf left = kept;
        if (left != null) {
            kept = null;
            left.release();
        }
    }

    private ByteBuf together(ByteBufAllocator allocator, ByteBuf bytes) {
        ByteBuf before = kept;
        return before == null
                ? bytes
                : ByteToMessageDecoder.MERGE_CUMULATOR.cumulate(allocator, before, bytes);
    }

    private void takeOver(ChannelPipeline pipeline) {
        Channel channel = pipeline.channel();
        LoopServer server = newcomers.server(port, channel.eventLoop());
        if (server == null) {
            ChannelFuture _ = channel.close();
        } else {
            ChannelHandler _ = pipeline.remove(Http1xOrH2CHandler.class);
            Http1Channel.replaceVertx(pipeline, server.take(channel));
        }
    }

    /// Looks at the first bytes of what a port accepts.
    @ChannelHandler.Sharable
    static final class Acceptor extends ChannelInboundHandlerAdapter {
        private final Newcomers newcomers;
        private final int port;

        /// @param port as it was asked for
        Acceptor(Newcomers newcomers, int port) {
            this.newcomers = newcomers;
            this.port = port;
        }

        @Override
        public void channelRead(ChannelHandlerContext acceptor, Object message) {
            if (message instanceof Channel accepted) {
                accepted.pipeline().addLast(new FirstBytes(newcomers, port));
            }
            acceptor.fireChannelRead(message);
        }
    }
}
