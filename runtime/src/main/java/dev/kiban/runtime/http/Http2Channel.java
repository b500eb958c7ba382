package dev.kiban.runtime.http;

import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelHandler;
import io.netty.channel.ChannelHandlerContext;
import io.netty.handler.codec.ByteToMessageDecoder;
import io.vertx.core.internal.ContextInternal;
import io.vertx.core.internal.net.NetSocketInternal;
import java.util.List;

/// Where a socket and an {@link Http2Connection} meet.
final class Http2Channel extends ByteToMessageDecoder {
    private static final String VERTX_HANDLER = "handler";

    private final ContextInternal loop;
    private final Http2Connection connection;

    private Http2Channel(ContextInternal loop, Http2Connection connection) {
        this.loop = loop;
        this.connection = connection;
    }

    /// Takes a socket from Vert.x, while it is being told of it.
    static void take(NetSocketInternal socket, Loop loop, Http2Connection connection) {
        ChannelHandler _ =
                socket.channelHandlerContext()
                        .pipeline()
                        .replace(
                                VERTX_HANDLER,
                                "http2",
                                new Http2Channel((ContextInternal) loop.context(), connection));
    }

    @Override
    public void channelRead(ChannelHandlerContext context, Object message) throws Exception {
        ContextInternal before = loop.beginDispatch();
        try {
            super.channelRead(context, message);
        } finally {
            loop.endDispatch(before);
        }
    }

    @Override
    protected void decode(ChannelHandlerContext context, ByteBuf in, List<Object> out) {
        if (connection.isClosed()) {
            in.skipBytes(in.readableBytes());
        } else {
            connection.read(in);
        }
    }

    @Override
    public void channelWritabilityChanged(ChannelHandlerContext context) {
        inLoop(connection::writabilityChanged);
    }

    @Override
    public void channelInactive(ChannelHandlerContext context) {
        inLoop(() -> connection.lost("it closed the connection"));
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
        inLoop(() -> connection.lost(CallFault.reason(cause)));
    }

    private void inLoop(Runnable task) {
        ContextInternal before = loop.beginDispatch();
        try {
            task.run();
        } finally {
            loop.endDispatch(before);
        }
    }
}
