package dev.kiban.transcode;

import com.google.protobuf.Descriptors.Descriptor;
import com.google.protobuf.DynamicMessage;
import com.google.protobuf.InvalidProtocolBufferException;
import com.google.protobuf.Message;
import com.google.protobuf.util.JsonFormat;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// The same translations by protobuf-java-util, to compare with.
final class Oracle {

    /// What an `Any` of a test may hold.
    static final List<Descriptor> ANY_TYPES =
            List.of(
                    TestSchemas.BOOK.descriptor(),
                    TestSchemas.ALL.descriptor(),
                    wellKnown("Timestamp"),
                    wellKnown("Duration"),
                    wellKnown("FieldMask"),
                    wellKnown("Struct"),
                    wellKnown("Value"),
                    wellKnown("ListValue"),
                    wellKnown("Int64Value"),
                    wellKnown("BytesValue"),
                    wellKnown("Any"),
                    wellKnown("Empty"));

    private static final JsonFormat.TypeRegistry TYPES =
            JsonFormat.TypeRegistry.newBuilder().add(ANY_TYPES).build();
    private static final JsonFormat.Parser PARSER = JsonFormat.parser().usingTypeRegistry(TYPES);

    static final JsonFormat.Printer COMPACT =
            JsonFormat.printer().usingTypeRegistry(TYPES).omittingInsignificantWhitespace();

    /// As different as JSON of the same message can be.
    static final List<JsonFormat.Printer> PRINTERS =
            List.of(
                    COMPACT,
                    JsonFormat.printer().usingTypeRegistry(TYPES),
                    COMPACT.preservingProtoFieldNames(),
                    COMPACT.printingEnumsAsInts(),
                    COMPACT.alwaysPrintFieldsWithNoPresence());

    private static final Pattern STRING_OR_MINUS_ZERO =
            Pattern.compile(
                    "\"[^\"\\\\]*+(?:\\\\.[^\"\\\\]*+)*+\"|(?<![eE])-0(?:\\.0)?(?![0-9.eE])");

    private Oracle() {}

    private static Descriptor wellKnown(String name) {
        return TestSchemas.SCHEMA.message("google.protobuf." + name).orElseThrow().descriptor();
    }

    static byte[] wire(MessageType type, String json) {
        return read(type, json).toByteArray();
    }

    static DynamicMessage read(MessageType type, String json) {
        DynamicMessage.Builder builder = DynamicMessage.newBuilder(type.descriptor());
        try {
            PARSER.merge(withReadableZeros(json), builder);
        } catch (InvalidProtocolBufferException e) {
            throw new IllegalArgumentException(json, e);
        }
        return builder.build();
    }

    /// `JsonFormat` loses the sign of `-0`, but not that of a number so small that it becomes one.
    private static String withReadableZeros(String json) {
        return STRING_OR_MINUS_ZERO
                .matcher(json)
                .replaceAll(
                        found ->
                                found.group().startsWith("-")
                                        ? "-1e-400"
                                        : Matcher.quoteReplacement(found.group()));
    }

    static DynamicMessage read(MessageType type, byte[] wire) {
        try {
            return DynamicMessage.parseFrom(type.descriptor(), wire);
        } catch (InvalidProtocolBufferException e) {
            throw new IllegalArgumentException(e);
        }
    }

    static String print(Message message, JsonFormat.Printer printer) {
        try {
            return printer.print(message);
        } catch (InvalidProtocolBufferException e) {
            throw new IllegalArgumentException(message.toString(), e);
        }
    }

    /// A text that is the same for equal messages, whatever the order of the entries of a map
    /// within an `Any`.
    static String canonical(Message message) {
        return print(message, COMPACT.sortingMapKeys());
    }

    static String printed(MessageType type, byte[] wire) {
        return print(read(type, wire), COMPACT);
    }
}
