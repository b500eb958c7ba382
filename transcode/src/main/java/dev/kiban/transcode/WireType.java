package dev.kiban.transcode;

/// The low three bits of a tag.
final class WireType {

    static final int VARINT = 0;
    static final int FIXED64 = 1;
    static final int LENGTH = 2;
    static final int START_GROUP = 3;
    static final int END_GROUP = 4;
    static final int FIXED32 = 5;

    private WireType() {}

    static int of(int tag) {
        return tag & 7;
    }

    static int tag(int number, int wireType) {
        return number << 3 | wireType;
    }
}
