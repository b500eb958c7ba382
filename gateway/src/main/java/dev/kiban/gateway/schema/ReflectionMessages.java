package dev.kiban.gateway.schema;

import com.google.protobuf.ByteString;
import com.google.protobuf.CodedInputStream;
import com.google.protobuf.CodedOutputStream;
import com.google.protobuf.WireFormat;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;

/// The messages of [`grpc/reflection/v1/reflection.proto`][1] on the wire. Version `v1alpha` has
/// the same numbers. So few that generated code would be more to carry than these.
///
/// [1]: https://github.com/grpc/grpc-proto/blob/master/grpc/reflection/v1/reflection.proto
final class ReflectionMessages {
    private static final int REQUEST_FILE_BY_FILENAME = 3;
    private static final int REQUEST_FILE_CONTAINING_SYMBOL = 4;
    private static final int REQUEST_LIST_SERVICES = 7;

    private static final int REPLY_FILES = 4;
    private static final int REPLY_SERVICES = 6;
    private static final int REPLY_ERROR = 7;

    private static final int FILES_PROTO = 1;
    private static final int SERVICES_SERVICE = 1;
    private static final int SERVICE_NAME = 1;
    private static final int ERROR_MESSAGE = 2;

    private ReflectionMessages() {}

    static byte[] listServices() {
        return request(REQUEST_LIST_SERVICES, "*");
    }

    static byte[] fileContaining(String symbol) {
        return request(REQUEST_FILE_CONTAINING_SYMBOL, symbol);
    }

    static byte[] file(String name) {
        return request(REQUEST_FILE_BY_FILENAME, name);
    }

    /// One reply.
    ///
    /// @throws IOException if it is not a `ServerReflectionResponse`
    static Reply reply(byte[] message) throws IOException {
        List<ByteString> files = new ArrayList<>();
        List<String> services = new ArrayList<>();
        String error = "";
        CodedInputStream input = CodedInputStream.newInstance(message);
        for (int tag = input.readTag(); tag != 0; tag = input.readTag()) {
            if (tag == lengthDelimited(REPLY_FILES)) {
                files.addAll(parts(input.readBytes(), FILES_PROTO));
            } else if (tag == lengthDelimited(REPLY_SERVICES)) {
                for (ByteString service : parts(input.readBytes(), SERVICES_SERVICE)) {
                    parts(service, SERVICE_NAME).forEach(name -> services.add(name.toStringUtf8()));
                }
            } else if (tag == lengthDelimited(REPLY_ERROR)) {
                error = "no reason given";
                for (ByteString text : parts(input.readBytes(), ERROR_MESSAGE)) {
                    error = text.toStringUtf8();
                }
            } else {
                input.skipField(tag);
            }
        }
        return new Reply(files, services, error);
    }

    /// What a reply carries; only one of these is not empty.
    ///
    /// @param files serialized `FileDescriptorProto`s
    record Reply(List<ByteString> files, List<String> services, String error) {}

    private static byte[] request(int field, String value) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream(value.length() + 8);
        try {
            CodedOutputStream output = CodedOutputStream.newInstance(bytes);
            output.writeString(field, value);
            output.flush();
        } catch (IOException e) {
            throw new UncheckedIOException(e); // cannot happen: memory does not fail to be written
        }
        return bytes.toByteArray();
    }

    /// The values of one repeated field of strings, bytes or messages.
    private static List<ByteString> parts(ByteString message, int field) throws IOException {
        List<ByteString> parts = new ArrayList<>();
        CodedInputStream input = message.newCodedInput();
        for (int tag = input.readTag(); tag != 0; tag = input.readTag()) {
            if (tag == lengthDelimited(field)) {
                parts.add(input.readBytes());
            } else {
                input.skipField(tag);
            }
        }
        return parts;
    }

    private static int lengthDelimited(int field) {
        return field << 3 | WireFormat.WIRETYPE_LENGTH_DELIMITED;
    }
}
