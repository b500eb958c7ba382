package dev.kiban.runtime.telemetry.trace;

import dev.kiban.runtime.telemetry.lane.Lane;
import java.nio.charset.StandardCharsets;

/// Writes spans as [OTLP](https://opentelemetry.io/docs/specs/otlp/) has them, one after the other,
/// into a buffer that is used again and again. One per event loop: not for several threads.
///
/// ```java
/// writer.begin(span).text(METHOD, "GET").number(STATUS, 200).end(false);
/// ```
///
/// A text is cut at [#MAX_TEXT] characters; facts for which no room is left are counted in the
/// span.
public final class SpanWriter {
    /// Characters of one text that are written.
    public static final int MAX_TEXT = 2_048;

    private static final int MAX_SPAN = 32 * 1024;

    /// Room for what is written when all facts are there: their number left out, and the status.
    private static final int END = 16;

    /// Room in front for the tag and the length of the span, which are known at the end.
    private static final int HEAD = 6;

    /// Wire types of protobuf.
    private static final int VARINT = 0;

    private static final int FIXED64 = 1;
    private static final int BYTES = 2;
    private static final int FIXED32 = 5;

    /// Fields of `opentelemetry.proto.trace.v1.ScopeSpans`, `Span` and `Status`.
    private static final int SPANS = 2;

    private static final int TRACE_ID = 1;
    private static final int SPAN_ID = 2;
    private static final int TRACE_STATE = 3;
    private static final int PARENT_SPAN_ID = 4;
    private static final int NAME = 5;
    private static final int KIND = 6;
    private static final int START = 7;
    private static final int END_TIME = 8;
    private static final int ATTRIBUTES = 9;
    private static final int DROPPED_ATTRIBUTES = 10;
    private static final int STATUS = 15;
    private static final int FLAGS = 16;
    private static final int STATUS_CODE = 3;
    private static final int ERROR = 2;

    /// Fields of `KeyValue` and `AnyValue`.
    private static final int KEY = 1;

    private static final int VALUE = 2;
    private static final int STRING_VALUE = 1;
    private static final int INT_VALUE = 3;

    /// In the flags: it is known whether the span above is another program's, and it is.
    private static final int HAS_IS_REMOTE = 0x100;

    private static final int IS_REMOTE = 0x200;
    private static final int TRACE_FLAGS = 0xff;

    private final Lane lane;
    private final byte[] buffer = new byte[MAX_SPAN];
    private int length;
    private int leftOut;

    /// @param lane takes each span when it ends, as an element of `ScopeSpans.spans`
    public SpanWriter(Lane lane) {
        this.lane = lane;
    }

    /// Starts a new span; one that did not end is forgotten.
    public SpanWriter begin(Span span) {
        TraceContext context = span.context();
        length = HEAD;
        leftOut = 0;
        tag(TRACE_ID, BYTES);
        varint(2 * Long.BYTES);
        bigEndian(context.traceHigh());
        bigEndian(context.traceLow());
        id(SPAN_ID, context.spanId());
        int flags = (context.flags() & TRACE_FLAGS) | HAS_IS_REMOTE;
        if (span.parentSpanId() != 0) {
            id(PARENT_SPAN_ID, span.parentSpanId());
            flags |= span.kind() == Span.Kind.SERVER ? IS_REMOTE : 0;
        }
        if (!context.state().isEmpty()) {
            text(TRACE_STATE, utf8(context.state()));
        }
        text(NAME, utf8(span.name()));
        tag(KIND, VARINT);
        varint(span.kind().number());
        tag(START, FIXED64);
        littleEndian(span.startEpochNanos(), Long.BYTES);
        tag(END_TIME, FIXED64);
        littleEndian(span.startEpochNanos() + span.durationNanos(), Long.BYTES);
        tag(FLAGS, FIXED32);
        littleEndian(flags, Integer.BYTES);
        return this;
    }

    /// Adds a fact in words; one without words is none.
    public SpanWriter text(SpanKey key, String value) {
        if (value.isEmpty()) {
            return this;
        }
        byte[] text = utf8(value);
        if (beginFact(key, 1 + varintSize(text.length) + text.length)) {
            text(STRING_VALUE, text);
        }
        return this;
    }

    /// Adds a fact in numbers.
    public SpanWriter number(SpanKey key, long value) {
        if (beginFact(key, 1 + varintSize(value))) {
            tag(INT_VALUE, VARINT);
            varint(value);
        }
        return this;
    }

    /// Ends the span and hands it in.
    ///
    /// @param failed whether it counts as an error for the side that it is
    public void end(boolean failed) {
        if (leftOut > 0) {
            tag(DROPPED_ATTRIBUTES, VARINT);
            varint(leftOut);
        }
        if (failed) {
            tag(STATUS, BYTES);
            varint(2);
            tag(STATUS_CODE, VARINT);
            varint(ERROR);
        }
        int end = length;
        int start = HEAD - 1 - varintSize(end - HEAD);
        length = start;
        tag(SPANS, BYTES);
        varint(end - HEAD);
        lane.append(buffer, start, end - start);
    }

    /// An attribute up to its value, if there is room for all of it.
    ///
    /// @param valueSize of the value's message
    private boolean beginFact(SpanKey key, int valueSize) {
        byte[] name = key.bytes();
        int size =
                1 + varintSize(name.length) + name.length + 1 + varintSize(valueSize) + valueSize;
        if (length + 1 + varintSize(size) + size > MAX_SPAN - END) {
            leftOut++;
            return false;
        }
        tag(ATTRIBUTES, BYTES);
        varint(size);
        text(KEY, name);
        tag(VALUE, BYTES);
        varint(valueSize);
        return true;
    }

    private void id(int field, long id) {
        tag(field, BYTES);
        varint(Long.BYTES);
        bigEndian(id);
    }

    private void text(int field, byte[] text) {
        tag(field, BYTES);
        varint(text.length);
        System.arraycopy(text, 0, buffer, length, text.length);
        length += text.length;
    }

    private static byte[] utf8(String text) {
        String cut = text.length() <= MAX_TEXT ? text : text.substring(0, MAX_TEXT);
        return cut.getBytes(StandardCharsets.UTF_8);
    }

    private void tag(int field, int type) {
        varint(((long) field << 3) | type);
    }

    private void varint(long value) {
        long rest = value;
        while ((rest & ~0x7fL) != 0) {
            buffer[length++] = (byte) ((rest & 0x7f) | 0x80);
            rest >>>= 7;
        }
        buffer[length++] = (byte) rest;
    }

    private static int varintSize(long value) {
        return (Long.SIZE - Long.numberOfLeadingZeros(value | 1) + 6) / 7;
    }

    private void bigEndian(long value) {
        littleEndian(Long.reverseBytes(value), Long.BYTES);
    }

    private void littleEndian(long value, int count) {
        for (int i = 0; i < count; i++) {
            buffer[length++] = (byte) (value >>> (i * Byte.SIZE));
        }
    }
}
