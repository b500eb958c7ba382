package dev.kiban.gateway.count;

import static dev.kiban.runtime.telemetry.log.LogKey.DIRECTORY;
import static dev.kiban.runtime.telemetry.log.LogKey.ERROR;
import static dev.kiban.runtime.telemetry.log.LogKey.FILE;

import dev.kiban.gateway.count.InstanceFolder.Losses;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.UUID;
import java.util.stream.Stream;

/// The folder that the instances of this machine share, and its limit.
final class CountFolder {
    private final Path folder;
    private final long maxBytes;
    private final Losses losses;
    private final InstanceFolder own;
    private final Map<Path, InstanceFolder> dead = new TreeMap<>();

    private CountFolder(Path folder, long maxBytes, Losses losses, InstanceFolder own) {
        this.folder = folder;
        this.maxBytes = maxBytes;
        this.losses = losses;
        this.own = own;
    }

    /// Enters as a new instance.
    static CountFolder enter(Path folder, long maxBytes, UUID instance, Losses losses)
            throws IOException {
        Files.createDirectories(folder);
        return new CountFolder(folder, maxBytes, losses, InstanceFolder.create(folder, instance));
    }

    InstanceFolder own() {
        return own;
    }

    Losses losses() {
        return losses;
    }

    /// The folders of instances that have ended, held until [#release] and all sealed.
    ///
    /// Ours is not even tried, nor one that is held: closing a lock file lets go of every lock
    /// that the process has on it.
    List<InstanceFolder> dead() throws IOException {
        try (DirectoryStream<Path> folders = Files.newDirectoryStream(folder, Files::isDirectory)) {
            for (Path other : folders) {
                if (!other.equals(own.path()) && !dead.containsKey(other)) {
                    claim(other);
                }
            }
        }
        return List.copyOf(dead.values());
    }

    /// All that a dead instance left is shipped.
    void release(InstanceFolder emptied) throws IOException {
        if (emptied.remove()) {
            dead.remove(emptied.path());
        }
    }

    /// Leaves the folder; what still waits is for who comes next.
    void leave() throws IOException {
        for (InstanceFolder held : dead.values()) {
            held.close();
        }
        if (!own.remove()) {
            own.close();
        }
    }

    private void claim(Path other) {
        try {
            Optional<InstanceFolder> claimed = InstanceFolder.claim(other);
            if (claimed.isPresent()) {
                dead.put(other, claimed.get());
                claimed.get().sealAll(losses);
            }
        } catch (IOException e) { // the others must not wait for it
            losses.log()
                    .error(
                            "Counts of an ended process cannot be had",
                            DIRECTORY.is(other),
                            ERROR.is(e.toString()));
        }
    }

    /// Gives up the oldest minutes until so many bytes fit.
    ///
    /// @throws IOException if they never will
    void makeRoom(long bytes) throws IOException {
        List<Path> all = files();
        long used = 0;
        for (Path file : all) {
            used += size(file);
        }
        for (Path file : oldestFirst(all)) {
            if (used + bytes <= maxBytes) {
                return;
            }
            used -= size(file);
            if (Files.deleteIfExists(file) && file.toString().endsWith(InstanceFolder.SEALED)) {
                losses.report().minuteLost();
                losses.log()
                        .error(
                                "Counts are lost: the folder is full, and the store takes nothing",
                                FILE.is(file));
            }
        }
        if (used + bytes > maxBytes) {
            throw new IOException(
                    "%d bytes do not fit into %s, which may hold %d"
                            .formatted(bytes, folder, maxBytes));
        }
    }

    private List<Path> files() throws IOException {
        try (Stream<Path> files = Files.walk(folder, 2)) {
            return files.filter(Files::isRegularFile).toList();
        }
    }

    private static List<Path> oldestFirst(List<Path> files) {
        return files.stream()
                .filter(CountFolder::mayGo)
                .sorted(Comparator.comparing(file -> file.getFileName().toString()))
                .toList();
    }

    private static boolean mayGo(Path file) {
        String name = file.toString();
        return name.endsWith(InstanceFolder.SEALED) || name.endsWith(InstanceFolder.DAMAGED);
    }

    private static long size(Path file) throws IOException {
        try {
            return Files.size(file);
        } catch (NoSuchFileException _) {
            return 0;
        }
    }
}
