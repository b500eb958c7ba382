package dev.kiban.app.proof;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.ByteArrayOutputStream;

/// Header fields in the words of HPACK (RFC 7541), each as a literal that nobody remembers, so that
/// they may say what no library would send.
final class FieldBlock {
    private static final int LITERAL = 0x00;
    private static final int REMEMBERED = 0x40;
    private static final int MOST_IN_PREFIX = 127;

    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();

    /// `GET` of a path.
    static FieldBlock get(String path) {
        return request("GET", path);
    }

    static FieldBlock request(String method, String path) {
        return new FieldBlock()
                .with(":method", method)
                .with(":scheme", "http")
                .with(":authority", "a")
                .with(":path", path);
    }

    FieldBlock with(String name, String value) {
        return literal(LITERAL, name, value);
    }

    /// Has the other side keep it for a later {@link #again}.
    FieldBlock kept(String name, String value) {
        return literal(REMEMBERED, name, value);
    }

    /// The field that was kept last.
    FieldBlock again() {
        bytes.write(0x80 | 62);
        return this;
    }

    byte[] bytes() {
        return bytes.toByteArray();
    }

    private FieldBlock literal(int kind, String name, String value) {
        bytes.write(kind);
        text(name);
        text(value);
        return this;
    }

    private void text(String text) {
        byte[] characters = text.getBytes(ISO_8859_1);
        if (characters.length < MOST_IN_PREFIX) {
            bytes.write(characters.length);
        } else {
            bytes.write(MOST_IN_PREFIX);
            int left = characters.length - MOST_IN_PREFIX;
            while (left > MOST_IN_PREFIX) {
                bytes.write(0x80 | (left & 0x7f));
                left >>= 7;
            }
            bytes.write(left);
        }
        bytes.writeBytes(characters);
    }
}
