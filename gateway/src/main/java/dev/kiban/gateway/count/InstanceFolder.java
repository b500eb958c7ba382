package dev.kiban.gateway.count;

import static dev.kiban.runtime.telemetry.log.LogKey.FILE;
import static dev.kiban.runtime.telemetry.log.LogKey.REASON;

import dev.kiban.gateway.count.BlockFile.Content;
import dev.kiban.runtime.telemetry.log.Log;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.UUID;
import java.util.stream.Stream;

/// The files of one instance, held by one process: the instance itself, or, when that is dead, who
/// ships what it left. The system takes the lock back however a process ends. It is a file beside
/// the folder and is there first, so that nobody takes a folder for dead that is just being made.
///
/// ```
/// 5f0c….lock
/// 5f0c…/29384756-0.open      loops write here; another number when routes came within the minute
/// 5f0c…/29384755.sealed      over, waits for the store
/// 5f0c…/29384754.damaged     cannot be read; for people to look at
/// ```
final class InstanceFolder implements AutoCloseable {
    static final String OPEN = ".open";
    static final String SEALED = ".sealed";
    static final String DAMAGED = ".damaged";

    private static final String LOCK = ".lock";
    private static final long SECONDS_PER_MINUTE = 60;

    private final Path folder;
    private final FileChannel lock;

    private InstanceFolder(Path folder, FileChannel lock) {
        this.folder = folder;
        this.lock = lock;
    }

    /// The folder of a new instance.
    static InstanceFolder create(Path folders, UUID instance) throws IOException {
        Path folder = folders.resolve(instance.toString());
        FileChannel lock = lock(folder).orElseThrow(() -> new IOException(folder + " is in use"));
        Files.createDirectory(folder);
        return new InstanceFolder(folder, lock);
    }

    /// The folder of an instance, unless that lives or another process ships it.
    static Optional<InstanceFolder> claim(Path folder) throws IOException {
        Optional<FileChannel> lock = lock(folder);
        if (lock.isPresent() && !Files.exists(folder)) { // shipped meanwhile
            lock.get().close();
            return Optional.empty();
        }
        return lock.map(held -> new InstanceFolder(folder, held));
    }

    Path path() {
        return folder;
    }

    Path openFile(long minute, int part) {
        return folder.resolve(minute + "-" + part + OPEN);
    }

    /// The minutes that wait for the store, oldest first.
    List<Long> sealedMinutes() throws IOException {
        TreeSet<Long> minutes = new TreeSet<>();
        for (Path file : files(SEALED)) {
            minute(file).ifPresent(minutes::add);
        }
        return List.copyOf(minutes);
    }

    /// Seals what a dead instance left open. Its newest minute was prepared for the next one: with
    /// nothing in it, it never began.
    void sealAll(Losses losses) throws IOException {
        TreeMap<Long, List<Path>> byMinute = new TreeMap<>();
        for (Path file : files(OPEN)) {
            minute(file)
                    .ifPresent(
                            minute ->
                                    byMinute.computeIfAbsent(minute, absent -> new ArrayList<>())
                                            .add(file));
        }
        for (var open : byMinute.entrySet()) {
            boolean prepared = open.getKey().equals(byMinute.lastKey());
            seal(open.getValue(), prepared ? Kept.IF_COUNTED : Kept.INCOMPLETE, losses);
        }
    }

    /// What becomes of a minute that is over.
    enum Kept {
        COMPLETE,
        INCOMPLETE,
        /// Incomplete; forgotten if nothing was counted.
        IF_COUNTED
    }

