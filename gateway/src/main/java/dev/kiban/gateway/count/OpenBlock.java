package dev.kiban.gateway.count;

import dev.kiban.gateway.count.BlockFile.Content;
import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.channels.FileChannel.MapMode;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/// A file of counts that loops write to, mapped into memory. Each cell has one writer, its loop, so
/// there is nothing to lock; what is written belongs to the operating system at once, and stays
/// when the process is killed.
final class OpenBlock implements AutoCloseable {
    static final VarHandle CELL =
            ValueLayout.JAVA_LONG.withOrder(ByteOrder.LITTLE_ENDIAN).varHandle();

    private final Path file;
    private final BlockHead head;
    private final SeriesTable table;
    private final BlockShape shape;
    private final Arena arena;
    private final MemorySegment cells;

    private OpenBlock(Path file, BlockHead head, SeriesTable table, Arena arena)
            throws IOException {
        this.file = file;
        this.head = head;
        this.table = table;
        this.arena = arena;
        this.shape = BlockShape.of(head.encode().length, head);
        try (FileChannel channel =
                FileChannel.open(file, StandardOpenOption.READ, StandardOpenOption.WRITE)) {
            cells = channel.map(MapMode.READ_WRITE, 0, shape.bytes(), arena);
        }
    }

    /// Makes the file, with all cells zero.
    ///
    /// @param table of the series in the head
    static OpenBlock create(Path file, BlockHead head, SeriesTable table) throws IOException {
        BlockFile.create(file, new Content(head, CellSums.zero(head)));
        Arena arena = Arena.ofShared();
        try {
            return new OpenBlock(file, head, table, arena);
        } catch (IOException e) {
            arena.close();
            throw e;
        }
    }

    /// Counts one request, on the loop of that number. Errors come last, so that there are never
    /// more of them than requests.
    void add(int loop, int place, int bucket, boolean error) {
        increment(shape.bucket(loop, place, bucket));
        if (error) {
            increment(shape.errors(loop, place));
        }
    }

    long minute() {
        return head.minute();
    }

    SeriesTable table() {
        return table;
    }

    BlockHead head() {
        return head;
    }

    Path file() {
        return file;
    }

    /// No loop writes here any more.
    @Override
    public void close() {
        arena.close();
    }

    private void increment(long offset) {
        CELL.setRelease(cells, offset, (long) CELL.get(cells, offset) + 1);
    }
}
