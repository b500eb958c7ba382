package dev.kiban.transcode;

/// Reads strings that are not text but say something: names, numbers, times.
final class JsonTokens {

    private JsonTokens() {}

    /// The content of the string at the cursor: a part of the input where that is possible, else a
    /// copy without escapes, which is valid until the next token.
    static Slice string(JsonCursor in) {
        int from = in.pos + 1;
        int stop = JsonStrings.plainEnd(in.bytes, from, in.end);
        if (stop < in.end && in.bytes[stop] == '"') {
            in.pos = stop + 1;
            return new Slice(in.bytes, from, stop);
        }
        ByteSink copy = in.scratch();
        JsonStrings.read(in, copy);
        return copy.slice();
    }
}
