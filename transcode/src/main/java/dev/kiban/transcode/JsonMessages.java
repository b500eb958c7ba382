package dev.kiban.transcode;

import dev.kiban.transcode.FieldEntry.Shape;
import dev.kiban.transcode.JsonOptions.FieldNames;
import dev.kiban.transcode.JsonOptions.UnknownFields;
import org.jspecify.annotations.Nullable;

/// Reads a JSON object and writes the fields of a message.
final class JsonMessages {

    private final JsonOptions options;
    private final JsonFields fields;
    private final JsonAnys anys;

    JsonMessages(Schema schema, JsonOptions options) {
        this.options = options;
        this.fields = new JsonFields(this);
        this.anys = new JsonAnys(schema, this);
    }

    JsonFields fields() {
        return fields;
    }

    /// Reads a message in whatever JSON form its type has.
    void read(MessageTable table, JsonCursor in, BoundNode bound, ByteSink out) {
        if (table.wellKnown == WellKnown.NONE) {
            object(table, in, bound, out);
            return;
        }
        if (bound != BoundNode.NONE) {
            throw Refusal.invalid("the URL has already set a part of this field");
        }
        switch (table.wellKnown) {
            case NONE -> throw new IllegalStateException("handled above");
            case ANY -> anys.read(in, out);
            case TIMESTAMP -> JsonTimes.readTimestamp(in, out);
            case DURATION -> JsonTimes.readDuration(in, out);
            case FIELD_MASK -> JsonMasks.read(in, out);
            case STRUCT -> JsonStructs.struct(in, out);
            case VALUE -> JsonStructs.value(in, out);
            case LIST_VALUE -> JsonStructs.list(in, out);
            case WRAPPER -> fields.read(table.fields[0], in, BoundNode.NONE, out);
        }
    }

    private void object(MessageTable table, JsonCursor in, BoundNode bound, ByteSink out) {
        long outer = in.seen.open(table);
        FieldEntry first = table.first();
        if (first != null && first.expectedKey.consumeFirst(in)) {
            in.descend();
            members(table, first, in, bound, out);
        } else {
            in.open('{');
            if (!in.isClosed('}')) {
                members(table, key(table, in), in, bound, out);
            }
        }
        if (table.required.length > 0) {
            requireAll(table, in, bound);
        }
        in.seen.close(table, outer);
        in.leave();
    }

    /// Fields mostly come in the order of the schema, so behind each one the next is tried first.
    private void members(
            MessageTable table,
            @Nullable FieldEntry first,
            JsonCursor in,
            BoundNode bound,
            ByteSink out) {
        FieldEntry field = first;
        while (true) {
            if (field != null) {
                field(field, in, bound, out);
                FieldEntry next = field.following;
                if (next != null && next.expectedKey.consumeNext(in)) {
                    field = next;
                    continue;
                }
            }
            if (!in.hasMore('}')) {
                return;
            }
            field = key(table, in);
        }
    }

    /// Reads the fields of a message in an `Any`, next to `@type`.
    void besideType(MessageTable table, JsonCursor in, ByteSink out) {
        int outerDepth = in.typeKeyDepth;
        boolean outerSeen = in.typeKeySeen;
        in.typeKeyDepth = in.depth() + 1;
        in.typeKeySeen = false;
        object(table, in, BoundNode.NONE, out);
        in.typeKeyDepth = outerDepth;
        in.typeKeySeen = outerSeen;
    }

    /// Reads a key and the colon.
    ///
    /// @return null if there is no such field: then its value is skipped, or refused
    private @Nullable FieldEntry key(MessageTable table, JsonCursor in) {
        if (in.peek() != '"') {
            throw in.syntax("expected a key in quotes");
        }
        Slice name = JsonTokens.string(in);
        FieldEntry field = table.byName(name.bytes, name.from, name.to);
        if (field == null
                && !isTypeKey(name, in)
                && options.unknownFields() == UnknownFields.REJECT) {
            throw Refusal.invalid(
                    "no field " + Refusal.quote(name.toString()) + " in " + table.fullName);
        }
        in.colon();
        if (field == null) {
            JsonSkip.value(in);
        }
        return field;
    }

    /// Whether this is the `@type` of the `Any` that this object is.
    private static boolean isTypeKey(Slice name, JsonCursor in) {
        if (in.typeKeyDepth != in.depth() || !JsonAnys.is(JsonAnys.TYPE, name)) {
            return false;
        }
        if (in.typeKeySeen) {
            throw Refusal.invalid("'@type' comes twice");
        }
        in.typeKeySeen = true;
        return true;
    }

    /// Reads the value of a field of the innermost open message.
    void field(FieldEntry field, JsonCursor in, BoundNode bound, ByteSink out) {
        try {
            if (!in.seen.add(field.slot)) {
                throw Refusal.invalid("the field comes twice");
            }
            if (in.peek() == 'n' && !(field.takesNull && field.shape == Shape.SINGULAR)) {
                in.literal(JsonLiterals.NULL);
                in.present.leaf(field);
                return;
            }
            if (field.oneofSlot >= 0 && !in.seen.add(field.oneofSlot)) {
                throw Refusal.invalid("another field of the same oneof is set already");
            }
            bound.requireFree(field);
            if (in.present == PresentPaths.IGNORED) {
                fields.read(field, in, bound, out);
            } else {
                recorded(field, in, bound, out);
            }
        } catch (Refusal e) {
            throw e.inField(shownName(field));
        }
    }

    /// Notes the paths of what is set within a message; within lists, maps and well-known messages
    /// there are none.
    private void recorded(FieldEntry field, JsonCursor in, BoundNode bound, ByteSink out) {
        PresentPaths present = in.present;
        if (field.isPlainMessage()) {
            int before = present.count();
            int mark = present.enter(field);
            fields.read(field, in, bound, out);
            present.leave(mark, before);
            return;
        }
        present.leaf(field);
        in.present = PresentPaths.IGNORED;
        fields.read(field, in, bound, out);
        in.present = present;
    }

    private String shownName(FieldEntry field) {
        return options.fieldNames() == FieldNames.JSON ? field.jsonName : field.name;
    }

    private void requireAll(MessageTable table, JsonCursor in, BoundNode bound) {
        for (FieldEntry field : table.required) {
            if (!in.seen.has(field.slot) && !bound.has(field)) {
                throw Refusal.invalid("the field is required").inField(shownName(field));
            }
        }
    }
}
