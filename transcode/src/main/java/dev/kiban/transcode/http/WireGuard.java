package dev.kiban.transcode.http;

import com.google.protobuf.Descriptors.FieldDescriptor;
import com.google.protobuf.Descriptors.OneofDescriptor;
import dev.kiban.transcode.Refusal;
import dev.kiban.transcode.Slice;
import java.util.Arrays;
import java.util.List;

/// A field that the URL has set and a protobuf body must leave alone.
///
/// @param steps the way to the field, from the message of the body
/// @param wire the field itself, tag and value
record WireGuard(List<FieldDescriptor> steps, Slice wire) {

    /// Checks that a body holds together and heeds all guards. Only messages on the way to guarded
    /// fields are looked into; the rest is for the service to read.
    ///
    /// @throws Refusal if the body is broken, or sets a guarded field to another value
    static void check(Slice body, List<WireGuard> guards) {
        WireReader reader = new WireReader(body);
        while (reader.next()) {
            for (WireGuard guard : guards) {
                guard.check(reader);
            }
        }
    }

    private void check(WireReader reader) {
        FieldDescriptor step = steps.getFirst();
        if (reader.number() != step.getNumber()) {
            requireOtherOneof(step, reader.number());
        } else if (steps.size() > 1) {
            checkWithin(step, reader.content());
        } else if (step.isRepeated() || !isSame(reader.field())) {
            throw refusal(step, "the URL has already set this field, to another value");
        }
    }

    private void checkWithin(FieldDescriptor step, Slice content) {
        try {
            check(content, List.of(new WireGuard(steps.subList(1, steps.size()), wire)));
        } catch (Refusal e) {
            throw e.inField(step.getName());
        }
    }

    private boolean isSame(Slice field) {
        return Arrays.equals(
                field.array(), field.from(), field.to(), wire.array(), wire.from(), wire.to());
    }

    private static void requireOtherOneof(FieldDescriptor step, int number) {
        OneofDescriptor oneof = step.getRealContainingOneof();
        FieldDescriptor other = step.getContainingType().findFieldByNumber(number);
        if (oneof != null && other != null && other.getRealContainingOneof() == oneof) {
            throw refusal(
                    other,
                    "the URL has already set '%s', and only one of the two can be set"
                            .formatted(step.getName()));
        }
    }

    private static Refusal refusal(FieldDescriptor field, String why) {
        return Refusal.invalid(why).inField(field.getName());
    }
}
