package dev.kiban.transcode.http;

import com.google.protobuf.Descriptors.FieldDescriptor;
import com.google.protobuf.Descriptors.OneofDescriptor;
import dev.kiban.transcode.Refusal;
import dev.kiban.transcode.Slice;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// The fields of one message that the URL has set and a protobuf body must leave alone, by number:
/// each field of a body is looked up once, however many there are of both.
final class WireGuards {

    private sealed interface Guard {
        /// The URL has set this field to this value, given with its tag.
        record Value(FieldDescriptor field, Slice wire) implements Guard {}

        /// The URL has set fields in this message.
        record Within(FieldDescriptor field, WireGuards guards) implements Guard {}

        /// The URL has set another field of the oneof that this one is a member of.
        record Excluded(FieldDescriptor field, FieldDescriptor bySet) implements Guard {}
    }

    private final Map<Integer, Guard> byNumber = new HashMap<>();

    /// Guards a field.
    ///
    /// @param steps the way to the field from the message, the field included
    /// @param wire the field with its tag
    void add(List<FieldDescriptor> steps, Slice wire) {
        FieldDescriptor step = steps.getFirst();
        exclude(step);
        if (steps.size() == 1) {
            byNumber.put(step.getNumber(), new Guard.Value(step, wire));
            return;
        }
        Guard guard =
                byNumber.computeIfAbsent(
                        step.getNumber(), _ -> new Guard.Within(step, new WireGuards()));
        if (guard instanceof Guard.Within(_, WireGuards guards)) {
            guards.add(steps.subList(1, steps.size()), wire);
        }
    }

    private void exclude(FieldDescriptor set) {
        OneofDescriptor oneof = set.getRealContainingOneof();
        if (oneof == null) {
            return;
        }
        for (FieldDescriptor other : oneof.getFields()) {
            if (other != set) {
                byNumber.put(other.getNumber(), new Guard.Excluded(other, set));
            }
        }
    }

    /// Checks that a body holds together and heeds all guards. Only messages on the way to guarded
    /// fields are looked into; the rest is for the service to read.
    ///
    /// @throws Refusal if the body is broken, or sets a guarded field to another value
    void check(Slice body) {
        for (WireReader reader = new WireReader(body); reader.next(); ) {
            Guard guard = byNumber.get(reader.number());
            if (guard != null) {
                check(guard, reader);
            }
        }
    }

    private static void check(Guard guard, WireReader reader) {
        switch (guard) {
            case Guard.Value(FieldDescriptor field, Slice wire) -> {
                if (field.isRepeated() || !isSame(reader.field(), wire)) {
                    throw Refusal.invalid("the URL has already set this field, to another value")
                            .inField(field.getName());
                }
            }
            case Guard.Within(FieldDescriptor field, WireGuards guards) -> {
                try {
                    guards.check(reader.content());
                } catch (Refusal e) {
                    throw e.inField(field.getName());
                }
            }
            case Guard.Excluded(FieldDescriptor field, FieldDescriptor bySet) ->
                    throw Refusal.invalid(
                                    "the URL has already set '%s', and only one of the two can be set"
                                            .formatted(bySet.getName()))
                            .inField(field.getName());
        }
    }

    private static boolean isSame(Slice one, Slice other) {
        return Arrays.equals(
                one.array(), one.from(), one.to(), other.array(), other.from(), other.to());
    }
}
