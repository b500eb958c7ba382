package dev.kiban.transcode;

import com.google.protobuf.Descriptors.FieldDescriptor;

/// How a value looks on the wire.
enum Kind {
    BOOL(WireType.VARINT),
    INT32(WireType.VARINT),
    SINT32(WireType.VARINT),
    UINT32(WireType.VARINT),
    INT64(WireType.VARINT),
    SINT64(WireType.VARINT),
    UINT64(WireType.VARINT),
    ENUM(WireType.VARINT),
    FIXED32(WireType.FIXED32),
    SFIXED32(WireType.FIXED32),
    FLOAT(WireType.FIXED32),
    FIXED64(WireType.FIXED64),
    SFIXED64(WireType.FIXED64),
    DOUBLE(WireType.FIXED64),
    STRING(WireType.LENGTH),
    BYTES(WireType.LENGTH),
    MESSAGE(WireType.LENGTH),
    /// A message between a start and an end tag: a proto2 group, or `DELIMITED` in editions.
    GROUP(WireType.START_GROUP);

    final int wireType;

    Kind(int wireType) {
        this.wireType = wireType;
    }

    static Kind of(FieldDescriptor field) {
        return switch (field.getType()) {
            case BOOL -> BOOL;
            case INT32 -> INT32;
            case SINT32 -> SINT32;
            case UINT32 -> UINT32;
            case INT64 -> INT64;
            case SINT64 -> SINT64;
            case UINT64 -> UINT64;
            case ENUM -> ENUM;
            case FIXED32 -> FIXED32;
            case SFIXED32 -> SFIXED32;
            case FLOAT -> FLOAT;
            case FIXED64 -> FIXED64;
            case SFIXED64 -> SFIXED64;
            case DOUBLE -> DOUBLE;
            case STRING -> STRING;
            case BYTES -> BYTES;
            case MESSAGE -> MESSAGE;
            case GROUP -> GROUP;
        };
    }

    /// Whether its JSON is a string in any case, so that it can be a key as it is.
    boolean isQuoted() {
        return switch (this) {
            case STRING, BYTES, INT64, SINT64, UINT64, FIXED64, SFIXED64 -> true;
            case BOOL,
                    INT32,
                    SINT32,
                    UINT32,
                    FIXED32,
                    SFIXED32,
                    FLOAT,
                    DOUBLE,
                    ENUM,
                    MESSAGE,
                    GROUP ->
                    false;
        };
    }

    boolean isMessage() {
        return this == MESSAGE || this == GROUP;
    }
}
