package dev.kiban.transcode;

/// Reads JSON strings into UTF-8 bytes.
final class JsonStrings {

    private static final int HEX_DIGITS = 4;

    private JsonStrings() {}

    /// Reads a string as a length-delimited value: its length as varint, then its bytes.
    static void readPrefixed(JsonCursor in, ByteSink out) {
        int mark = out.beginLength();
        read(in, out);
        out.endLength(mark);
    }

    /// Reads the string at the cursor, which must be at its opening quote, and appends its bytes.
    static void read(JsonCursor in, ByteSink out) {
        if (in.peek() != '"') {
            throw in.unexpected("a string");
        }
        in.pos++;
        while (true) {
            copyPlain(in, out);
            if (in.pos >= in.end) {
                throw Refusal.invalid("the JSON ends inside a string");
            }
            byte next = in.bytes[in.pos];
            if (next == '"') {
                in.pos++;
                return;
            }
            if (next == '\\') {
                unescape(in, out);
            } else if (next < 0) {
                copyCharacters(in, out);
            } else {
                throw Refusal.invalid(
                        "a string has a control character at byte " + in.pos + ": escape it");
            }
        }
    }

    /// Where the plain text that starts at `from` ends: at a quote, a backslash, a control
    /// character or a byte that is not ASCII.
    static int plainEnd(byte[] bytes, int from, int end) {
        int at = from;
        while (at <= end - Long.BYTES) {
            long special = Utf8.special((long) Utf8.LONG.get(bytes, at));
            if (special != 0) {
                return at + (Long.numberOfTrailingZeros(special) >>> 3);
            }
            at += Long.BYTES;
        }
        while (at < end && !Utf8.isSpecial(bytes[at])) {
            at++;
        }
        return at;
    }

    /// Copies while all is plain, storing whole words before knowing how much of them counts.
    private static void copyPlain(JsonCursor in, ByteSink out) {
        byte[] source = in.bytes;
        int at = in.pos;
        int lastWord = in.end - Long.BYTES;
        while (at <= lastWord) {
            out.ensure(Long.BYTES);
            long word = (long) Utf8.LONG.get(source, at);
            Utf8.LONG.set(out.bytes, out.length, word);
            long special = Utf8.special(word);
            if (special != 0) {
                int plain = Long.numberOfTrailingZeros(special) >>> 3;
                out.length += plain;
                in.pos = at + plain;
                return;
            }
            out.length += Long.BYTES;
            at += Long.BYTES;
        }
        while (at < in.end && !Utf8.isSpecial(source[at])) {
            out.write(source[at++]);
        }
        in.pos = at;
    }

    private static void copyCharacters(JsonCursor in, ByteSink out) {
        byte[] source = in.bytes;
        int at = in.pos;
        while (at < in.end && source[at] < 0) {
            int count = Utf8.sequenceLength(source, at, in.end);
            if (count == 0) {
                throw Refusal.invalid("the text is not valid UTF-8");
            }
            out.ensure(count);
            for (int i = 0; i < count; i++) {
                out.bytes[out.length++] = source[at++];
            }
        }
        in.pos = at;
    }

    private static void unescape(JsonCursor in, ByteSink out) {
        in.pos++;
        if (in.pos >= in.end) {
            throw Refusal.invalid("the JSON ends inside a string");
        }
        byte letter = in.bytes[in.pos++];
        switch (letter) {
            case '"', '\\', '/' -> out.write(letter);
            case 'b' -> out.write('\b');
            case 'f' -> out.write('\f');
            case 'n' -> out.write('\n');
            case 'r' -> out.write('\r');
            case 't' -> out.write('\t');
            case 'u' -> character(in, out);
            default -> {
                in.pos--;
                throw in.syntax("expected an escape that JSON knows after '\\'");
            }
        }
    }

    private static void character(JsonCursor in, ByteSink out) {
        int unit = hex(in);
        if (unit < 0xD800 || unit > 0xDFFF) {
            encode(unit, out);
            return;
        }
        boolean low = unit > 0xDBFF;
        if (low
                || in.pos + 1 >= in.end
                || in.bytes[in.pos] != '\\'
                || in.bytes[in.pos + 1] != 'u') {
            throw loneSurrogate();
        }
        in.pos += 2;
        int next = hex(in);
        if (next < 0xDC00 || next > 0xDFFF) {
            throw loneSurrogate();
        }
        encode(Character.toCodePoint((char) unit, (char) next), out);
    }

    private static Refusal loneSurrogate() {
        return Refusal.invalid("a string has half of a surrogate pair, which is no character");
    }

    private static int hex(JsonCursor in) {
        int value = 0;
        for (int i = 0; i < HEX_DIGITS; i++) {
            int digit = in.pos < in.end ? Character.digit(in.bytes[in.pos], 16) : -1;
            if (digit < 0) {
                throw in.syntax("expected four hexadecimal digits after '\\u'");
            }
            value = value << 4 | digit;
            in.pos++;
        }
        return value;
    }

    private static void encode(int codePoint, ByteSink out) {
        if (codePoint < 0x80) {
            out.write(codePoint);
        } else if (codePoint < 0x800) {
            out.write(0xC0 | codePoint >> 6);
            out.write(0x80 | codePoint & 0x3F);
        } else if (codePoint < 0x10000) {
            out.write(0xE0 | codePoint >> 12);
            out.write(0x80 | codePoint >> 6 & 0x3F);
            out.write(0x80 | codePoint & 0x3F);
        } else {
            out.write(0xF0 | codePoint >> 18);
            out.write(0x80 | codePoint >> 12 & 0x3F);
            out.write(0x80 | codePoint >> 6 & 0x3F);
            out.write(0x80 | codePoint & 0x3F);
        }
    }
}
