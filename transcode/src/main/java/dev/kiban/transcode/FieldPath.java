package dev.kiban.transcode;

import com.google.protobuf.Descriptors.FieldDescriptor;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;

/// The way from a message to one of its fields, through singular messages: `book.id`. Made by
/// [MessageType#path].
public final class FieldPath {

    final List<FieldEntry> steps;

    FieldPath(List<FieldEntry> steps) {
        this.steps = List.copyOf(steps);
    }

    FieldEntry last() {
        return steps.getLast();
    }

    /// The fields on the way, the last one included.
    public List<FieldDescriptor> fields() {
        return steps.stream().map(step -> step.descriptor).toList();
    }

    /// The field that the path leads to.
    public FieldDescriptor field() {
        return last().descriptor;
    }

    /// The last field, with its tag, out of the messages that [TextToWire] has wrapped around it;
    /// copied.
    public Slice leafOf(Slice wire) {
        byte[] copy = Arrays.copyOfRange(wire.bytes, wire.from, wire.to);
        int at = 0;
        int end = copy.length;
        for (FieldEntry step : steps.subList(0, steps.size() - 1)) {
            at = afterVarint(copy, at);
            if (step.kind == Kind.GROUP) {
                end -= ByteSink.varintSize(WireType.tag(step.number, WireType.END_GROUP));
            } else {
                at = afterVarint(copy, at);
            }
        }
        return new Slice(copy, at, end);
    }

    private static int afterVarint(byte[] bytes, int from) {
        int at = from;
        while (bytes[at] < 0) {
            at++;
        }
        return at + 1;
    }

    /// In proto names, with dots.
    @Override
    public String toString() {
        return steps.stream().map(step -> step.name).collect(Collectors.joining("."));
    }
}
