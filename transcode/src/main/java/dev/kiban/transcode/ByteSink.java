package dev.kiban.transcode;

import java.util.Arrays;

/// Where translated bytes go: an array that grows, up to a hard limit, and is kept for the next
/// message.
///
/// ```java
/// ByteSink sink = new ByteSink(4 << 20);
/// jsonToWire.message(type, Slice.of(json), BodyWatch.NONE, sink);
/// send(sink.array(), 0, sink.length());
/// sink.reset();
/// ```
///
/// Not for use by two threads at a time.
public final class ByteSink {

    /// How much more than needed a caller of [#ensure] may ask for, so that it need not count each
    /// byte.
    static final int SLACK = 64;

    private static final int INITIAL_CAPACITY = 512;
    private static final int MAX_VARINT32 = 5;
    private static final int MAX_VARINT64 = 10;
    private final int limit;

    /// The bytes and how many of them are written: open to this package, whose inner loops write
    /// here.
    byte[] bytes;

    int length;

    /// @param limit the largest length in bytes; more is a [Refusal]
    public ByteSink(int limit) {
        if (limit < 0) {
            throw new IllegalArgumentException("limit must not be negative: " + limit);
        }
        this.limit = limit;
        this.bytes = new byte[Math.min(limit, INITIAL_CAPACITY) + SLACK];
    }

    /// Forgets what was written and keeps the array.
    public ByteSink reset() {
        length = 0;
        return this;
    }

    /// The array that holds the bytes 0 to [#length]; another one after the next write.
    public byte[] array() {
        return bytes;
    }

    public int length() {
        return length;
    }

    public int limit() {
        return limit;
    }

    /// A copy of what was written.
    public byte[] toByteArray() {
        return Arrays.copyOf(bytes, length);
    }

    /// What was written, not copied: valid until the next write.
    public Slice slice() {
        return new Slice(bytes, 0, length);
    }

    public void write(int value) {
        ensure(1);
        bytes[length++] = (byte) value;
    }

    public void write(byte[] source) {
        write(source, 0, source.length);
    }

    /// @param to the index after the last byte
    public void write(byte[] source, int from, int to) {
        int count = to - from;
        ensure(count);
        System.arraycopy(source, from, bytes, length, count);
        length += count;
    }

    /// Forgets all bytes from this length on.
    public void truncate(int newLength) {
        if (newLength < 0 || newLength > length) {
            throw new IllegalArgumentException("cannot cut " + length + " bytes to " + newLength);
        }
        length = newLength;
    }

    /// Makes room for so many bytes, of which all but [#SLACK] are certain to be written.
    void ensure(int more) {
        if (bytes.length - length < more) {
            grow(more);
        }
    }

    /// Refuses what only the slack allowed. To be called once at the end of a message.
    void requireWithinLimit() {
        if (length > limit) {
            throw tooLarge();
        }
    }

    private void grow(int more) {
        long needed = (long) length + more;
        long most = (long) limit + SLACK;
        if (needed > most) {
            throw tooLarge();
        }
        long doubled = Math.max(needed, 2L * bytes.length);
        bytes =
                Arrays.copyOf(
                        bytes, (int) Math.min(Math.min(doubled, most), Integer.MAX_VALUE - 8));
    }

    private Refusal tooLarge() {
        return Refusal.tooLarge("the translated message is larger than " + limit + " bytes");
    }

    /// The tag of a field.
    void tag(FieldEntry field) {
        ensure(Long.BYTES);
        Words.LONG.set(bytes, length, field.tagWord);
        length += field.tagSize;
    }

    /// The tag of a field, and a varint behind it.
    void varint(FieldEntry field, long value) {
        ensure(Long.BYTES + MAX_VARINT64);
        Words.LONG.set(bytes, length, field.tagWord);
        length = putVarint(value, length + field.tagSize);
    }

    /// The tag of a field, and four bytes behind it.
    void fixed32(FieldEntry field, int value) {
        tag(field);
        fixed32(value);
    }

    /// The tag of a field, and eight bytes behind it.
    void fixed64(FieldEntry field, long value) {
        tag(field);
        fixed64(value);
    }

    void varint32(int value) {
        ensure(MAX_VARINT32);
        length = putVarint(Integer.toUnsignedLong(value), length);
    }

    void varint64(long value) {
        ensure(MAX_VARINT64);
        length = putVarint(value, length);
    }

    private int putVarint(long value, int from) {
        byte[] target = bytes;
        int at = from;
        long rest = value;
        while ((rest & ~0x7FL) != 0) {
            target[at++] = (byte) (rest | 0x80);
            rest >>>= 7;
        }
        target[at++] = (byte) rest;
        return at;
    }

    void fixed32(int value) {
        ensure(4);
        Words.INT.set(bytes, length, value);
        length += 4;
    }

    void fixed64(long value) {
        ensure(8);
        Words.LONG.set(bytes, length, value);
        length += 8;
    }

    /// A length as varint, then these bytes.
    void prefixed(byte[] source, int from, int to) {
        int count = to - from;
        ensure(count + 5);
        varint32(count);
        System.arraycopy(source, from, bytes, length, count);
        length += count;
    }

    /// Leaves one byte for a length that is not known yet.
    ///
    /// @return the mark for [#endLength]
    int beginLength() {
        ensure(1);
        return length++;
    }

    /// Fills in the length of all that was written since the mark; a length over 127 needs more
    /// than the one byte, and only then the bytes are moved.
    void endLength(int mark) {
        int count = length - mark - 1;
        if (count < 0x80) {
            bytes[mark] = (byte) count;
            return;
        }
        int extra = varintSize(count) - 1;
        ensure(extra);
        System.arraycopy(bytes, mark + 1, bytes, mark + 1 + extra, count);
        length = mark;
        varint32(count);
        length += count;
    }

    static int varintSize(int value) {
        return (38 - Integer.numberOfLeadingZeros(value | 1)) / 7;
    }
}
