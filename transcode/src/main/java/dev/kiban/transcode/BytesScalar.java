package dev.kiban.transcode;

/// Bytes: as they are on the wire, base64 in JSON.
final class BytesScalar extends Scalar {

    @Override
    void readField(FieldEntry field, JsonCursor in, ByteSink out) {
        if (!field.implicit || !JsonLiterals.skipEmptyString(in)) {
            out.tag(field);
            JsonBase64.readPrefixed(in, out);
        }
    }

    @Override
    boolean readValue(JsonCursor in, ByteSink out) {
        JsonBase64.readPrefixed(in, out);
        return true;
    }

    @Override
    void print(WireCursor in, ByteSink out) {
        int to = in.lengthEnd();
        JsonBase64.print(in.bytes, in.pos, to, out);
        in.pos = to;
    }

    @Override
    void printDefault(WireCursor in, ByteSink out) {
        TextScalar.EMPTY.print(out);
    }
}
