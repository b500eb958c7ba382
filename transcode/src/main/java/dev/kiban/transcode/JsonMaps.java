package dev.kiban.transcode;

/// Reads a JSON object as a map field: one entry message for each key.
final class JsonMaps {

    private final JsonFields fields;

    JsonMaps(JsonFields fields) {
        this.fields = fields;
    }

    void read(FieldEntry map, JsonCursor in, ByteSink out) {
        in.open('{');
        if (!in.isClosed('}')) {
            KeySet keys = new KeySet();
            do {
                entry(map, in, keys, out);
            } while (in.hasMore('}'));
        }
        in.leave();
    }

    private void entry(FieldEntry map, JsonCursor in, KeySet keys, ByteSink out) {
        if (in.peek() != '"') {
            throw in.syntax("expected a key in quotes");
        }
        int keyStart = in.pos;
        int start = out.length;
        out.varint32(map.tag);
        int mark = out.beginLength();
        try {
            key(map.mapKey(), in, out);
            int keySize = out.length - mark - 1;
            in.colon();
            if (!fields.element(map.mapValue(), in, BoundNode.NONE, out)) {
                out.length = start;
                return;
            }
            int size = out.length - mark - 1;
            out.endLength(mark);
            int keyFrom = out.length - size;
            if (keys.add(out.bytes, keyFrom, keyFrom + keySize) >= 0) {
                throw Refusal.invalid("the key comes twice");
            }
        } catch (Refusal e) {
            throw e.inEntry(in.shownString(keyStart));
        }
    }

    private void key(FieldEntry key, JsonCursor in, ByteSink out) {
        out.varint32(key.tag);
        if (key.kind != Kind.BOOL) {
            key.scalar().readValue(in, out);
            return;
        }
        switch (JsonTokens.string(in).toString()) {
            case "true" -> out.write(1);
            case "false" -> out.write(0);
            default -> throw Refusal.invalid("the key is neither 'true' nor 'false'");
        }
    }
}
