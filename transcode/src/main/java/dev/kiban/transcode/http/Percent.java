package dev.kiban.transcode.http;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/// Percent-encoding (RFC 3986) of paths and queries; what is decoded must be UTF-8.
final class Percent {
    /// Which escapes stay as they were sent.
    enum Keep {
        NOTHING,
        /// The slash, as variables over several segments must (`google/api/http.proto`).
        SLASH
    }

    private static final String PLAIN_IN_SEGMENT = "-._~!$&'()+,;=@";

    private Percent() {}

    /// The decoded text of a range, or null if an escape is broken or the bytes are no UTF-8.
    static @Nullable String decode(String text, int from, int to, Keep keep) {
        int escape = text.indexOf('%', from, to);
        return escape < 0 ? text.substring(from, to) : decodeEscapes(text, from, to, keep);
    }

    /// The same for a range whose escapes have been checked before.
    static String decodeChecked(String text, int from, int to, Keep keep) {
        return Objects.requireNonNull(decode(text, from, to, keep), "unchecked escapes");
    }

    /// The same for a name or value of a query, where `+` means a space.
    static @Nullable String decodeQuery(String text, int from, int to) {
        if (text.indexOf('+', from, to) < 0) {
            return decode(text, from, to, Keep.NOTHING);
        }
        String spaced = text.substring(from, to).replace('+', ' ');
        return decode(spaced, 0, spaced.length(), Keep.NOTHING);
    }

    private static @Nullable String decodeEscapes(String text, int from, int to, Keep keep) {
        byte[] raw = text.substring(from, to).getBytes(StandardCharsets.UTF_8);
        int length = 0;
        for (int i = 0; i < raw.length; i++) {
            if (raw[i] != '%') {
                raw[length++] = raw[i];
                continue;
            }
            int value = escaped(raw, i);
            if (value < 0) {
                return null;
            }
            if (keep == Keep.SLASH && value == '/') {
                raw[length++] = raw[i];
                continue;
            }
            raw[length++] = (byte) value;
            i += 2;
        }
        return utf8(raw, length);
    }

    /// The byte of the escape that starts at `at`, or -1.
    static int escaped(byte[] raw, int at) {
        if (at + 2 >= raw.length
                || !HexFormat.isHexDigit(raw[at + 1])
                || !HexFormat.isHexDigit(raw[at + 2])) {
            return -1;
        }
        return HexFormat.fromHexDigit(raw[at + 1]) << 4 | HexFormat.fromHexDigit(raw[at + 2]);
    }

    private static @Nullable String utf8(byte[] raw, int length) {
        try {
            return StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(raw, 0, length))
                    .toString();
        } catch (CharacterCodingException _) {
            return null;
        }
    }

    /// Appends the text as a path segment may show it.
    static void encode(String text, StringBuilder out) {
        for (byte b : text.getBytes(StandardCharsets.UTF_8)) {
            boolean plain =
                    (b >= 'a' && b <= 'z')
                            || (b >= 'A' && b <= 'Z')
                            || (b >= '0' && b <= '9')
                            || (b > 0 && PLAIN_IN_SEGMENT.indexOf(b) >= 0);
            if (plain) {
                out.append((char) b);
            } else {
                out.append('%').append(HexFormat.of().withUpperCase().toHexDigits(b));
            }
        }
    }
}
