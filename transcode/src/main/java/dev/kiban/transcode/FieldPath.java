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

    /// The last field, with its tag, out of the messages that [TextToWire] has wrapped around it.
    public Slice leafOf(Slice wire) {
        WireCursor in =
                new WireCursor(
                        Slice.of(Arrays.copyOfRange(wire.bytes, wire.from, wire.to)),
                        JsonOptions.DEFAULT,
                        Limits.DEFAULT);
        for (FieldEntry step : steps.subList(0, steps.size() - 1)) {
            in.tag();
            if (step.kind == Kind.GROUP) {
                in.end -= ByteSink.varintSize(WireType.tag(step.number, WireType.END_GROUP));
            } else {
                in.end = in.lengthEnd();
            }
        }
        return new Slice(in.bytes, in.pos, in.end);
    }

    /// In proto names, with dots.
    @Override
    public String toString() {
        return steps.stream().map(step -> step.name).collect(Collectors.joining("."));
    }
}
