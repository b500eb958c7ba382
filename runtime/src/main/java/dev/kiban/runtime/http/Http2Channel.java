package dev.kiban.runtime.http;

import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelHandler;
import io.netty.channel.ChannelHandlerContext;
import io.netty.handler.codec.ByteToMessageDecoder;
import io.vertx.core.internal.net.NetSocketInternal;
import java.util.List;

/// Where a socket and an {@link Http2Connection} meet.
final class Http2Channel extends ByteToMessageDecoder {
    private static final String VERTX_HANDLER = "handler";

    private final Loop loop;
    private final Http2Connection connection;

    private Http2Channel(Loop loop, Http2Connection connection) {
        this.loop = loop;
        this.connection = connection;
    }

    /// Takes a socket from Vert.x, while it is being told of it.
    static void take(NetSocketInternal socket, Loop loop, Http2Connection connection) {
        ChannelHandler _ =
                socket.channelHandlerContext()
                        .pipeline()
                        .replace(VERTX_HANDLER, "http2", new Http2Channel(loop, connection));
    }

    @Override
    protected void decode(ChannelHandlerContext context, ByteBuf in, List<Object> out) {
        if (connection.isClosed()) {
            in.skipBytes(in.readableBytes());
        } else {
            loop.turn(() -> connection.read(in));
        }
    }

    @Override
    public void channelWritabilityChanged(ChannelHandlerContext context) {
        loop.turn(connection::writabilityChanged);
    }

    @Override
    public void channelInactive(ChannelHandlerContext context) {
        loop.turn(() -> connection.lost("it closed the connection"));
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
        loop.turn(() -> connection.lost(CallFault.reason(cause)));
    }
}
