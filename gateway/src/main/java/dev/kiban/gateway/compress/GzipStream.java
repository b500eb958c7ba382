package dev.kiban.gateway.compress;

import java.io.ByteArrayOutputStream;
import java.util.zip.CRC32;
import java.util.zip.Deflater;

/// One gzip member (RFC 1952) that is made piece by piece: what was added can be decompressed as
/// soon as it is there. Holds memory outside the heap until it is closed.
final class GzipStream implements AutoCloseable {
    /// Beyond this, answers hardly become smaller, and take twice the time.
    private static final int LEVEL = 4;

    private static final int BUFFER = 8 * 1024;
    private static final byte[] HEADER = {0x1f, (byte) 0x8b, 8, 0, 0, 0, 0, 0, 0, (byte) 255};

    private final Deflater deflater = new Deflater(LEVEL, true);
    private final CRC32 checksum = new CRC32();
    private final byte[] buffer = new byte[BUFFER];
    private boolean begun;
    private long length;

    /// What to send for these bytes.
    byte[] add(byte[] bytes, int from, int to) {
        return deflate(bytes, from, to, Deflater.SYNC_FLUSH);
    }

    /// What to send last.
    byte[] finish(byte[] bytes, int from, int to) {
        deflater.finish();
        byte[] rest = deflate(bytes, from, to, Deflater.NO_FLUSH);
        ByteArrayOutputStream out = new ByteArrayOutputStream(rest.length + 8);
        out.writeBytes(rest);
        writeInt((int) checksum.getValue(), out);
        writeInt((int) length, out);
        return out.toByteArray();
    }

    private byte[] deflate(byte[] bytes, int from, int to, int flush) {
        ByteArrayOutputStream out = new ByteArrayOutputStream(Math.max(64, (to - from) / 3));
        if (!begun) {
            begun = true;
            out.writeBytes(HEADER);
        }
        checksum.update(bytes, from, to - from);
        length += to - from;
        deflater.setInput(bytes, from, to - from);
        int count = deflater.deflate(buffer, 0, buffer.length, flush);
        while (count > 0) {
            out.write(buffer, 0, count);
            count = deflater.deflate(buffer, 0, buffer.length, flush);
        }
        return out.toByteArray();
    }

    private static void writeInt(int value, ByteArrayOutputStream out) {
        for (int shift = 0; shift < Integer.SIZE; shift += Byte.SIZE) {
            out.write(value >>> shift);
        }
    }

    @Override
    public void close() {
        deflater.end();
    }
}
