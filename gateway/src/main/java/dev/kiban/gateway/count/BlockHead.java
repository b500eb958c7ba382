package dev.kiban.gateway.count;

import dev.kiban.gateway.count.MinuteCounts.Series;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.zip.CRC32;

/// What stands before the cells of a file of counts.
///
/// ```
/// magic 8 │ version 4 │ length of the head 4 │ instance 16 │ started 8 │ minute 8 │ complete 1
/// loops 4 │ bounds 4 + 8 each │ series 4 + three names each │ CRC-32 of all before 4
/// ```
///
/// Numbers are big-endian, and names have their length before them. A killed process leaves no half
/// of it, since a file gets its name when it is whole; a failing disk may.
///
/// @param started when the instance did
/// @param minute since 1970
/// @param complete see [MinuteCounts]; false in a file that loops write to
/// @param loops how many loops have cells of their own
/// @param bounds of the latency buckets, in nanoseconds
record BlockHead(
        UUID instance,
        Instant started,
        long minute,
        boolean complete,
        int loops,
        List<Long> bounds,
        List<Series> series) {
    private static final long MAGIC = 0x4B49_4241_4E43_4E54L; // KIBANCNT
    private static final int VERSION = 1;
    /// More than any head can have.
    static final int MAX_BYTES = 1 << 28;

    private static final int PREFIX_BYTES = Long.BYTES + 2 * Integer.BYTES;
    private static final int MAX_LOOPS = 4_096;
    private static final int MAX_BOUNDS = 64;

    BlockHead {
        limit("loops", loops, 1, MAX_LOOPS);
        limit("bounds", bounds.size(), 1, MAX_BOUNDS);
        limit("series", series.size(), 0, SeriesTable.MAX_SERIES);
        bounds = List.copyOf(bounds);
        series = List.copyOf(series);
    }

    /// The same minute when it is over: the cells of all loops become one.
    BlockHead sealed(List<Series> allSeries, boolean isComplete) {
        return new BlockHead(instance, started, minute, isComplete, 1, bounds, allSeries);
    }

    byte[] encode() {
        byte[] body = body();
        int length = PREFIX_BYTES + body.length + Integer.BYTES;
        ByteBuffer head = ByteBuffer.allocate(length);
        head.putLong(MAGIC).putInt(VERSION).putInt(length).put(body);
        head.putInt(checksum(head.array(), length - Integer.BYTES));
        return head.array();
    }

    /// Where the head of a file ends, by its first bytes.
    ///
    /// @throws DamagedFile if they are not those of such a file
    static int length(ByteBuffer file) throws DamagedFile {
        if (file.remaining() < PREFIX_BYTES || file.getLong(0) != MAGIC) {
            throw new DamagedFile("it is no file of counts");
        }
        int version = file.getInt(Long.BYTES);
        if (version != VERSION) {
            throw new DamagedFile(
                    "it has version %d, and this program knows %d".formatted(version, VERSION));
        }
        int length = file.getInt(Long.BYTES + Integer.BYTES);
        if (length < PREFIX_BYTES + Integer.BYTES || length > file.remaining()) {
            throw new DamagedFile("its head is cut off");
        }
        return length;
    }

    /// @param head all of it, and nothing else
    static BlockHead decode(byte[] head) throws DamagedFile {
        int end = head.length - Integer.BYTES;
        if (ByteBuffer.wrap(head).getInt(end) != checksum(head, end)) {
            throw new DamagedFile("its head is damaged");
        }
        try (DataInputStream in =
                new DataInputStream(
                        new ByteArrayInputStream(head, PREFIX_BYTES, end - PREFIX_BYTES))) {
            return read(in);
        } catch (IOException | IllegalArgumentException e) {
            throw new DamagedFile("its head is damaged: " + e.getMessage());
        }
    }

    private byte[] body() {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (DataOutputStream out = new DataOutputStream(bytes)) {
            out.writeLong(instance.getMostSignificantBits());
            out.writeLong(instance.getLeastSignificantBits());
            out.writeLong(started.toEpochMilli());
            out.writeLong(minute);
            out.writeBoolean(complete);
            out.writeInt(loops);
            out.writeInt(bounds.size());
            for (long bound : bounds) {
                out.writeLong(bound);
            }
            out.writeInt(series.size());
            for (Series one : series) {
                out.writeUTF(one.service());
                out.writeUTF(one.route());
                out.writeUTF(one.backend());
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return bytes.toByteArray();
    }

    private static BlockHead read(DataInputStream in) throws IOException {
        UUID instance = new UUID(in.readLong(), in.readLong());
        Instant started = Instant.ofEpochMilli(in.readLong());
        long minute = in.readLong();
        boolean complete = in.readBoolean();
        int loops = in.readInt();
        int boundCount = limit("bounds", in.readInt(), 1, MAX_BOUNDS);
        List<Long> bounds = new ArrayList<>();
        for (int i = 0; i < boundCount; i++) {
            bounds.add(in.readLong());
        }
        int seriesCount = limit("series", in.readInt(), 0, SeriesTable.MAX_SERIES);
        List<Series> series = new ArrayList<>(seriesCount);
        for (int i = 0; i < seriesCount; i++) {
            series.add(new Series(in.readUTF(), in.readUTF(), in.readUTF()));
        }
        return new BlockHead(instance, started, minute, complete, loops, bounds, series);
    }

    private static int limit(String what, int value, int min, int max) {
        if (value < min || value > max) {
            throw new IllegalArgumentException(
                    "%d %s, and %d to %d are possible".formatted(value, what, min, max));
        }
        return value;
    }

    private static int checksum(byte[] bytes, int length) {
        CRC32 crc = new CRC32();
        crc.update(bytes, 0, length);
        return (int) crc.getValue();
    }
}
