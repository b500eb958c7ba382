package dev.kiban.gateway.count;

import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileChannel.MapMode;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;

/// Files of counts as they come and go: made whole or not at all, and read with care.
final class BlockFile {
    /// What has this ending was never finished.
    static final String MAKING = ".making";

    private static final int CHUNK_BYTES = 1 << 16;

    private BlockFile() {}

    /// What a file holds.
    record Content(BlockHead head, CellSums sums) {}

    /// Makes a file with these cells, all of them in its first loop.
    ///
    /// Each byte is written, also the zeros: a mapped page for which the disk has no room kills who
    /// writes to it; here the disk can still say no.
    static void create(Path file, Content content) throws IOException {
        Path making = file.resolveSibling(file.getFileName() + MAKING);
        byte[] head = content.head().encode();
        BlockShape shape = BlockShape.of(head.length, content.head());
        try (FileChannel channel =
                FileChannel.open(
                        making,
                        StandardOpenOption.CREATE,
                        StandardOpenOption.TRUNCATE_EXISTING,
                        StandardOpenOption.WRITE)) {
            writeZeros(channel, shape.bytes());
            write(channel, ByteBuffer.wrap(head), 0);
            write(channel, content.sums().encode(), shape.start());
            channel.force(false);
        }
        Files.move(making, file, StandardCopyOption.ATOMIC_MOVE);
    }

    /// Reads a file, with the cells of all loops added up.
    ///
    /// @throws DamagedFile if it cannot be understood
    static Content read(Path file) throws IOException {
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ);
                Arena arena = Arena.ofConfined()) {
            MemorySegment all = channel.map(MapMode.READ_ONLY, 0, channel.size(), arena);
            byte[] encoded = head(all);
            BlockHead head = BlockHead.decode(encoded);
            BlockShape shape = BlockShape.of(encoded.length, head);
            if (all.byteSize() < shape.bytes()) {
                throw new DamagedFile("its cells are cut off");
            }
            return new Content(head, CellSums.read(all, head, shape));
        }
    }

    private static byte[] head(MemorySegment all) throws DamagedFile {
        ByteBuffer bytes =
                all.asSlice(0, Math.min(all.byteSize(), BlockHead.MAX_BYTES)).asByteBuffer();
        byte[] head = new byte[BlockHead.length(bytes)];
        bytes.get(head);
        return head;
    }

    private static void writeZeros(FileChannel channel, long bytes) throws IOException {
        ByteBuffer zeros = ByteBuffer.allocate(CHUNK_BYTES);
        for (long at = 0; at < bytes; at += CHUNK_BYTES) {
            zeros.clear().limit((int) Math.min(CHUNK_BYTES, bytes - at));
            write(channel, zeros, at);
        }
    }

    private static void write(FileChannel channel, ByteBuffer bytes, long at) throws IOException {
        long next = at;
        while (bytes.hasRemaining()) {
            next += channel.write(bytes, next);
        }
    }
}
