package dev.kiban.transcode.http;

import com.google.protobuf.CodedOutputStream;
import com.google.protobuf.Descriptors.FieldDescriptor;
import com.google.protobuf.WireFormat;
import dev.kiban.transcode.ByteSink;
import dev.kiban.transcode.Slice;

/// Writes the few pieces of protobuf that do not come from the codec.
final class WireOut {
    private WireOut() {}

    /// Writes a field of the length-delimited kind: text, bytes or a message.
    static void field(int number, Slice content, ByteSink sink) {
        open(number, content.length(), sink);
        sink.write(content.array(), content.from(), content.to());
    }

    /// Writes a field of a small number that is not negative.
    static void number(int number, int value, ByteSink sink) {
        tag(number, WireFormat.WIRETYPE_VARINT, sink);
        varint(value, sink);
    }

    /// Writes the tag and the length of such a field, whose content is to follow.
    static void open(int number, int length, ByteSink sink) {
        tag(number, WireFormat.WIRETYPE_LENGTH_DELIMITED, sink);
        varint(length, sink);
    }

    /// How many bytes such a field takes; none if it is empty, for then it is left out.
    static int size(int number, int length) {
        return length == 0
                ? 0
                : CodedOutputStream.computeTagSize(number)
                        + CodedOutputStream.computeUInt32SizeNoTag(length)
                        + length;
    }

    /// Writes a message as that field: after its length, or as a group between two tags.
    static void message(FieldDescriptor field, Slice content, ByteSink sink) {
        int number = field.getNumber();
        if (field.getType() != FieldDescriptor.Type.GROUP) {
            field(number, content, sink);
            return;
        }
        tag(number, WireFormat.WIRETYPE_START_GROUP, sink);
        sink.write(content.array(), content.from(), content.to());
        tag(number, WireFormat.WIRETYPE_END_GROUP, sink);
    }

    private static void tag(int number, int wireType, ByteSink sink) {
        varint(number << 3 | wireType, sink);
    }

    private static void varint(int value, ByteSink sink) {
        int rest = value;
        while ((rest & ~0x7F) != 0) {
            sink.write(rest | 0x80);
            rest >>>= 7;
        }
        sink.write(rest);
    }
}
