package dev.kiban.transcode;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/// A short text that is printed as it is, prepared to be written in words.
final class Verbatim {

    static final Verbatim TRUE = ascii("true");
    static final Verbatim FALSE = ascii("false");
    static final Verbatim NULL = ascii("null");

    private final byte[] bytes;
    private final int length;
    private final long first;
    private final long second;

    private Verbatim(byte[] text) {
        length = text.length;
        bytes = Arrays.copyOf(text, Math.max(length, 2 * Long.BYTES));
        first = (long) Words.LONG.get(bytes, 0);
        second = (long) Words.LONG.get(bytes, Long.BYTES);
    }

    private static Verbatim ascii(String text) {
        return new Verbatim(text.getBytes(StandardCharsets.US_ASCII));
    }

    /// The text as a JSON string.
    static Verbatim quoted(String text) {
        ByteSink sink = new ByteSink(Integer.MAX_VALUE - ByteSink.SLACK);
        JsonText.print(Slice.utf8(text), sink);
        return new Verbatim(sink.toByteArray());
    }

    /// The name of a field as JSON has it behind a comma: `,"name":`.
    static Verbatim key(String name) {
        ByteSink sink = new ByteSink(Integer.MAX_VALUE - ByteSink.SLACK);
        sink.write(',');
        JsonText.print(Slice.utf8(name), sink);
        sink.write(':');
        return new Verbatim(sink.toByteArray());
    }

    byte[] toByteArray() {
        return Arrays.copyOf(bytes, length);
    }

    void print(ByteSink out) {
        out.ensure(room());
        out.length = put(out.bytes, out.length);
    }

    /// What [#put] needs.
    int room() {
        return length + 2 * Long.BYTES;
    }

    /// Prints to a place where there is room.
    ///
    /// @return the index behind the text
    int put(byte[] target, int at) {
        Words.LONG.set(target, at, first);
        Words.LONG.set(target, at + Long.BYTES, second);
        if (length > 2 * Long.BYTES) {
            System.arraycopy(
                    bytes, 2 * Long.BYTES, target, at + 2 * Long.BYTES, length - 2 * Long.BYTES);
        }
        return at + length;
    }
}
