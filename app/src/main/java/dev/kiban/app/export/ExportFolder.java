package dev.kiban.app.export;

import static dev.kiban.runtime.telemetry.log.LogKey.FILE;
import static dev.kiban.runtime.telemetry.log.LogKey.VALUE;

import dev.kiban.app.terminal.Unwritten;
import dev.kiban.runtime.lifecycle.Beat;
import dev.kiban.runtime.lifecycle.ReplacedFile;
import dev.kiban.runtime.telemetry.log.Log;
import dev.kiban.slo.export.ExportedFiles;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicReference;

/// Keeps a folder in step with the definitions that are live: `prometheus/kiban.yaml`,
/// `openslo/kiban.yaml`, `grafana/SERVICE.json`, and Datadog's files in `datadog`. What another
/// program cannot say is left out.
///
/// Only what is different is written, each file in one piece; what was written before and is of no
/// service any more is removed. Each day it looks again: rules of a calendar month are of that
/// month. What cannot be written is tried again until it can.
public final class ExportFolder implements AutoCloseable {
    private static final Duration PAUSE = Duration.ofSeconds(1);
    private static final String ONE_FILE = "kiban.yaml";

    private final Path folder;
    private final InstantSource clock;
    private final Log log;
    private final Beat beat;
    private final AtomicReference<Optional<Exports>> news = new AtomicReference<>(Optional.empty());
    private Optional<Exports> shown = Optional.empty();
    private Instant writtenOn = Instant.MIN;
    private Set<Path> written = Set.of();

    /// Begins with nothing to write.
    ///
    /// @throws UncheckedIOException if there is no such folder and it cannot be made
    public ExportFolder(Path folder, InstantSource clock, Log log) {
        this.folder = folder;
        this.clock = clock;
        this.log = log;
        this.beat = new Beat("exports", PAUSE, this::look, log);
        try {
            Files.createDirectories(folder);
        } catch (IOException e) {
            throw unwritten(folder, e);
        }
        beat.start();
    }

    /// From now on these are to be there. Does not wait until they are.
    public void show(Exports exports) {
        news.set(Optional.of(exports));
    }

    /// Leaves the files where they are.
    @Override
    public void close() {
        beat.close();
    }

    private void look() {
        Optional<Exports> next = news.getAndSet(Optional.empty());
        if (next.isPresent()) {
            shown = next;
            writtenOn = Instant.MIN;
        }
        Instant now = clock.instant();
        Instant today = now.truncatedTo(ChronoUnit.DAYS);
        if (shown.isPresent() && !writtenOn.equals(today)) {
            write(files(shown.get(), now));
            writtenOn = today;
        }
    }

    private Map<Path, String> files(Exports exports, Instant now) {
        Map<Path, String> files = new TreeMap<>();
        files.put(folder.resolve("prometheus").resolve(ONE_FILE), exports.rules(now).text());
        files.put(folder.resolve("openslo").resolve(ONE_FILE), exports.openSlo().text());
        add(exports.grafana(now), folder.resolve("grafana"), files);
        add(exports.datadog(now), folder.resolve("datadog"), files);
        return files;
    }

    private static void add(ExportedFiles exported, Path folder, Map<Path, String> files) {
        exported.files().forEach((name, text) -> files.put(folder.resolve(name), text));
    }

    private void write(Map<Path, String> files) {
        long changed = files.entrySet().stream().filter(this::isReplaced).count();
        List<Path> gone = written.stream().filter(file -> !files.containsKey(file)).toList();
        gone.forEach(ExportFolder::remove);
        written = Set.copyOf(files.keySet());
        if (changed > 0 || !gone.isEmpty()) {
            log.info(
                    "Exports are in step with the definitions",
                    FILE.is(folder),
                    VALUE.is("%d written, %d removed".formatted(changed, gone.size())));
        }
    }

    /// Writes a file, unless it is there already.
    private boolean isReplaced(Map.Entry<Path, String> entry) {
        Path file = entry.getKey();
        try {
            if (Files.exists(file) && Files.readString(file).equals(entry.getValue())) {
                return false;
            }
            ReplacedFile.write(file, entry.getValue());
            return true;
        } catch (IOException e) {
            throw unwritten(file, e);
        }
    }

    private static void remove(Path file) {
        try {
            Files.deleteIfExists(file);
        } catch (IOException e) {
            throw unwritten(file, e);
        }
    }

    private static UncheckedIOException unwritten(Path file, IOException why) {
        return new UncheckedIOException(
                "cannot write %s: %s".formatted(file, Unwritten.why(why)), why);
    }
}
