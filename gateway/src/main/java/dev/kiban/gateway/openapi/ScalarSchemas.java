package dev.kiban.gateway.openapi;

import com.google.protobuf.Descriptors.FieldDescriptor;
import dev.kiban.kernel.Json;

/// Scalars as ProtoJSON has them: numbers of 64 bits are text, since JavaScript has none.
final class ScalarSchemas {
    private ScalarSchemas() {}

    /// @throws IllegalArgumentException if it is no scalar
    static Json of(FieldDescriptor.Type type) {
        return switch (type) {
            case BOOL -> Members.of("type", "boolean").json();
            case INT32, SINT32, SFIXED32 -> formatted("integer", "int32");
            case UINT32, FIXED32 ->
                    Members.of("type", "integer")
                            .and("format", "uint32")
                            .and("minimum", Json.number(0))
                            .json();
            case INT64, SINT64, SFIXED64 -> formatted("string", "int64");
            case UINT64, FIXED64 -> formatted("string", "uint64");
            case FLOAT -> formatted("number", "float");
            case DOUBLE -> formatted("number", "double");
            case STRING -> Members.of("type", "string").json();
            case BYTES -> Members.of("type", "string").and("contentEncoding", "base64").json();
            case MESSAGE, GROUP, ENUM -> throw new IllegalArgumentException(type + " is no scalar");
        };
    }

    static Json formatted(String type, String format) {
        return Members.of("type", type).and("format", format).json();
    }
}
