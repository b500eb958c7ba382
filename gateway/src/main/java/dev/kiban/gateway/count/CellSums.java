package dev.kiban.gateway.count;

import dev.kiban.gateway.count.MinuteCounts.Row;
import dev.kiban.gateway.count.MinuteCounts.Series;
import java.lang.foreign.MemorySegment;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.LongStream;

/// The cells of each series, added up over loops and files of one minute.
final class CellSums {
    private final int cells;
    private final Map<Series, long[]> bySeries = new LinkedHashMap<>();

    private CellSums(int cells) {
        this.cells = cells;
    }

    /// Nothing was counted.
    static CellSums zero(BlockHead head) {
        CellSums sums = new CellSums(1 + BlockShape.buckets(head));
        head.series().forEach(sums::of);
        return sums;
    }

    static CellSums read(MemorySegment file, BlockHead head, BlockShape shape) throws DamagedFile {
        CellSums sums = zero(head);
        for (int place = 0; place < shape.series(); place++) {
            long[] sum = sums.of(head.series().get(place));
            for (int loop = 0; loop < shape.loops(); loop++) {
                long from = shape.errors(loop, place);
                for (int cell = 0; cell < sum.length; cell++) {
                    sum[cell] += read(file, from + (long) cell * Long.BYTES);
                }
            }
            if (sum[0] > valid(sum)) {
                throw new DamagedFile("it has more errors than requests");
            }
        }
        return sums;
    }

    /// Adds what another file of the same minute has counted.
    void add(CellSums other) throws DamagedFile {
        if (other.cells != cells) {
            throw new DamagedFile("it has other buckets than the files of its minute before");
        }
        other.bySeries.forEach(
                (series, more) -> {
                    long[] sum = of(series);
                    Arrays.setAll(sum, cell -> sum[cell] + more[cell]);
                });
    }

    boolean isZero() {
        return bySeries.values().stream().allMatch(sum -> valid(sum) == 0);
    }

    List<Series> series() {
        return List.copyOf(bySeries.keySet());
    }

    List<Row> rows() {
        return bySeries.entrySet().stream()
                .map(entry -> row(entry.getKey(), entry.getValue()))
                .toList();
    }

    /// As they stand in the file of one loop.
    ByteBuffer encode() {
        ByteBuffer bytes =
                ByteBuffer.allocate(bySeries.size() * cells * Long.BYTES)
                        .order(ByteOrder.LITTLE_ENDIAN);
        for (long[] sum : bySeries.values()) {
            for (long cell : sum) {
                bytes.putLong(cell);
            }
        }
        return bytes.flip();
    }

    private long[] of(Series series) {
        return bySeries.computeIfAbsent(series, absent -> new long[cells]);
    }

    private static long read(MemorySegment file, long offset) throws DamagedFile {
        long value = (long) OpenBlock.CELL.getAcquire(file, offset);
        if (value < 0) {
            throw new DamagedFile("it counts less than nothing");
        }
        return value;
    }

    private static long valid(long[] sum) {
        return LongStream.of(sum).skip(1).sum();
    }

    private static Row row(Series series, long[] sum) {
        return new Row(series, valid(sum), sum[0], LongStream.of(sum).skip(1).boxed().toList());
    }
}
