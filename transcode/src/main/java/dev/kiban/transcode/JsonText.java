package dev.kiban.transcode;

import java.nio.charset.StandardCharsets;

/// Prints text as a JSON string.
final class JsonText {

    private static final byte[] HEX = "0123456789abcdef".getBytes(StandardCharsets.US_ASCII);

    /// The letter after the backslash, by character; 0 where `\\u00XX` is needed.
    private static final byte[] SHORT_ESCAPES = shortEscapes();

    /// The longest form of one character.
    private static final int MAX_ESCAPED = 6;

    private JsonText() {}

    private static byte[] shortEscapes() {
        byte[] escapes = new byte[128];
        escapes['"'] = '"';
        escapes['\\'] = '\\';
        escapes['\b'] = 'b';
        escapes['\f'] = 'f';
        escapes['\n'] = 'n';
        escapes['\r'] = 'r';
        escapes['\t'] = 't';
        return escapes;
    }

    static void print(Slice text, ByteSink out) {
        print(text.bytes, text.from, text.to, out);
    }

    /// Prints UTF-8 text in quotes, escaping only what JSON demands.
    ///
    /// @throws Refusal if the bytes are not valid UTF-8
    static void print(byte[] text, int from, int to, ByteSink out) {
        out.ensure(room(to - from));
        put(text, from, to, out, out.length);
    }

    /// What [#put] needs at first for a text of so many bytes.
    static int room(int length) {
        return length + 2 + Long.BYTES;
    }

    /// The same at a place in the sink where there is room.
    static void put(byte[] text, int from, int to, ByteSink out, int start) {
        byte[] target = out.bytes;
        int end = start + 1 + to - from;
        target[start] = '"';
        if (Utf8.copyShort(text, from, to, target, start + 1)) {
            target[end] = '"';
            out.length = end + 1;
            return;
        }
        out.length = start + 1;
        printLong(text, from, to, out);
    }

    private static void printLong(byte[] text, int from, int to, ByteSink out) {
        int at = from;
        while (at < to) {
            int copied = Utf8.copy(text, at, to, out.bytes, out.length);
            out.length += copied - at;
            at = copied;
            if (at < to) {
                out.ensure(to - at + MAX_ESCAPED + 1 + Long.BYTES);
                escape(text[at], out);
                at++;
            }
        }
        if (at > to) {
            throw Refusal.invalid("the text is not valid UTF-8");
        }
        out.bytes[out.length++] = '"';
    }

    private static void escape(byte value, ByteSink out) {
        byte[] target = out.bytes;
        target[out.length++] = '\\';
        if (SHORT_ESCAPES[value] != 0) {
            target[out.length++] = SHORT_ESCAPES[value];
            return;
        }
        target[out.length++] = 'u';
        target[out.length++] = '0';
        target[out.length++] = '0';
        target[out.length++] = HEX[value >> 4];
        target[out.length++] = HEX[value & 0xF];
    }
}
