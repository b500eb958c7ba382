package dev.kiban.transcode;

import dev.kiban.transcode.JsonOptions.EnumFormat;
import org.jspecify.annotations.Nullable;

/// A place in wire bytes, and what one call of [WireToJson] keeps while it reads.
final class WireCursor {

    private static final long GROUP_FACTOR = 4;

    /// The bytes; exchanged for others while scattered pieces of one message are read.
    byte[] bytes;

    int pos;

    /// Where the message that is being read ends.
    int end;

    /// Expect fields in any order and several times. When not set, such fields are a [Scattered].
    boolean careful;

    final boolean printsEnumNumbers;

    private final int start;
    private final int maxDepth;
    private int depth;

    /// How many more bytes may be copied to put scattered messages together.
    private int mergeBudget;

    /// How many more bytes may be walked over to find the ends of groups.
    private long groupBudget;

    private @Nullable ByteSink scratch;

    WireCursor(Slice wire, JsonOptions options, Limits limits) {
        printsEnumNumbers = options.enums() == EnumFormat.NUMBER;
        bytes = wire.bytes;
        pos = wire.from;
        start = wire.from;
        end = wire.to;
        maxDepth = limits.maxDepth();
        mergeBudget = limits.maxBytes();
        groupBudget = GROUP_FACTOR * limits.maxBytes();
    }

    /// Where a value is put together before it is printed: valid until the next one.
    ByteSink scratch() {
        if (scratch == null) {
            scratch = new ByteSink(bytes.length);
        }
        return scratch.reset();
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

    /// To be called for each group whose end was looked for.
    void payForGroup(int count) {
        groupBudget -= count;
        if (groupBudget < 0) {
            throw Refusal.tooLarge("the message has too many groups in groups");
        }
    }

    int tag() {
        int at = pos;
        if (at < end) {
            byte first = bytes[at];
            if (first >= 8) {
                pos = at + 1;
                return first;
            }
        }
        return longTag();
    }

    private int longTag() {
        long tag = varint();
        if (tag >>> 32 != 0 || tag >>> 3 == 0) {
            throw broken("a tag is not valid");
        }
        return (int) tag;
    }

    long varint() {
        int at = pos;
        if (at < end) {
            byte first = bytes[at];
            if (first >= 0) {
                pos = at + 1;
                return first;
            }
        }
        return longVarint();
    }

    /// One of two bytes or more: as a word, if there are so many bytes left in the array and its
    /// end is among them.
    private long longVarint() {
        int at = pos;
        if (at > bytes.length - Long.BYTES) {
            return varintByBytes();
        }
        long word = (long) Words.LONG.get(bytes, at);
        int count = Words.varintSize(word);
        if (count > Long.BYTES) {
            return varintByBytes();
        }
        if (count > end - at) {
            throw truncated();
        }
        pos = at + count;
        return Words.varint(word);
    }

    /// Ends where the bytes say, not by a count: a compiler would take a counted loop apart for
    /// many rounds, and there are two or three.
    private long varintByBytes() {
        int at = pos;
        int shift = 0;
        long value = 0;
        byte next;
        do {
            if (at >= end) {
                throw truncated();
            }
            if (shift >= Long.SIZE) {
                throw broken("a varint is longer than ten bytes");
            }
            next = bytes[at++];
            value |= (long) (next & 0x7F) << shift;
            shift += 7;
        } while (next < 0);
        pos = at;
        return value;
    }

    /// Whether what follows is the zero value of this wire type, as writers that write it at all
    /// write it.
    boolean isZero(int wireType) {
        if (pos >= end || bytes[pos] != 0) {
            return false;
        }
        return switch (wireType) {
            case WireType.FIXED32 ->
                    end - pos >= Integer.BYTES && (int) Words.INT.get(bytes, pos) == 0;
            case WireType.FIXED64 ->
                    end - pos >= Long.BYTES && (long) Words.LONG.get(bytes, pos) == 0;
            default -> true;
        };
    }

    int fixed32() {
        int at = pos;
        if (end - at < Integer.BYTES) {
            throw truncated();
        }
        pos = at + Integer.BYTES;
        return (int) Words.INT.get(bytes, at);
    }

    long fixed64() {
        int at = pos;
        if (end - at < Long.BYTES) {
            throw truncated();
        }
        pos = at + Long.BYTES;
        return (long) Words.LONG.get(bytes, at);
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
    /// like any message: as the bytes up to an end. Nested groups are walked over once for each
    /// level, hence the budget.
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
        if (tag == field.tag || (field.packable && tag == field.packedTag)) {
            return tag;
        }
        pos = start;
        return 0;
    }

    Refusal truncated() {
        return broken("the message is cut off");
    }

    Refusal broken(String what) {
        return Refusal.invalid("broken protobuf at byte " + (pos - start) + ": " + what);
    }
}
