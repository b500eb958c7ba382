package dev.kiban.pace.cruise;

import dev.kiban.runtime.lifecycle.ReplacedFile;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// How far campaigns have come, in a file: a line for each, with its number, its jobs, and when it
/// was done.
public final class FileLogbook implements Logbook {
    private final Path file;
    private final Map<Long, Entry> known;

    private FileLogbook(Path file, Map<Long, Entry> known) {
        this.file = file;
        this.known = known;
    }

    /// What was kept last; nothing if that was never.
    ///
    /// @throws UncheckedIOException if it cannot be read
    /// @throws IllegalArgumentException if it is not what was kept
    public static FileLogbook open(Path file) {
        try {
            Map<Long, Entry> known = new HashMap<>();
            for (String line : Files.readAllLines(file)) {
                read(line, known);
            }
            return new FileLogbook(file, known);
        } catch (NoSuchFileException e) {
            return new FileLogbook(file, new HashMap<>());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void read(String line, Map<Long, Entry> known) {
        String[] columns = line.split(" ", -1);
        if (columns.length != 2 && columns.length != 3) {
            throw new IllegalArgumentException("this is no line of a logbook: " + line);
        }
        try {
            Optional<Instant> done =
                    columns.length == 3 ? Optional.of(Instant.parse(columns[2])) : Optional.empty();
            known.put(Long.valueOf(columns[0]), new Entry(Long.parseLong(columns[1]), done));
        } catch (DateTimeParseException | NumberFormatException e) {
            throw new IllegalArgumentException("this is no line of a logbook: " + line, e);
        }
    }

    @Override
    public synchronized Entry entry(long campaign) {
        return known.getOrDefault(campaign, Entry.NONE);
    }

    /// @throws UncheckedIOException if it cannot be written
    @Override
    public synchronized void keep(Map<Long, Entry> campaigns) {
        if (campaigns.equals(known)) {
            return;
        }
        List<String> lines =
                campaigns.entrySet().stream()
                        .map(one -> line(one.getKey(), one.getValue()))
                        .sorted()
                        .toList();
        try {
            ReplacedFile.write(file, lines);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        known.clear();
        known.putAll(campaigns);
    }

    private static String line(long campaign, Entry entry) {
        return campaign + " " + entry.started() + entry.done().map(done -> " " + done).orElse("");
    }
}
