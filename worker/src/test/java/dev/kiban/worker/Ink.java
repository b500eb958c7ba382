package dev.kiban.worker;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/// What jobs leave behind: a line each in a file, whatever becomes of the process.
///
/// @param file that all processes write to
public record Ink(Path file) {
    private static final String AGAIN = " again";

    /// A job is done.
    public void write(Job<?> job, String id) {
        String line = id + (job.again() ? AGAIN : "") + "\n";
        try (FileChannel channel =
                FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.APPEND)) {
            channel.write(ByteBuffer.wrap(line.getBytes(UTF_8)));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /// How many lines there are.
    public long lines() {
        return read().size();
    }

    /// How often each job was done.
    public Map<String, Long> times() {
        return read().stream()
                .collect(
                        Collectors.groupingBy(
                                line -> line.replace(AGAIN, ""), Collectors.counting()));
    }

    /// Jobs of `0` to `count` - 1 that were not done.
    public long lost(int count) {
        return (long) count - times().size();
    }

    /// Jobs that were done more than once.
    public List<String> twice() {
        return times().entrySet().stream()
                .filter(entry -> entry.getValue() > 1)
                .map(Map.Entry::getKey)
                .toList();
    }

    /// Jobs that were done, and known to have been in a hand before.
    public List<String> again() {
        return read().stream()
                .filter(line -> line.endsWith(AGAIN))
                .map(line -> line.replace(AGAIN, ""))
                .toList();
    }

    private List<String> read() {
        try {
            return Files.exists(file) ? Files.readAllLines(file) : List.of();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
