package dev.kiban.transcode;

/// Steps over a JSON value that nobody wants, as strictly as if it were wanted.
final class JsonSkip {

    private JsonSkip() {}

    static void value(JsonCursor in) {
        switch (in.peek()) {
            case '{' -> object(in);
            case '[' -> list(in);
            case '"' -> string(in);
            case 't' -> in.literal(JsonLiterals.TRUE);
            case 'f' -> in.literal(JsonLiterals.FALSE);
            case 'n' -> in.literal(JsonLiterals.NULL);
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

    /// Reads it only if there is anything to check in it.
    static void string(JsonCursor in) {
        int stop = JsonStrings.plainEnd(in.bytes, in.pos + 1, in.end);
        if (stop < in.end && in.bytes[stop] == '"') {
            in.pos = stop + 1;
            return;
        }
        JsonStrings.read(in, in.scratch());
    }
}
