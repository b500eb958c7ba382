package dev.kiban.runtime.telemetry.log;

import dev.kiban.runtime.telemetry.lane.Lane;
import java.nio.charset.StandardCharsets;

/// One JSON object on one line, written into a buffer that is used again and again: no garbage, no
/// character set encoder, no way to break out of a value.
///
/// ```java
/// line.begin().text(METHOD, "GET").number(STATUS, 200).end();
/// line.appendTo(lane);
/// ```
///
/// A text is cut at [#MAX_TEXT] characters and ends in `…` then; members that would grow the line
/// past [#MAX_LINE] bytes are left out. Control characters, quotes, line separators and broken
/// surrogates are escaped or replaced. Not for use by several threads.
public final class JsonLine {
    /// Characters of one text that are written.
    public static final int MAX_TEXT = 1_024;

    /// Bytes of one line, line end included.
    public static final int MAX_LINE = 16 * 1024;

    /// The most that one character becomes: a backslash, `u` and four digits.
    private static final int MAX_BYTES_PER_CHAR = 6;

    private static final int MAX_NUMBER = 20;
    private static final int MAX_DIGITS = 19;
    private static final byte[] HEX = "0123456789abcdef".getBytes(StandardCharsets.US_ASCII);
    private static final byte[] ELLIPSIS = "…".getBytes(StandardCharsets.UTF_8);
    private static final byte[] REPLACEMENT = "\ufffd".getBytes(StandardCharsets.UTF_8);

    private final byte[] buffer = new byte[MAX_LINE];
    private final Rfc3339 clock = new Rfc3339();
    private int length;

    /// Starts a new line; what was there is forgotten.
    public JsonLine begin() {
        length = 0;
        return this;
    }

    /// Adds a text.
    public JsonLine text(JsonKey key, CharSequence value) {
        int end = Math.min(value.length(), MAX_TEXT);
        if (!startMember(key, 2 + end * MAX_BYTES_PER_CHAR + ELLIPSIS.length)) {
            return this;
        }
        buffer[length++] = '"';
        for (int i = 0; i < end; i++) {
            char c = value.charAt(i);
            if (c >= ' ' && c < 0x7f && c != '"' && c != '\\') {
                buffer[length++] = (byte) c;
            } else {
                i += special(value, i, end);
            }
        }
        if (end < value.length()) {
            copy(ELLIPSIS);
        }
        buffer[length++] = '"';
        return this;
    }

    /// Adds a whole number.
    public JsonLine number(JsonKey key, long value) {
        if (startMember(key, MAX_NUMBER)) {
            digits(value);
        }
        return this;
    }

    /// Adds a moment as RFC 3339 text in UTC with milliseconds.
    public JsonLine time(JsonKey key, long epochMillis) {
        if (startMember(key, Rfc3339.LENGTH + 2)) {
            buffer[length++] = '"';
            clock.write(epochMillis, buffer, length);
            length += Rfc3339.LENGTH;
            buffer[length++] = '"';
        }
        return this;
    }

    /// Adds 64 bits as 16 hexadecimal digits, as in trace and span ids.
    public JsonLine hex(JsonKey key, long bits) {
        return hex(key, bits, 0, 1);
    }

    /// Adds 128 bits as 32 hexadecimal digits.
    public JsonLine hex(JsonKey key, long high, long low) {
        return hex(key, high, low, 2);
    }

    /// Closes the object and the line.
    public void end() {
        if (length == 0) {
            buffer[length++] = '{';
        }
        buffer[0] = '{'; // over the comma of the first member
        buffer[length++] = '}';
        buffer[length++] = '\n';
    }

    /// Hands in the line, which must have ended.
    public void appendTo(Lane lane) {
        lane.append(buffer, 0, length);
    }

    @Override
    public String toString() {
        return new String(buffer, 0, length, StandardCharsets.UTF_8);
    }

    /// Writes the key, if the member fits together with the end of the line.
    private boolean startMember(JsonKey key, int maxValue) {
        if (length + key.prefix().length + maxValue + 2 > MAX_LINE) {
            return false;
        }
        copy(key.prefix());
        return true;
    }

    /// Writes the character at `at`, which is not plain ASCII; returns how many further characters
    /// it took.
    private int special(CharSequence value, int at, int end) {
        char c = value.charAt(at);
        if (c == '"' || c == '\\') {
            buffer[length++] = '\\';
            buffer[length++] = (byte) c;
            return 0;
        }
        if (c < 0xa0 || c == '\u2028' || c == '\u2029') {
            escape(c); // C0, DEL, C1 and the two line separators of JavaScript
            return 0;
        }
        if (c < 0x800) {
            buffer[length++] = (byte) (0xc0 | (c >> 6));
            buffer[length++] = (byte) (0x80 | (c & 0x3f));
            return 0;
        }
        if (!Character.isSurrogate(c)) {
            buffer[length++] = (byte) (0xe0 | (c >> 12));
            buffer[length++] = (byte) (0x80 | ((c >> 6) & 0x3f));
            buffer[length++] = (byte) (0x80 | (c & 0x3f));
            return 0;
        }
        if (Character.isHighSurrogate(c)
                && at + 1 < end
                && Character.isLowSurrogate(value.charAt(at + 1))) {
            int point = Character.toCodePoint(c, value.charAt(at + 1));
            buffer[length++] = (byte) (0xf0 | (point >> 18));
            buffer[length++] = (byte) (0x80 | ((point >> 12) & 0x3f));
            buffer[length++] = (byte) (0x80 | ((point >> 6) & 0x3f));
            buffer[length++] = (byte) (0x80 | (point & 0x3f));
            return 1;
        }
        copy(REPLACEMENT);
        return 0;
    }

    private void escape(char c) {
        buffer[length++] = '\\';
        buffer[length++] = 'u';
        for (int shift = 12; shift >= 0; shift -= 4) {
            buffer[length++] = HEX[(c >> shift) & 0xf];
        }
    }

    private JsonLine hex(JsonKey key, long first, long second, int words) {
        if (startMember(key, 2 + words * 16)) {
            buffer[length++] = '"';
            hexWord(first);
            if (words == 2) {
                hexWord(second);
            }
            buffer[length++] = '"';
        }
        return this;
    }

    private void hexWord(long bits) {
        for (int shift = 60; shift >= 0; shift -= 4) {
            buffer[length++] = HEX[(int) (bits >>> shift) & 0xf];
        }
    }

    /// Of a negative number, since the least one has no counterpart.
    private void digits(long value) {
        if (value < 0) {
            buffer[length++] = '-';
        }
        long rest = value < 0 ? value : -value;
        int end = length + count(rest);
        int at = end;
        for (; rest <= Integer.MIN_VALUE; rest /= 10) {
            buffer[--at] = (byte) ('0' - rest % 10);
        }
        for (int small = (int) rest; at > length; small /= 10) {
            buffer[--at] = (byte) ('0' - small % 10);
        }
        length = end;
    }

    private static int count(long negative) {
        int count = 1;
        for (long limit = -10; negative <= limit && count < MAX_DIGITS; limit *= 10) {
            count++;
        }
        return count;
    }

    private void copy(byte[] bytes) {
        System.arraycopy(bytes, 0, buffer, length, bytes.length);
        length += bytes.length;
    }
}
