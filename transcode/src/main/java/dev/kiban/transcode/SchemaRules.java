package dev.kiban.transcode;

import com.google.protobuf.Descriptors.Descriptor;
import com.google.protobuf.Descriptors.FieldDescriptor;
import com.google.protobuf.Descriptors.FieldDescriptor.JavaType;
import org.jspecify.annotations.Nullable;

/// What the codec takes for granted of messages and `protoc` sees to, but a descriptor set may
/// break that something else has made.
final class SchemaRules {

    private static final int MAX_NUMBER = (1 << 29) - 1;
    private static final int KEY = 1;
    private static final int VALUE = 2;

    private SchemaRules() {}

    /// @throws SchemaFault if the message cannot be what it says it is
    static void require(Descriptor message) {
        if (message.getOptions().getMapEntry() && !isMapEntry(message)) {
            throw fault(message, "' is an entry of a map, but not of the form of one");
        }
        if (WellKnown.of(message.getFullName()) != WellKnown.NONE && !isStandard(message)) {
            throw fault(message, "' has other fields than protobuf says");
        }
    }

    /// @throws SchemaFault if the field of the message, or its extension, has a number that no tag
    ///     can have
    static void requireNumber(FieldDescriptor field) {
        if (field.getNumber() > MAX_NUMBER) {
            throw fault(
                    field.getContainingType(), "' has a field number larger than " + MAX_NUMBER);
        }
    }

    private static SchemaFault fault(Descriptor message, String what) {
        String file = message.getFile().getName();
        return new SchemaFault("'" + file + "' is not valid: '" + message.getFullName() + what);
    }

    private static boolean isMapEntry(Descriptor message) {
        FieldDescriptor key = message.findFieldByNumber(KEY);
        FieldDescriptor value = message.findFieldByNumber(VALUE);
        return message.getFields().size() == 2
                && key != null
                && value != null
                && !key.isRepeated()
                && !value.isRepeated()
                && isMapKey(key.getJavaType())
                && value.getType() != FieldDescriptor.Type.GROUP;
    }

    private static boolean isMapKey(JavaType type) {
        return switch (type) {
            case BOOLEAN, INT, LONG, STRING -> true;
            case FLOAT, DOUBLE, BYTE_STRING, ENUM, MESSAGE -> false;
        };
    }

    private static boolean isStandard(Descriptor message) {
        Descriptor standard = DescriptorFiles.wellKnown(message.getFullName());
        return message.getFields().size() == standard.getFields().size()
                && standard.getFields().stream()
                        .allMatch(
                                field ->
                                        isSame(
                                                field,
                                                message.findFieldByNumber(field.getNumber())));
    }

    private static boolean isSame(FieldDescriptor standard, @Nullable FieldDescriptor field) {
        return field != null
                && field.getType() == standard.getType()
                && field.isRepeated() == standard.isRepeated()
                && isInOneof(field) == isInOneof(standard)
                && (field.getJavaType() != JavaType.MESSAGE
                        || field.getMessageType()
                                .getFullName()
                                .equals(standard.getMessageType().getFullName()));
    }

    private static boolean isInOneof(FieldDescriptor field) {
        return field.getRealContainingOneof() != null;
    }
}
