package dev.kiban.transcode;

import java.nio.charset.StandardCharsets;

/// The words of JSON.
final class JsonLiterals {

    static final byte[] TRUE = "true".getBytes(StandardCharsets.US_ASCII);
    static final byte[] FALSE = "false".getBytes(StandardCharsets.US_ASCII);
    static final byte[] NULL = "null".getBytes(StandardCharsets.US_ASCII);

    private JsonLiterals() {}

    /// Reads `true` as 1 and `false` as 0.
    static int bool(JsonCursor in) {
        byte first = in.peek();
        if (first == 't' && in.consume(TRUE)) {
            return 1;
        }
        if (first == 'f' && in.consume(FALSE)) {
            return 0;
        }
        throw in.unexpected("true or false");
    }

    /// Steps over `""` if that is what follows.
    static boolean skipEmptyString(JsonCursor in) {
        if (in.peek() == '"' && in.pos + 1 < in.end && in.bytes[in.pos + 1] == '"') {
            in.pos += 2;
            return true;
        }
        return false;
    }
}
