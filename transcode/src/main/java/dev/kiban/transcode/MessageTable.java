package dev.kiban.transcode;

import com.google.protobuf.Descriptors.Descriptor;
import com.google.protobuf.Descriptors.FieldDescriptor;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// One message type: its fields by order, by number and by name.
final class MessageTable {

    private static final FieldEntry[] NONE = {};
    private static final int DENSE_NUMBERS = 256;

    final Descriptor descriptor;
    final String fullName;
    final WellKnown wellKnown;

    /// Ordered by number. Filled by [#link], since messages refer to each other in circles.
    FieldEntry[] fields = NONE;

    /// The fields that proto2 and editions require.
    FieldEntry[] required = NONE;

    /// How many bits [SeenFields] needs: one for each field, then one for each oneof.
    int slots;

    private NameIndex<FieldEntry> names = new NameIndex<>(Map.of());
    private @Nullable FieldEntry[] dense = NONE;
    private final Map<Integer, FieldEntry> sparse = new HashMap<>();

    MessageTable(Descriptor descriptor) {
        this.descriptor = descriptor;
        fullName = descriptor.getFullName();
        wellKnown = WellKnown.of(fullName);
    }

    void link(List<FieldDescriptor> extensions, Tables tables) {
        List<FieldDescriptor> all =
                Stream.concat(
                                descriptor.getFields().stream(),
                                isMessageSet() ? Stream.of() : extensions.stream())
                        .sorted(Comparator.comparingInt(FieldDescriptor::getNumber))
                        .toList();
        all.forEach(SchemaRules::requireNumber);
        fields = new FieldEntry[all.size()];
        for (int slot = 0; slot < fields.length; slot++) {
            fields[slot] = new FieldEntry(all.get(slot), slot, fields.length, tables);
        }
        for (int slot = 1; slot < fields.length; slot++) {
            fields[slot - 1].following = fields[slot];
        }
        slots = fields.length + descriptor.getRealOneofs().size();
        required =
                Stream.of(fields).filter(f -> f.descriptor.isRequired()).toArray(FieldEntry[]::new);
        indexNumbers();
        indexNames();
    }

    /// The extensions of such a message have a form of their own on the wire, older than protobuf's
    /// first release. They are unknown fields to us.
    private boolean isMessageSet() {
        return descriptor.getOptions().getMessageSetWireFormat();
    }

    private void indexNumbers() {
        int largest = fields.length == 0 ? 0 : fields[fields.length - 1].number;
        dense = new FieldEntry[Math.min(largest + 1, DENSE_NUMBERS)];
        for (FieldEntry field : fields) {
            if (field.number < dense.length) {
                dense[field.number] = field;
            } else {
                sparse.put(field.number, field);
            }
        }
    }

    /// Where one field's JSON name is another one's proto name, the JSON name wins.
    private void indexNames() {
        Map<String, FieldEntry> byName = new HashMap<>();
        for (FieldEntry field : fields) {
            byName.putIfAbsent(field.jsonName, field);
        }
        for (FieldEntry field : fields) {
            byName.putIfAbsent(field.name, field);
        }
        names = new NameIndex<>(byName);
    }

    /// The field that comes first in the order of the schema, or null.
    @Nullable FieldEntry first() {
        return fields.length > 0 ? fields[0] : null;
    }

    /// The field with this JSON or proto name, or null.
    @Nullable FieldEntry byName(byte[] bytes, int from, int to) {
        return names.get(bytes, from, to);
    }

    /// The field with this number, or null.
    @Nullable FieldEntry byNumber(int number) {
        if (number < dense.length) {
            return dense[number];
        }
        return sparse.get(number);
    }

    /// The field that a value behind this tag belongs to, or null; the field in slot `expected` is
    /// tried first.
    @Nullable FieldEntry byTag(int tag, int expected) {
        if (expected < fields.length && fields[expected].tag == tag) {
            return fields[expected];
        }
        FieldEntry field = byNumber(tag >>> 3);
        return field != null && field.accepts(tag) ? field : null;
    }
}
