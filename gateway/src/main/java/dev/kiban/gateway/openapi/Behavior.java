package dev.kiban.gateway.openapi;

import com.google.protobuf.ByteString;
import com.google.protobuf.CodedInputStream;
import com.google.protobuf.Descriptors.FieldDescriptor;
import com.google.protobuf.UnknownFieldSet;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.HashSet;
import java.util.Set;

/// What `google.api.field_behavior` says of a field (https://google.aip.dev/203), read from the
/// bytes of its options: the program needs no generated class of the annotation.
///
/// @param required clients must set it
/// @param readOnly only services set it
/// @param writeOnly only clients set it
record Behavior(boolean required, boolean readOnly, boolean writeOnly) {
    private static final int ANNOTATION = 1052;
    private static final long REQUIRED = 2;
    private static final long OUTPUT_ONLY = 3;
    private static final long INPUT_ONLY = 4;

    static Behavior of(FieldDescriptor field) {
        try {
            Set<Long> words = words(field);
            return new Behavior(
                    words.contains(REQUIRED),
                    words.contains(OUTPUT_ONLY),
                    words.contains(INPUT_ONLY));
        } catch (IOException e) {
            throw new UncheckedIOException("the options of " + field + " cannot be read", e);
        }
    }

    /// One by one, or packed.
    private static Set<Long> words(FieldDescriptor field) throws IOException {
        UnknownFieldSet options = UnknownFieldSet.parseFrom(field.getOptions().toByteString());
        UnknownFieldSet.Field annotation = options.getField(ANNOTATION);
        Set<Long> words = new HashSet<>(annotation.getVarintList());
        for (ByteString packed : annotation.getLengthDelimitedList()) {
            CodedInputStream in = packed.newCodedInput();
            while (!in.isAtEnd()) {
                words.add(in.readUInt64());
            }
        }
        return words;
    }
}
