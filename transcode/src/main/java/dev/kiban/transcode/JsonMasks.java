package dev.kiban.transcode;

/// `FieldMask` as one string of paths in lowerCamelCase, separated by commas, both ways.
final class JsonMasks {

    private static final int PATHS_TAG = WireType.tag(1, WireType.LENGTH);

    /// Whether paths may be in the proto form too, with underscores, as people write them into
    /// URLs.
    enum Form {
        JSON,
        JSON_OR_PROTO
    }

    private JsonMasks() {}

    static void read(JsonCursor in, ByteSink out) {
        if (in.peek() != '"') {
            throw in.unexpected("a field mask");
        }
        read(JsonTokens.string(in), Form.JSON, out);
    }

    static void read(Slice text, Form form, ByteSink out) {
        int from = text.from;
        while (from < text.to) {
            int to = from;
            while (to < text.to && text.bytes[to] != ',') {
                to++;
            }
            if (to > from) {
                out.varint32(PATHS_TAG);
                int mark = out.beginLength();
                readPath(text, from, to, form, out);
                out.endLength(mark);
            }
            from = to + 1;
        }
    }

    private static void readPath(Slice text, int from, int to, Form form, ByteSink out) {
        for (int i = from; i < to; i++) {
            byte letter = text.bytes[i];
            if (letter == '_' && form == Form.JSON) {
                throw Refusal.invalid(
                        Refusal.quote(text.toString()) + " is not a field mask in lowerCamelCase");
            }
            if (letter >= 'A' && letter <= 'Z') {
                out.write('_');
                out.write(letter + ('a' - 'A'));
            } else {
                out.write(letter);
            }
        }
    }

    static void print(WireCursor in, ByteSink out) {
        ByteSink paths = in.scratch();
        while (in.pos < in.end) {
            int tag = in.tag();
            if (tag != PATHS_TAG) {
                in.skip(tag);
                continue;
            }
            int to = in.lengthEnd();
            if (paths.length > 0) {
                paths.write(',');
            }
            printPath(in.bytes, in.pos, to, paths);
            in.pos = to;
        }
        JsonText.print(paths.slice(), out);
    }

    /// Only what reads back as the same path can be said: an underscore must be followed by a
    /// lower-case letter, and upper case must not be there.
    private static void printPath(byte[] path, int from, int to, ByteSink out) {
        int at = from;
        while (at < to) {
            byte letter = path[at++];
            boolean shifted = letter == '_';
            if (shifted) {
                letter = at < to ? path[at++] : 0;
            }
            if ((letter >= 'A' && letter <= 'Z') || (shifted && (letter < 'a' || letter > 'z'))) {
                String shown = new Slice(path, from, to).toString();
                throw Refusal.invalid(
                        "the mask path " + Refusal.quote(shown) + " has no lowerCamelCase form");
            }
            out.write(shifted ? letter - ('a' - 'A') : letter);
        }
    }
}
