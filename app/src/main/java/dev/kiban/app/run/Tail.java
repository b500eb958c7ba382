package dev.kiban.app.run;

import static java.nio.charset.StandardCharsets.UTF_8;

/// The last that a command wrote.
final class Tail {
    /// As text: what is no text takes more bytes than it was.
    private static final int MAX_BYTES = 4 << 10;

    private final byte[] last = new byte[MAX_BYTES];
    private long written;

    synchronized void write(byte[] bytes, int length) {
        for (int i = Math.max(0, length - MAX_BYTES); i < length; i++) {
            last[(int) ((written + i) % MAX_BYTES)] = bytes[i];
        }
        written += length;
    }

    synchronized String text() {
        int length = (int) Math.min(written, MAX_BYTES);
        byte[] ordered = new byte[length];
        for (int i = 0; i < length; i++) {
            ordered[i] = last[(int) ((written - length + i) % MAX_BYTES)];
        }
        String text = new String(ordered, UTF_8);
        int excess = text.getBytes(UTF_8).length - MAX_BYTES;
        return excess > 0 ? text.substring(text.offsetByCodePoints(0, excess)) : text;
    }
}
