package dev.kiban.gateway.count;

/// Where the cells of a file are: behind the head, loop by loop; for each loop, series by series;
/// for each series its errors and then its buckets. Cells are little-endian longs.
///
/// The number of valid requests is the sum of the buckets, so that a request which went well is one
/// cell: a process that is killed between two cells leaves no contradiction.
///
/// @param start of the first cell
/// @param seriesBytes of one series
/// @param loopBytes of one loop
record BlockShape(long start, int loops, int series, int seriesBytes, long loopBytes) {
    /// Two loops never write to one cache line, nor to two that are fetched together.
    private static final long ALIGNMENT = 128;

    static BlockShape of(int headBytes, BlockHead head) {
        int seriesBytes = (1 + buckets(head)) * Long.BYTES;
        return new BlockShape(
                aligned(headBytes),
                head.loops(),
                head.series().size(),
                seriesBytes,
                aligned((long) head.series().size() * seriesBytes));
    }

    /// How many buckets a head asks for.
    static int buckets(BlockHead head) {
        return head.bounds().size() + 1;
    }

    /// Of the whole file.
    long bytes() {
        return start + loops * loopBytes;
    }

    long errors(int loop, int place) {
        return start + loop * loopBytes + (long) place * seriesBytes;
    }

    long bucket(int loop, int place, int bucket) {
        return errors(loop, place) + (1L + bucket) * Long.BYTES;
    }

    private static long aligned(long bytes) {
        return (bytes + ALIGNMENT - 1) / ALIGNMENT * ALIGNMENT;
    }
}
