package dev.kiban.transcode;

import com.google.protobuf.ByteString;
import com.google.protobuf.DescriptorProtos.FileDescriptorSet;
import com.google.protobuf.Descriptors.FieldDescriptor;
import com.google.protobuf.Descriptors.FieldDescriptor.JavaType;
import com.google.protobuf.Message;
import java.util.List;
import java.util.Random;

/// Changes descriptors as no compiler would write them: a name, a number or an option here, a field
/// too many or too few there.
final class OddDescriptors {

    private static final int[] NUMBERS = {-1, 0, 1, 2, 3, 17, 1000, 1 << 29, Integer.MAX_VALUE};
    private static final List<String> NAMES =
            List.of(
                    "",
                    ".",
                    "id",
                    "key",
                    "value",
                    "Int32Value",
                    "Timestamp",
                    "google.protobuf",
                    ".kiban.test.Book",
                    ".kiban.test.All",
                    ".kiban.test.All.LabelsEntry",
                    ".kiban.test.Genre",
                    ".google.protobuf.Timestamp",
                    ".google.protobuf.Struct",
                    "kiban/test/library.proto",
                    "google/protobuf/wrappers.proto",
                    "proto2",
                    "proto3",
                    "editions");

    private final Random random;

    OddDescriptors(Random random) {
        this.random = random;
    }

    /// The same with some parts changed.
    FileDescriptorSet of(FileDescriptorSet valid) {
        Message odd = valid;
        for (int i = random.nextInt(4); i >= 0; i--) {
            odd = changed(odd);
        }
        return (FileDescriptorSet) odd;
    }

    private Message changed(Message message) {
        List<FieldDescriptor> parts =
                message.getAllFields().keySet().stream()
                        .filter(field -> field.getJavaType() == JavaType.MESSAGE)
                        .toList();
        Message.Builder builder = message.toBuilder();
        if (parts.isEmpty() || random.nextInt(6) == 0) {
            changeOneField(builder);
        } else {
            changeWithin(builder, oneOf(parts));
        }
        return builder.buildPartial();
    }

    private void changeOneField(Message.Builder builder) {
        FieldDescriptor field = oneOf(builder.getDescriptorForType().getFields());
        if (random.nextInt(3) == 0) {
            builder.clearField(field);
        } else if (field.isRepeated()) {
            builder.addRepeatedField(field, value(field, builder));
        } else {
            builder.setField(field, value(field, builder));
        }
    }

    private void changeWithin(Message.Builder builder, FieldDescriptor part) {
        if (!part.isRepeated()) {
            builder.setField(part, changed((Message) builder.getField(part)));
            return;
        }
        int index = random.nextInt(builder.getRepeatedFieldCount(part));
        Message element = (Message) builder.getRepeatedField(part, index);
        if (random.nextInt(8) == 0) {
            builder.addRepeatedField(part, changed(element));
        } else {
            builder.setRepeatedField(part, index, changed(element));
        }
    }

    private Object value(FieldDescriptor field, Message.Builder builder) {
        return switch (field.getJavaType()) {
            case INT -> NUMBERS[random.nextInt(NUMBERS.length)];
            case LONG -> random.nextLong();
            case FLOAT -> random.nextFloat();
            case DOUBLE -> random.nextDouble();
            case BOOLEAN -> random.nextBoolean();
            case STRING -> oneOf(NAMES);
            case BYTE_STRING -> ByteString.copyFromUtf8(oneOf(NAMES));
            case ENUM -> oneOf(field.getEnumType().getValues());
            case MESSAGE -> changed(builder.newBuilderForField(field).buildPartial());
        };
    }

    private <T> T oneOf(List<T> values) {
        return values.get(random.nextInt(values.size()));
    }
}
