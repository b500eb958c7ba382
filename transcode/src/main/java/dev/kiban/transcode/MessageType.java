package dev.kiban.transcode;

import com.google.protobuf.Descriptors.Descriptor;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// A message type of a [Schema], compiled.
public final class MessageType {

    final MessageTable table;

    MessageType(MessageTable table) {
        this.table = table;
    }

    /// Such as `fleamarket.item.v1.Item`.
    public String fullName() {
        return table.fullName;
    }

    public Descriptor descriptor() {
        return table.descriptor;
    }

    /// The field that a dotted path leads to, in proto or JSON names: `book.id`. All fields on the
    /// way must be singular messages; empty if there is no such field.
    public Optional<FieldPath> path(String dotted) {
        List<FieldEntry> steps = new ArrayList<>();
        MessageTable at = table;
        for (String name : dotted.split("\\.", -1)) {
            if (!steps.isEmpty()) {
                FieldEntry parent = steps.getLast();
                if (!parent.kind.isMessage() || parent.shape != FieldEntry.Shape.SINGULAR) {
                    return Optional.empty();
                }
                at = parent.message();
            }
            byte[] utf8 = name.getBytes(StandardCharsets.UTF_8);
            FieldEntry field = at.byName(utf8, 0, utf8.length);
            if (field == null) {
                return Optional.empty();
            }
            steps.add(field);
        }
        return Optional.of(new FieldPath(steps));
    }

    FieldEntry field(int number) {
        FieldEntry field = table.byNumber(number);
        if (field == null) {
            throw new IllegalArgumentException("no field " + number + " in " + table.fullName);
        }
        return field;
    }

    @Override
    public String toString() {
        return fullName();
    }
}
