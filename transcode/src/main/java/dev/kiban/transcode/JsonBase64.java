package dev.kiban.transcode;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/// Base64 in JSON strings: reads the standard and the URL-safe alphabet, padded or not; prints the
/// standard one, padded.
final class JsonBase64 {

    private static final byte[] ALPHABET =
            "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/"
                    .getBytes(StandardCharsets.US_ASCII);
    private static final byte[] VALUES = values();

    private JsonBase64() {}

    private static byte[] values() {
        byte[] values = new byte[256];
        Arrays.fill(values, (byte) -1);
        for (int i = 0; i < ALPHABET.length; i++) {
            values[ALPHABET[i]] = (byte) i;
        }
        values['-'] = values['+'];
        values['_'] = values['/'];
        return values;
    }

    /// Reads the string at the cursor as a length-delimited value.
    static void readPrefixed(JsonCursor in, ByteSink out) {
        if (in.peek() != '"') {
            throw in.unexpected("a base64 string");
        }
        int start = in.pos;
        Slice text = JsonTokens.string(in);
        int to = unpadded(text);
        int count = to - text.from;
        int tail = count & 3;
        if (to < 0 || tail == 1) {
            throw refusal(in, start);
        }
        out.ensure(5 + (count >> 2) * 3 + 3);
        out.varint32((count >> 2) * 3 + Math.max(0, tail - 1));
        if (!decode(text.bytes, text.from, to, out)) {
            throw refusal(in, start);
        }
    }

    private static Refusal refusal(JsonCursor in, int start) {
        in.pos = start;
        return in.unexpected("base64");
    }

    /// The end without padding, or -1 if the padding is wrong.
    private static int unpadded(Slice text) {
        int to = text.to;
        while (to > text.from && text.to - to < 2 && text.bytes[to - 1] == '=') {
            to--;
        }
        return to < text.to && (text.length() & 3) != 0 ? -1 : to;
    }

    private static boolean decode(byte[] text, int from, int to, ByteSink out) {
        byte[] target = out.bytes;
        int put = out.length;
        int at = from;
        int bad = 0;
        for (; at <= to - 4; at += 4) {
            int bits =
                    value(text[at]) << 18
                            | value(text[at + 1]) << 12
                            | value(text[at + 2]) << 6
                            | value(text[at + 3]);
            bad |= bits;
            target[put] = (byte) (bits >> 16);
            target[put + 1] = (byte) (bits >> 8);
            target[put + 2] = (byte) bits;
            put += 3;
        }
        if (to - at >= 2) {
            int bits = value(text[at]) << 18 | value(text[at + 1]) << 12;
            if (to - at == 3) {
                bits |= value(text[at + 2]) << 6;
            }
            bad |= bits;
            target[put++] = (byte) (bits >> 16);
            if (to - at == 3) {
                target[put++] = (byte) (bits >> 8);
            }
        }
        out.length = put;
        return bad >= 0;
    }

    /// Negative for what is not in an alphabet, so that all bits together become negative.
    private static int value(byte letter) {
        return VALUES[letter & 0xFF];
    }

    /// Prints bytes as a string.
    static void print(byte[] bytes, int from, int to, ByteSink out) {
        int count = to - from;
        long size = (count + 2L) / 3 * 4 + 2;
        out.ensure((int) Math.min(size, Integer.MAX_VALUE));
        byte[] target = out.bytes;
        int put = out.length;
        target[put++] = '"';
        int at = from;
        for (; at <= to - 3; at += 3) {
            int bits =
                    (bytes[at] & 0xFF) << 16 | (bytes[at + 1] & 0xFF) << 8 | (bytes[at + 2] & 0xFF);
            target[put] = ALPHABET[bits >> 18];
            target[put + 1] = ALPHABET[bits >> 12 & 0x3F];
            target[put + 2] = ALPHABET[bits >> 6 & 0x3F];
            target[put + 3] = ALPHABET[bits & 0x3F];
            put += 4;
        }
        if (at < to) {
            int bits = (bytes[at] & 0xFF) << 16 | (at + 1 < to ? (bytes[at + 1] & 0xFF) << 8 : 0);
            target[put++] = ALPHABET[bits >> 18];
            target[put++] = ALPHABET[bits >> 12 & 0x3F];
            target[put++] = at + 1 < to ? ALPHABET[bits >> 6 & 0x3F] : (byte) '=';
            target[put++] = '=';
        }
        target[put++] = '"';
        out.length = put;
    }
}
