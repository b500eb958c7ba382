package dev.kiban.transcode;

import java.util.Arrays;

/// The key of the field that is expected next, `,"name":`, prepared to be compared in words.
final class JsonKey {

    private final byte[] bytes;
    private final int length;

    /// The first bytes, up to eight: with the comma, and with an opening brace in its place.
    private final long head;

    private final long firstHead;
    private final long headMask;

    /// The last eight bytes, if there are more.
    private final long tail;

    JsonKey(Verbatim key) {
        bytes = key.toByteArray();
        length = bytes.length;
        byte[] padded = Arrays.copyOf(bytes, length + Long.BYTES);
        headMask = length >= Long.BYTES ? -1 : (1L << (Byte.SIZE * length)) - 1;
        head = (long) Words.LONG.get(padded, 0) & headMask;
        firstHead = head ^ ',' ^ '{';
        tail = (long) Words.LONG.get(padded, Math.max(0, length - Long.BYTES));
    }

    /// Steps over a comma, the key and its colon if that is what follows, written as we print it. A
    /// no only means that one has to look closer.
    boolean consumeNext(JsonCursor in) {
        return consume(head, in);
    }

    /// The same with an opening brace instead of the comma.
    boolean consumeFirst(JsonCursor in) {
        return consume(firstHead, in);
    }

    private boolean consume(long expected, JsonCursor in) {
        byte[] text = in.bytes;
        int at = in.pos;
        int to = at + length;
        if (to > in.end
                || at > text.length - Long.BYTES
                || ((long) Words.LONG.get(text, at) & headMask) != expected) {
            return false;
        }
        if (length > Long.BYTES && (long) Words.LONG.get(text, to - Long.BYTES) != tail) {
            return false;
        }
        if (length > 2 * Long.BYTES && !Arrays.equals(text, at + 1, to, bytes, 1, length)) {
            return false;
        }
        in.pos = to;
        return true;
    }
}
