package dev.kiban.transcode;

import com.google.protobuf.Descriptors.Descriptor;
import com.google.protobuf.DynamicMessage;
import com.google.protobuf.InvalidProtocolBufferException;
import com.google.protobuf.util.JsonFormat;

/// The same translations by protobuf-java-util, to compare with.
final class Oracle {

    private static final JsonFormat.TypeRegistry TYPES =
            JsonFormat.TypeRegistry.newBuilder()
                    .add(TestSchemas.ALL.descriptor())
                    .add(TestSchemas.BOOK.descriptor())
                    .build();
    private static final JsonFormat.Parser PARSER = JsonFormat.parser().usingTypeRegistry(TYPES);
    private static final JsonFormat.Printer PRINTER =
            JsonFormat.printer().usingTypeRegistry(TYPES).omittingInsignificantWhitespace();

    private Oracle() {}

    static byte[] wire(MessageType type, String json) {
        DynamicMessage.Builder builder = DynamicMessage.newBuilder(type.descriptor());
        try {
            PARSER.merge(json, builder);
        } catch (InvalidProtocolBufferException e) {
            throw new IllegalArgumentException(e);
        }
        return builder.build().toByteArray();
    }

    static String printed(MessageType type, byte[] wire) {
        try {
            return PRINTER.print(message(type.descriptor(), wire));
        } catch (InvalidProtocolBufferException e) {
            throw new IllegalArgumentException(e);
        }
    }

    static DynamicMessage message(Descriptor type, byte[] wire)
            throws InvalidProtocolBufferException {
        return DynamicMessage.parseFrom(type, wire);
    }
}
