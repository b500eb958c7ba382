package dev.kiban.runtime.http;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelOutboundHandlerAdapter;
import io.netty.channel.ChannelPromise;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.local.LocalChannel;
import io.netty.channel.local.LocalIoHandler;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// On a real event loop: the library's embedded channel runs what waits after every step.
final class LateFlushTest {

    private final MultiThreadIoEventLoopGroup loops =
            new MultiThreadIoEventLoopGroup(1, LocalIoHandler.newFactory());
    private final Channel channel = new LocalChannel();
    private final Socket socket = new Socket();

    @BeforeEach
    void connect() throws InterruptedException {
        channel.pipeline().addLast(socket, new LateFlush());
        loops.register(channel).sync();
    }

    @AfterEach
    void close() {
        loops.shutdownGracefully(0, 10, TimeUnit.SECONDS).syncUninterruptibly();
    }

    @Test
    void makesAllFlushesOfARoundOne() {
        inOneRound(
                () -> {
                    writeAndFlush();
                    writeAndFlush();
                    assertThat(socket.flushes).isZero();
                });

        assertThat(socket.flushes).isEqualTo(1);
        assertThat(socket.writes).isEqualTo(2);
    }

    @Test
    void flushesAgainInTheNextRound() {
        inOneRound(this::writeAndFlush);
        inOneRound(this::writeAndFlush);

        assertThat(socket.flushes).isEqualTo(2);
    }

    @Test
    void flushesBeforeItCloses() {
        inOneRound(
                () -> {
                    writeAndFlush();
                    ChannelFuture _ = channel.pipeline().close();
                });

        assertThat(socket.flushesBeforeClose).isEqualTo(1);
    }

    @Test
    void flushesWhatWaitsWhenItIsTakenAway() {
        inOneRound(
                () -> {
                    writeAndFlush();
                    channel.pipeline().remove(LateFlush.class);
                    assertThat(socket.flushes).isEqualTo(1);
                });
    }

    private void inOneRound(Runnable work) {
        loops.submit(work).syncUninterruptibly();
        loops.submit(() -> {}).syncUninterruptibly();
    }

    private void writeAndFlush() {
        ChannelFuture _ = channel.pipeline().writeAndFlush(Unpooled.wrappedBuffer(new byte[1]));
    }

    /// Counts what would reach the socket.
    private static final class Socket extends ChannelOutboundHandlerAdapter {
        volatile int writes;
        volatile int flushes;
        volatile int flushesBeforeClose;

        @Override
        @SuppressWarnings("NonAtomicVolatileUpdate") // the loop's thread alone writes
        public void write(ChannelHandlerContext context, Object message, ChannelPromise promise) {
            writes++;
            promise.setSuccess();
        }

        @Override
        @SuppressWarnings("NonAtomicVolatileUpdate") // the loop's thread alone writes
        public void flush(ChannelHandlerContext context) {
            flushes++;
        }

        @Override
        public void close(ChannelHandlerContext context, ChannelPromise promise) {
            flushesBeforeClose = flushes;
            ChannelFuture _ = context.close(promise);
        }
    }
}
