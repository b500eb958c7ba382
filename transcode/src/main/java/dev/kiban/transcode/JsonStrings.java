package dev.kiban.transcode;

/// Reads JSON strings into UTF-8 bytes.
final class JsonStrings {

    private static final int HEX_DIGITS = 4;

    private JsonStrings() {}

    /// Reads a string as a length-delimited value: its length as varint, then its bytes.
    static void readPrefixed(JsonCursor in, ByteSink out) {
        if (in.peek() == '"' && readShort(in, out)) {
            return;
        }
        int mark = out.beginLength();
        read(in, out);
        out.endLength(mark);
    }

    /// Reads a string of fewer than sixteen bytes, if it is all plain ASCII.
    ///
    /// @return whether it was; if not, the cursor has not moved
    private static boolean readShort(JsonCursor in, ByteSink out) {
        byte[] source = in.bytes;
        int from = in.pos + 1;
        if (from > in.end - 2 * Long.BYTES) {
            return false;
        }
        out.ensure(1 + 2 * Long.BYTES);
        byte[] target = out.bytes;
        int put = out.length;
        long head = (long) Words.LONG.get(source, from);
        long special = Words.special(head);
        Words.LONG.set(target, put + 1, head);
        int base = 0;
        if (special == 0) {
            long tail = (long) Words.LONG.get(source, from + Long.BYTES);
            special = Words.special(tail);
            Words.LONG.set(target, put + 1 + Long.BYTES, tail);
            base = Long.BYTES;
        }
        int length = base + Words.count(special);
        if (special == 0 || source[from + length] != '"') {
            return false;
        }
        target[put] = (byte) length;
        out.length = put + 1 + length;
        in.pos = from + length + 1;
        return true;
    }

    /// Reads the string at the cursor, which must be at its opening quote, and appends its bytes.
    static void read(JsonCursor in, ByteSink out) {
        if (in.peek() != '"') {
            throw in.unexpected("a string");
        }
        in.pos++;
        while (true) {
            copy(in, out);
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
            } else if (next >= 0 && next < ' ') {
                throw Refusal.invalid(
                        "a string has a control character at byte " + in.offset() + ": escape it");
            }
        }
    }

    /// Copies characters that stand for themselves, as many as the sink has room for at the moment.
    private static void copy(JsonCursor in, ByteSink out) {
        out.ensure(2 * Long.BYTES);
        int room = out.bytes.length - out.length - Long.BYTES;
        int to = Math.min(in.end - in.pos, room) + in.pos;
        int copied = Utf8.copy(in.bytes, in.pos, to, out.bytes, out.length);
        out.length += copied - in.pos;
        in.pos = copied;
    }

    /// Where the plain text that starts at `from` ends: at a quote, a backslash, a control
    /// character or a byte that is not ASCII.
    static int plainEnd(byte[] bytes, int from, int end) {
        int at = from;
        while (at <= end - Long.BYTES) {
            int count = Words.count(Words.special((long) Words.LONG.get(bytes, at)));
            at += count;
            if (count < Long.BYTES) {
                return at;
            }
        }
        while (at < end && !Utf8.isSpecial(bytes[at])) {
            at++;
        }
        return at;
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
            out.write(0x80 | (codePoint & 0x3F));
        } else if (codePoint < 0x10000) {
            out.write(0xE0 | codePoint >> 12);
            out.write(0x80 | (codePoint >> 6 & 0x3F));
            out.write(0x80 | (codePoint & 0x3F));
        } else {
            out.write(0xF0 | codePoint >> 18);
            out.write(0x80 | (codePoint >> 12 & 0x3F));
            out.write(0x80 | (codePoint >> 6 & 0x3F));
            out.write(0x80 | (codePoint & 0x3F));
        }
    }
}
