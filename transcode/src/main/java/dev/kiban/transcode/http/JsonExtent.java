package dev.kiban.transcode.http;

/// Finds where one JSON value ends, without looking at what is in it; the value may come in pieces.
///
/// Brackets are counted, not matched, and a bare word is anything up to white space or a separator:
/// a value that is no JSON has an end too, and the codec will say what is wrong with it.
final class JsonExtent {
    private enum State {
        NESTED,
        STRING,
        ESCAPE,
        BARE
    }

    private State state = State.BARE;
    private int depth;

    /// Starts a value with its first byte.
    void begin(byte first) {
        depth = first == '{' || first == '[' ? 1 : 0;
        state = depth == 1 ? State.NESTED : first == '"' ? State.STRING : State.BARE;
    }

    /// Can the value be complete here? A number could go on, an object that is open must.
    boolean mayEnd() {
        return state == State.BARE;
    }

    /// Looks on.
    ///
    /// @return the index after the last byte of the value, or -1 if it goes on after `to`
    int end(byte[] chunk, int from, int to) {
        int at = from;
        while (at < to) {
            switch (state) {
                case ESCAPE -> {
                    at++;
                    state = State.STRING;
                }
                case STRING -> {
                    at = skipString(chunk, at, to);
                    if (state == State.NESTED && depth == 0) {
                        return at;
                    }
                }
                case NESTED -> {
                    at = skipNested(chunk, at, to);
                    if (state == State.NESTED && depth == 0) {
                        return at;
                    }
                }
                case BARE -> {
                    at = skipBare(chunk, at, to);
                    return at < to ? at : -1;
                }
            }
        }
        return -1;
    }

    private int skipString(byte[] chunk, int from, int to) {
        for (int at = from; at < to; at++) {
            byte b = chunk[at];
            if (b == '"') {
                state = State.NESTED;
                return at + 1;
            }
            if (b == '\\') {
                state = State.ESCAPE;
                return at + 1;
            }
        }
        return to;
    }

    private int skipNested(byte[] chunk, int from, int to) {
        for (int at = from; at < to; at++) {
            switch (chunk[at]) {
                case '"' -> {
                    state = State.STRING;
                    return at + 1;
                }
                case '{', '[' -> depth++;
                case '}', ']' -> {
                    if (--depth == 0) {
                        return at + 1;
                    }
                }
                default -> {}
            }
        }
        return to;
    }

    private static int skipBare(byte[] chunk, int from, int to) {
        for (int at = from; at < to; at++) {
            switch (chunk[at]) {
                case ' ', '\n', '\r', '\t', ',', ']', '}', '{', '[', '"' -> {
                    return at;
                }
                default -> {}
            }
        }
        return to;
    }
}
