package dev.kiban.runtime.http;

import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelHandler;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.ChannelPipeline;
import java.util.Set;

/// Where a socket and an {@link Http1Client} meet.
final class Http1Channel extends ChannelInboundHandlerAdapter {
    private static final Set<String> OF_OTHERS =
            Set.of("httpDecoder", "httpEncoder", "chunkedWriter");
    private static final String VERTX_HANDLER = "handler";

    private final Loop loop;
    private final Http1Client client;

    Http1Channel(Loop loop, Http1Client client) {
        this.loop = loop;
        this.client = client;
    }

    /// Takes the place of all that Vert.x does for HTTP/1.1.
    static void replaceVertx(ChannelPipeline pipeline, Http1Channel by) {
        for (String name : OF_OTHERS) {
            if (pipeline.get(name) != null) {
                ChannelHandler _ = pipeline.remove(name);
            }
        }
        ChannelHandler _ = pipeline.replace(VERTX_HANDLER, "http1", by);
    }

    @Override
    public void handlerAdded(ChannelHandlerContext context) {
        context.pipeline().get(LateFlush.class).tell(client::flushed);
    }

    @Override
    public void channelRead(ChannelHandlerContext context, Object message) {
        ByteBuf bytes = (ByteBuf) message;
        try {
            loop.turn(() -> client.received(bytes));
        } finally {
            bytes.release();
        }
    }

    @Override
    public void channelWritabilityChanged(ChannelHandlerContext context) {
        loop.turn(client::writabilityChanged);
    }

    @Override
    public void channelInactive(ChannelHandlerContext context) {
        loop.turn(client::lost);
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
        client.close();
    }
}
