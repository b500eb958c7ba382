package dev.kiban.transcode;

/// Text: UTF-8 on the wire, a string in JSON.
final class TextScalar extends Scalar {

    static final Verbatim EMPTY = Verbatim.quoted("");

    @Override
    void readField(FieldEntry field, JsonCursor in, ByteSink out) {
        if (!field.implicit || !JsonLiterals.skipEmptyString(in)) {
            out.tag(field);
            JsonStrings.readPrefixed(in, out);
        }
    }

    @Override
    boolean readValue(JsonCursor in, ByteSink out) {
        JsonStrings.readPrefixed(in, out);
        return true;
    }

    @Override
    void printField(Verbatim key, WireCursor in, ByteSink out) {
        int to = in.lengthEnd();
        int from = in.pos;
        in.pos = to;
        out.ensure(key.room() + JsonText.room(to - from));
        JsonText.put(in.bytes, from, to, out, key.put(out.bytes, out.length));
    }

    @Override
    void print(WireCursor in, ByteSink out) {
        int to = in.lengthEnd();
        JsonText.print(in.bytes, in.pos, to, out);
        in.pos = to;
    }

    @Override
    void printDefault(WireCursor in, ByteSink out) {
        EMPTY.print(out);
    }
}
