package dev.kiban.transcode;

import java.nio.charset.StandardCharsets;

/// Prints an `Any`: `@type`, and the fields of the message next to it, or `value` for a message
/// with a JSON form of its own. A message of a type that the schema does not have is printed as
/// `value` in base64, so that it is not lost.
final class WireAnys {

    private static final byte[] TYPE_KEY = "{\"@type\":".getBytes(StandardCharsets.US_ASCII);
    private static final byte[] VALUE_KEY = ",\"value\":".getBytes(StandardCharsets.US_ASCII);

    private final Schema schema;
    private final WireMessages messages;

    WireAnys(Schema schema, WireMessages messages) {
        this.schema = schema;
        this.messages = messages;
    }

    void print(WireCursor in, ByteSink out) {
        int urlFrom = in.pos;
        int urlTo = in.pos;
        int valueFrom = in.pos;
        int valueTo = in.pos;
        while (in.pos < in.end) {
            int tag = in.tag();
            if (tag == JsonAnys.TYPE_URL_TAG) {
                urlTo = in.lengthEnd();
                urlFrom = in.pos;
                in.pos = urlTo;
            } else if (tag == JsonAnys.VALUE_TAG) {
                valueTo = in.lengthEnd();
                valueFrom = in.pos;
                in.pos = valueTo;
            } else {
                in.skip(tag);
            }
        }
        int end = in.end;
        in.pos = valueFrom;
        in.end = valueTo;
        if (urlFrom == urlTo) {
            untyped(in, out);
        } else {
            typed(urlFrom, urlTo, in, out);
        }
        in.pos = end;
        in.end = end;
    }

    private static void untyped(WireCursor in, ByteSink out) {
        if (in.pos < in.end) {
            throw Refusal.invalid("an Any has a value but no type");
        }
        out.write('{');
        out.write('}');
    }

    private void typed(int urlFrom, int urlTo, WireCursor in, ByteSink out) {
        out.write(TYPE_KEY);
        JsonText.print(in.bytes, urlFrom, urlTo, out);
        int slash = JsonAnys.slash(in.bytes, urlFrom, urlTo);
        MessageTable table = slash < 0 ? null : schema.table(in.bytes, slash + 1, urlTo);
        if (table == null) {
            out.write(VALUE_KEY);
            JsonBase64.print(in.bytes, in.pos, in.end, out);
        } else if (table.wellKnown == WellKnown.NONE) {
            messages.members(table, in, out);
        } else {
            out.write(VALUE_KEY);
            in.descend();
            messages.print(table, in, out);
            in.ascend();
        }
        out.write('}');
    }
}