    /// Makes one file of all that a minute has counted. If the process is killed before the parts
    /// are gone, the sealed file counts.
    void seal(List<Path> parts, Kept kept, Losses losses) throws IOException {
        Optional<Content> all = merged(parts, losses);
        if (all.isPresent()) {
            BlockHead head = all.get().head();
            CellSums sums = all.get().sums();
            Path sealed = sealedFile(head.minute());
            boolean wanted = kept != Kept.IF_COUNTED || !sums.isZero();
            if (wanted && !Files.exists(sealed)) {
                boolean complete = kept == Kept.COMPLETE;
                BlockFile.create(sealed, new Content(head.sealed(sums.series(), complete), sums));
            }
        }
        for (Path part : parts) {
            Files.deleteIfExists(part);
        }
    }

    /// What a sealed minute has counted; empty if that cannot be read, or is gone.
    Optional<MinuteCounts> read(long minute, Losses losses) throws IOException {
        Path file = sealedFile(minute);
        try {
            return Optional.of(counts(BlockFile.read(file)));
        } catch (DamagedFile e) {
            setAside(file, e, losses);
            return Optional.empty();
        } catch (NoSuchFileException _) { // there was no room to keep it
            return Optional.empty();
        }
    }

    /// The store has it.
    void delete(long minute) throws IOException {
        Files.deleteIfExists(sealedFile(minute));
    }

    /// Gives the folder back and removes it, unless there is something in it for people.
    ///
    /// @return whether it is gone
    boolean remove() throws IOException {
        for (Path file : files(BlockFile.MAKING)) {
            Files.deleteIfExists(file);
        }
        if (!files("").isEmpty()) {
            return false;
        }
        Files.deleteIfExists(folder);
        Files.deleteIfExists(lockFile(folder));
        close();
        return true;
    }

    @Override
    public void close() throws IOException {
        lock.close();
    }

    /// Who hears of counts that are lost.
    record Losses(CountReport report, Log log) {
        void damaged(Path file, String why) {
            report.minuteLost();
            log.error("Counts are lost: a file cannot be read", FILE.is(file), REASON.is(why));
        }
    }

    private static Optional<Content> merged(List<Path> parts, Losses losses) throws IOException {
        Optional<Content> all = Optional.empty();
        for (Path part : parts) {
            try {
                Content content = BlockFile.read(part);
                if (all.isPresent()) {
                    all.get().sums().add(content.sums());
                } else {
                    all = Optional.of(content);
                }
            } catch (DamagedFile e) {
                setAside(part, e, losses);
            }
        }
        return all;
    }

    private static void setAside(Path file, DamagedFile damage, Losses losses) throws IOException {
        losses.damaged(file, damage.why());
        Files.move(
                file,
                file.resolveSibling(file.getFileName() + DAMAGED),
                StandardCopyOption.ATOMIC_MOVE);
    }

    private static MinuteCounts counts(Content content) {
        BlockHead head = content.head();
        return new MinuteCounts(
                head.instance(),
                Instant.ofEpochSecond(head.minute() * SECONDS_PER_MINUTE),
                head.complete(),
                head.bounds().stream().map(Duration::ofNanos).toList(),
                content.sums().rows());
    }

    private Path sealedFile(long minute) {
        return folder.resolve(minute + SEALED);
    }

    private List<Path> files(String ending) throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.filter(file -> file.toString().endsWith(ending)).sorted().toList();
        }
    }

    private static Optional<Long> minute(Path file) {
        String digits = file.getFileName().toString().split("[-.]", 2)[0];
        return digits.matches("\\d{1,12}") ? Optional.of(Long.valueOf(digits)) : Optional.empty();
    }

    private static Path lockFile(Path folder) {
        return folder.resolveSibling(folder.getFileName() + LOCK);
    }

    private static Optional<FileChannel> lock(Path folder) throws IOException {
        FileChannel channel =
                FileChannel.open(
                        lockFile(folder), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
        boolean locked = false;
        try {
            locked = channel.tryLock() != null;
        } catch (OverlappingFileLockException _) {
            // Held by another part of this very process.
        } finally {
            if (!locked) {
                channel.close();
            }
        }
        return locked ? Optional.of(channel) : Optional.empty();
    }
}
