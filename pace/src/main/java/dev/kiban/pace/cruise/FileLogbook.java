package dev.kiban.pace.cruise;

import dev.kiban.runtime.lifecycle.ReplacedFile;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// How far campaigns have come, in a file: a line for each, with its number and its jobs.
public final class FileLogbook implements Logbook {
    private final Path file;
    private final Map<Long, Long> known;

    private FileLogbook(Path file, Map<Long, Long> known) {
        this.file = file;
        this.known = known;
    }

    /// What was kept last; nothing if that was never.
    ///
    /// @throws UncheckedIOException if it cannot be read
    /// @throws IllegalArgumentException if it is not what was kept
    public static FileLogbook open(Path file) {
        try {
            Map<Long, Long> known = new HashMap<>();
            for (String line : Files.readAllLines(file)) {
                String[] columns = line.split(" ", -1);
                if (columns.length != 2) {
                    throw new IllegalArgumentException("this is no line of a logbook: " + line);
                }
                known.put(Long.valueOf(columns[0]), Long.valueOf(columns[1]));
            }
            return new FileLogbook(file, known);
        } catch (NoSuchFileException e) {
            return new FileLogbook(file, new HashMap<>());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public synchronized long started(long campaign) {
        return known.getOrDefault(campaign, 0L);
    }

    /// @throws UncheckedIOException if it cannot be written
    @Override
    public synchronized void keep(Map<Long, Long> started) {
        if (started.equals(known)) {
            return;
        }
        List<String> lines =
                started.entrySet().stream()
                        .map(one -> one.getKey() + " " + one.getValue())
                        .sorted()
                        .toList();
        try {
            ReplacedFile.write(file, lines);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        known.clear();
        known.putAll(started);
    }
}
