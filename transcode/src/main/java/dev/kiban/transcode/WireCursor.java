package dev.kiban.transcode;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/// A place in wire bytes, and what one call of [WireToJson] keeps while it reads.
final class WireCursor {

    private static final VarHandle INT =
            MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.LITTLE_ENDIAN);

    /// The bytes; exchanged for others while scattered pieces of one message are read.
    byte[] bytes;

    int pos;

    /// Where the message that is being read ends.
    int end;

    final SeenFields seen = new SeenFields();

    /// Expect fields in any order and several times. When not set, such fields are a [Scattered].
    boolean careful;

    private final int maxDepth;
    private int depth;

    /// How many more bytes may be copied to put scattered messages together.
    private int mergeBudget;

    WireCursor(Slice wire, Limits limits) {
        bytes = wire.bytes;
        pos = wire.from;
        end = wire.to;
        maxDepth = limits.maxDepth();
        mergeBudget = limits.maxBytes();
    }

    void descend() {
        if (++depth > maxDepth) {
            throw Refusal.invalid("nested deeper than " + maxDepth + " levels");
        }
    }

    void ascend() {
        depth--;
    }

    /// Pieces of one message, put one after the other, are that message merged. Each level may do
    /// so again, hence the budget.
    void payForMerge(int count) {
        mergeBudget -= count;
        if (mergeBudget < 0) {
            throw Refusal.tooLarge("the message is in too many scattered pieces");
        }
    }

    int tag() {
        int at = pos;
        if (at < end && bytes[at] >= 0) {
            int tag = bytes[at];
            if (tag >= 8) {
                pos = at + 1;
                return tag;
            }
        }
        long tag = varint();
        if (tag >>> 32 != 0 || tag >>> 3 == 0) {
            throw broken("a tag is not valid");
        }
        return (int) tag;
    }

    long varint() {
        int at = pos;
        if (at < end && bytes[at] >= 0) {
            pos = at + 1;
            return bytes[at];
        }
        long value = 0;
        for (int shift = 0; shift < 64; shift += 7) {
            if (at >= end) {
                throw truncated();
            }
            byte next = bytes[at++];
            value |= (long) (next & 0x7F) << shift;
            if (next >= 0) {
                pos = at;
                return value;
            }
        }
        throw broken("a varint is longer than ten bytes");
    }

    int fixed32() {
        int at = pos;
        if (end - at < Integer.BYTES) {
            throw truncated();
        }
        pos = at + Integer.BYTES;
        return (int) INT.get(bytes, at);
    }

    long fixed64() {
        int at = pos;
        if (end - at < Long.BYTES) {
            throw truncated();
        }
        pos = at + Long.BYTES;
        return (long) Utf8.LONG.get(bytes, at);
    }

    /// Reads a length.
    ///
    /// @return where what has that length ends
    int lengthEnd() {
        long length = varint();
        if (length < 0 || length > end - pos) {
            throw truncated();
        }
        return pos + (int) length;
    }

    /// Steps over the value behind this tag.
    void skip(int tag) {
        switch (WireType.of(tag)) {
            case WireType.VARINT -> varint();
            case WireType.FIXED64 -> fixed64();
            case WireType.FIXED32 -> fixed32();
            case WireType.LENGTH -> pos = lengthEnd();
            case WireType.START_GROUP -> skipGroup(tag >>> 3);
            case WireType.END_GROUP -> throw broken("a group ends that has not begun");
            default -> throw broken("a tag has no wire type");
        }
    }

    private void skipGroup(int number) {
        groupEnd(number);
        tag();
    }

    /// Steps up to the end tag of the group that has just begun, so that what is in it can be read
    /// like any message: as the bytes up to an end. This walks nested groups once for each level,
    /// which few messages have.
    ///
    /// @return where the end tag starts
    int groupEnd(int number) {
        descend();
        while (true) {
            int start = pos;
            int tag = tag();
            if (WireType.of(tag) == WireType.END_GROUP) {
                if (tag >>> 3 != number) {
                    throw broken("a group ends that has not begun");
                }
                ascend();
                pos = start;
                return start;
            }
            skip(tag);
        }
    }

    /// If the next tag is one of this field, steps over it.
    ///
    /// @return the tag, or 0
    int nextTagOf(FieldEntry field) {
        if (pos >= end) {
            return 0;
        }
        int start = pos;
        int tag = tag();
        if (tag == field.tag || field.packable && tag == field.packedTag) {
            return tag;
        }
        pos = start;
        return 0;
    }

    Refusal truncated() {
        return broken("the message is cut off");
    }

    Refusal broken(String what) {
        return Refusal.invalid("broken protobuf at byte " + pos + ": " + what);
    }
}
