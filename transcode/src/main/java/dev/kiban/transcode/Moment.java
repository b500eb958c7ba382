package dev.kiban.transcode;

/// The two fields that `Timestamp` and `Duration` have in common, and how they are written.
///
/// @param nanos of the second; of a negative duration, not positive
record Moment(long seconds, int nanos) {

    static final int NANOS_PER_SECOND = 1_000_000_000;

    private static final int SECONDS = 1;
    private static final int NANOS = 2;
    private static final int SECONDS_TAG = WireType.tag(SECONDS, WireType.VARINT);
    private static final int NANOS_TAG = WireType.tag(NANOS, WireType.VARINT);

    void write(ByteSink out) {
        if (seconds != 0) {
            out.varint32(SECONDS_TAG);
            out.varint64(seconds);
        }
        if (nanos != 0) {
            out.varint32(NANOS_TAG);
            out.varint64(nanos);
        }
    }

    static Moment read(WireCursor in) {
        long seconds = 0;
        int nanos = 0;
        while (in.pos < in.end) {
            int tag = in.tag();
            if (tag == SECONDS_TAG) {
                seconds = in.varint();
            } else if (tag == NANOS_TAG) {
                nanos = (int) in.varint();
            } else {
                in.skip(tag);
            }
        }
        return new Moment(seconds, nanos);
    }
}
