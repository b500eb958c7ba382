package dev.kiban.runtime.http;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.internal.buffer.BufferInternal;

/// Array ranges as the library's buffers and back, without copying: it hands out unpooled heap
/// buffers and takes them.
final class Bytes {
    private Bytes() {}

    static Buffer wrap(byte[] bytes, int from, int to) {
        return BufferInternal.buffer(Unpooled.wrappedBuffer(bytes, from, to - from));
    }

    static void unwrap(Buffer buffer, BytesTaker taker) {
        ByteBuf bytes = ((BufferInternal) buffer).getByteBuf();
        int length = bytes.readableBytes();
        if (bytes.hasArray()) {
            int from = bytes.arrayOffset() + bytes.readerIndex();
            taker.bytes(bytes.array(), from, from + length);
        } else {
            byte[] copy = new byte[length];
            bytes.getBytes(bytes.readerIndex(), copy);
            taker.bytes(copy, 0, length);
        }
    }
}
