package dev.kiban.transcode;

import java.nio.charset.StandardCharsets;

/// Steps over a JSON value that nobody wants, as strictly as if it were wanted.
final class JsonSkip {

    static final byte[] TRUE = "true".getBytes(StandardCharsets.US_ASCII);
    static final byte[] FALSE = "false".getBytes(StandardCharsets.US_ASCII);
    static final byte[] NULL = "null".getBytes(StandardCharsets.US_ASCII);

    private JsonSkip() {}

    static void value(JsonCursor in) {
        switch (in.peek()) {
            case '{' -> object(in);
            case '[' -> list(in);
            case '"' -> string(in);
            case 't' -> in.literal(TRUE);
            case 'f' -> in.literal(FALSE);
            case 'n' -> in.literal(NULL);
            default -> in.pos = Decimal.end(in);
        }
    }

    private static void object(JsonCursor in) {
        in.open('{');
        if (!in.isClosed('}')) {
            do {
                if (in.peek() != '"') {
                    throw in.syntax("expected a key in quotes");
                }
                string(in);
                in.colon();
                value(in);
            } while (in.hasMore('}'));
        }
        in.leave();
    }

    private static void list(JsonCursor in) {
        in.open('[');
        if (!in.isClosed(']')) {
            do {
                value(in);
            } while (in.hasMore(']'));
        }
        in.leave();
    }

    /// Reads into a sink of its own only if there is anything to check in it.
    static void string(JsonCursor in) {
        int stop = JsonStrings.plainEnd(in.bytes, in.pos + 1, in.end);
        if (stop < in.end && in.bytes[stop] == '"') {
            in.pos = stop + 1;
            return;
        }
        JsonStrings.read(in, new ByteSink(in.end - in.pos));
    }
}
