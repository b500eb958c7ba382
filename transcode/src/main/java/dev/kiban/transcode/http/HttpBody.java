package dev.kiban.transcode.http;

import com.google.protobuf.Descriptors.Descriptor;
import dev.kiban.transcode.ByteSink;
import dev.kiban.transcode.Refusal;
import dev.kiban.transcode.Slice;

/// A `google.api.HttpBody`: content of any kind, and its type.
///
/// @param contentType printable; `application/octet-stream` if the message names none
/// @param data a part of the message, not copied
public record HttpBody(String contentType, Slice data) {
    private static final String TYPE = "google.api.HttpBody";
    private static final int CONTENT_TYPE = 1;
    private static final int DATA = 2;
    private static final String OCTETS = "application/octet-stream";
    private static final Slice EMPTY = Slice.of(new byte[0]);

    static boolean is(Descriptor message) {
        return message.getFullName().equals(TYPE);
    }

    /// Writes the fields of the message.
    ///
    /// @param contentType ASCII, as headers are; empty is none
    static void write(String contentType, Slice data, ByteSink sink) {
        if (!contentType.isEmpty()) {
            WireOut.field(CONTENT_TYPE, Slice.utf8(contentType), sink);
        }
        if (data.length() > 0) {
            WireOut.field(DATA, data, sink);
        }
    }

    /// Writes the message as a field of another one.
    static void write(int field, String contentType, Slice data, ByteSink sink) {
        int head = WireOut.size(CONTENT_TYPE, contentType.length());
        WireOut.open(field, head + WireOut.size(DATA, data.length()), sink);
        write(contentType, data, sink);
    }

    /// Reads the message. Of several values of one field, the last one holds.
    ///
    /// @throws Refusal if the bytes are no such message
    static HttpBody read(Slice wire) {
        Slice type = EMPTY;
        Slice data = EMPTY;
        WireReader reader = new WireReader(wire);
        while (reader.next()) {
            if (reader.isAt(CONTENT_TYPE)) {
                type = reader.content();
            } else if (reader.isAt(DATA)) {
                data = reader.content();
            }
        }
        return new HttpBody(printable(type.toString()), data);
    }

    /// A content type becomes a header, and must not be able to become two.
    private static String printable(String type) {
        boolean plain = type.chars().allMatch(c -> c >= ' ' && c <= '~');
        return plain && !type.isBlank() ? type : OCTETS;
    }
}
