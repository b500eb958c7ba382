package dev.kiban.transcode.http;

import com.google.protobuf.CodedInputStream;
import com.google.protobuf.CodedOutputStream;
import com.google.protobuf.WireFormat;
import dev.kiban.transcode.ByteSink;
import dev.kiban.transcode.Refusal;
import dev.kiban.transcode.Slice;
import java.io.IOException;

/// Goes over the fields of a protobuf message, for the few that are handled here and not by the
/// codec. Nothing is copied.
final class WireReader {
    private final Slice message;
    private final CodedInputStream in;
    private int tag;
    private int start;
    private int contentStart;
    private int contentEnd;
    private int end;

    WireReader(Slice message) {
        this.message = message;
        in = CodedInputStream.newInstance(message.array(), message.from(), message.length());
    }

    /// The message in a field, whole even if it comes in several pieces: the wire format merges
    /// them when they stand one after the other.
    static Slice message(Slice wire, int number) {
        Slice found = new Slice(wire.array(), wire.to(), wire.to());
        int pieces = 0;
        for (WireReader reader = new WireReader(wire); reader.next(); ) {
            if (reader.number() == number) {
                found = reader.content();
                pieces++;
            }
        }
        return pieces <= 1 ? found : merged(wire, number);
    }

    private static Slice merged(Slice wire, int number) {
        ByteSink merged = new ByteSink(wire.length());
        for (WireReader reader = new WireReader(wire); reader.next(); ) {
            if (reader.number() == number) {
                Slice piece = reader.content();
                merged.write(piece.array(), piece.from(), piece.to());
            }
        }
        return merged.slice();
    }

    /// Steps to the next field.
    ///
    /// @return false at the end of the message
    /// @throws Refusal if the message is broken
    boolean next() {
        try {
            start = position();
            tag = in.readTag();
            contentStart = position();
            if (tag == 0) {
                return false;
            }
            skip();
            end = position();
            return true;
        } catch (IOException e) {
            throw Refusal.invalid("this is not a protobuf message: " + e.getMessage());
        }
    }

    private void skip() throws IOException {
        switch (WireFormat.getTagWireType(tag)) {
            case WireFormat.WIRETYPE_LENGTH_DELIMITED -> {
                int length = in.readRawVarint32();
                contentStart = position();
                in.skipRawBytes(length);
                contentEnd = position();
            }
            case WireFormat.WIRETYPE_START_GROUP -> {
                in.skipField(tag);
                int endTag = tag - WireFormat.WIRETYPE_START_GROUP + WireFormat.WIRETYPE_END_GROUP;
                contentEnd = position() - CodedOutputStream.computeUInt32SizeNoTag(endTag);
            }
            case WireFormat.WIRETYPE_END_GROUP ->
                    throw Refusal.invalid("this is not a protobuf message: a group ends too soon");
            default -> {
                in.skipField(tag);
                contentEnd = contentStart;
            }
        }
    }

    private int position() {
        return message.from() + in.getTotalBytesRead();
    }

    int number() {
        return WireFormat.getTagFieldNumber(tag);
    }

    /// Is this the field of that number, and text, bytes or a message?
    boolean isAt(int number) {
        return tag == (number << 3 | WireFormat.WIRETYPE_LENGTH_DELIMITED);
    }

    /// The field with its tag.
    Slice field() {
        return new Slice(message.array(), start, end);
    }

    /// What is in a text, bytes or a message; empty for a field of another kind.
    Slice content() {
        return new Slice(message.array(), contentStart, contentEnd);
    }
}
