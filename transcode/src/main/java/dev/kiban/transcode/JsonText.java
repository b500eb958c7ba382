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
        out.ensure(to - from + 2 + Long.BYTES);
        out.bytes[out.length++] = '"';
        int at = from;
        while (true) {
            at = copyPlain(text, at, to, out);
            if (at == to) {
                break;
            }
            at = text[at] < 0 ? copyCharacter(text, at, to, out) : escape(text, at, to, out);
        }
        out.bytes[out.length++] = '"';
    }

    /// Copies while all is plain ASCII, storing whole words before knowing how much of them counts:
    /// there is always room for what remains of the text and a word.
    private static int copyPlain(byte[] text, int from, int to, ByteSink out) {
        byte[] target = out.bytes;
        int put = out.length;
        int at = from;
        int lastWord = text.length - Long.BYTES;
        while (at < to && at <= lastWord) {
            long word = (long) Utf8.LONG.get(text, at);
            Utf8.LONG.set(target, put, word);
            long special = Utf8.special(word);
            int plain = special == 0 ? Long.BYTES : Long.numberOfTrailingZeros(special) >>> 3;
            int count = Math.min(plain, to - at);
            at += count;
            put += count;
            if (count < Long.BYTES) {
                out.length = put;
                return at;
            }
        }
        while (at < to && !Utf8.isSpecial(text[at])) {
            target[put++] = text[at++];
        }
        out.length = put;
        return at;
    }

    private static int copyCharacter(byte[] text, int from, int to, ByteSink out) {
        int at = from;
        while (at < to && text[at] < 0) {
            int count = Utf8.sequenceLength(text, at, to);
            if (count == 0) {
                throw Refusal.invalid("the text is not valid UTF-8");
            }
            for (int i = 0; i < count; i++) {
                out.bytes[out.length++] = text[at++];
            }
        }
        return at;
    }

    private static int escape(byte[] text, int at, int to, ByteSink out) {
        out.ensure(to - at + MAX_ESCAPED + 2 + Long.BYTES);
        byte value = text[at];
        byte[] target = out.bytes;
        target[out.length++] = '\\';
        if (SHORT_ESCAPES[value] != 0) {
            target[out.length++] = SHORT_ESCAPES[value];
            return at + 1;
        }
        target[out.length++] = 'u';
        target[out.length++] = '0';
        target[out.length++] = '0';
        target[out.length++] = HEX[value >> 4];
        target[out.length++] = HEX[value & 0xF];
        return at + 1;
    }
}
