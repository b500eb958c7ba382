package dev.kiban.runtime.telemetry.trace;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Optional;

/// Where in a trace a request is: what the headers `traceparent` and `tracestate` carry.
/// See [W3C Trace Context](https://www.w3.org/TR/trace-context-2/).
///
/// @param traceHigh the upper half of the trace id
/// @param traceLow the lower half; not both halves are zero
/// @param spanId the span that called; not zero
/// @param flags bit 0: sampled, bit 1: the trace id is random
/// @param state the list of `tracestate`, `""` if there is none
public record TraceContext(long traceHigh, long traceLow, long spanId, int flags, String state) {
    static final int SAMPLED = 0x01;
    private static final int KNOWN_FLAGS = 0x03;

    private static final int LENGTH = 55;
    private static final int TRACE_AT = 3;
    private static final int SPAN_AT = 36;
    private static final int FLAGS_AT = 53;
    private static final HexFormat HEXADECIMAL = HexFormat.of();
    private static final byte[] HEX = "0123456789abcdef".getBytes(StandardCharsets.US_ASCII);
    private static final byte[] VALUES = values();

    /// The context of two headers; empty if `traceparent` is not valid. A `tracestate` that is not
    /// valid is dropped alone.
    ///
    /// A version that we do not know is read as far as the first version goes, as the specification
    /// asks for.
    public static Optional<TraceContext> parse(String traceparent, String tracestate) {
        if (!hasShape(traceparent)) {
            return Optional.empty();
        }
        long traceHigh = hex(traceparent, TRACE_AT, TRACE_AT + 16);
        long traceLow = hex(traceparent, TRACE_AT + 16, TRACE_AT + 32);
        long spanId = hex(traceparent, SPAN_AT, SPAN_AT + 16);
        if ((traceHigh | traceLow) == 0 || spanId == 0) {
            return Optional.empty();
        }
        int flags = (int) hex(traceparent, FLAGS_AT, FLAGS_AT + 2) & KNOWN_FLAGS;
        return Optional.of(
                new TraceContext(traceHigh, traceLow, spanId, flags, TraceState.check(tracestate)));
    }

    /// Whether the caller records this trace.
    public boolean sampled() {
        return (flags & SAMPLED) != 0;
    }

    /// The header `traceparent` for the next one.
    public String traceparent() {
        byte[] text = new byte[LENGTH];
        text[0] = '0';
        text[1] = '0';
        text[TRACE_AT - 1] = '-';
        putHex(text, TRACE_AT, 16, traceHigh);
        putHex(text, TRACE_AT + 16, 16, traceLow);
        text[SPAN_AT - 1] = '-';
        putHex(text, SPAN_AT, 16, spanId);
        text[FLAGS_AT - 1] = '-';
        putHex(text, FLAGS_AT, 2, flags);
        return new String(text, StandardCharsets.ISO_8859_1);
    }

    /// The trace id as 32 lower-case hexadecimal digits.
    public String traceId() {
        return HEXADECIMAL.toHexDigits(traceHigh) + HEXADECIMAL.toHexDigits(traceLow);
    }

    /// The span id as 16 lower-case hexadecimal digits.
    public String spanIdText() {
        return HEXADECIMAL.toHexDigits(spanId);
    }

    TraceContext withSpan(long newSpanId) {
        return new TraceContext(traceHigh, traceLow, newSpanId, flags, state);
    }

    TraceContext withSampled(boolean sampled) {
        int newFlags = sampled ? flags | SAMPLED : flags & ~SAMPLED;
        return new TraceContext(traceHigh, traceLow, spanId, newFlags, state);
    }

    private static boolean hasShape(String text) {
        if (text.length() < LENGTH) {
            return false;
        }
        for (int i = 0; i < LENGTH; i++) {
            boolean dash = i == TRACE_AT - 1 || i == SPAN_AT - 1 || i == FLAGS_AT - 1;
            if (dash ? text.charAt(i) != '-' : !isLowerHex(text.charAt(i))) {
                return false;
            }
        }
        if (text.charAt(0) == 'f' && text.charAt(1) == 'f') {
            return false;
        }
        boolean firstVersion = text.charAt(0) == '0' && text.charAt(1) == '0';
        return text.length() == LENGTH || (!firstVersion && text.charAt(LENGTH) == '-');
    }

    private static boolean isLowerHex(char c) {
        return c < VALUES.length && VALUES[c] >= 0;
    }

    private static long hex(String text, int from, int to) {
        long value = 0;
        for (int i = from; i < to; i++) {
            value = value << 4 | VALUES[text.charAt(i)];
        }
        return value;
    }

    private static void putHex(byte[] text, int at, int digits, long value) {
        for (int i = digits - 1; i >= 0; i--) {
            text[at + digits - 1 - i] = HEX[(int) (value >>> (4 * i)) & 0xf];
        }
    }

    /// What each ASCII character is worth as a lower-case hexadecimal digit, -1 if it is none.
    private static byte[] values() {
        byte[] values = new byte[128];
        Arrays.fill(values, (byte) -1);
        for (byte value = 0; value < HEX.length; value++) {
            values[HEX[value]] = value;
        }
        return values;
    }
}
