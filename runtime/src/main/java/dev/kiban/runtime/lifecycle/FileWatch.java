package dev.kiban.runtime.lifecycle;

import java.nio.file.Path;
import java.util.Locale;
import java.util.Set;
import java.util.function.Predicate;

/// Notices that files have changed and have come to rest. It has no thread: whoever owns it looks
/// now and then.
///
/// ```java
/// FileWatch watch = new FileWatch(directory, FileWatch.named("yaml", "yml"));
/// if (watch.changed()) { … }       // each tick
/// ```
///
/// It compares what the file system says of each file (size, times, identity), links followed. That
/// sees an edit in place, a file renamed over another, a folder swapped by a link as Kubernetes
/// does with ConfigMaps, and it works on network and container mounts, where notifications of the
/// kernel do not arrive. A change counts when two looks in a row see the same, so that a file being
/// written is not read half-way; a directory that never rests counts after [#MAX_UNREST] looks.
public final class FileWatch {
    /// Files of the directory that are looked at, wanted or not; more are ignored.
    public static final int MAX_FILES = 10_000;

    /// Looks after which a change counts even if the files go on changing.
    public static final int MAX_UNREST = 20;

    private final Path directory;
    private Predicate<Path> files;
    private Set<Path> others = Set.of();
    private Fingerprint known;
    private Fingerprint latest;
    private int unrest;

    /// Takes the files as they are now as known.
    ///
    /// @param directory looked through with its folders, hidden ones skipped
    /// @param files which of its files matter
    public FileWatch(Path directory, Predicate<Path> files) {
        this.directory = directory;
        this.files = files;
        this.known = Fingerprint.take(directory, files, others);
        this.latest = known;
    }

    /// Files with one of these extensions, in small or capital letters.
    public static Predicate<Path> named(String... extensions) {
        Set<String> wanted = Set.of(extensions);
        return file -> {
            String name = String.valueOf(file.getFileName()).toLowerCase(Locale.ROOT);
            return wanted.contains(name.substring(name.lastIndexOf('.') + 1));
        };
    }

    /// Looks at other files from now on. Those that are new here count as a change, since nobody
    /// knows how old what was read of them is.
    ///
    /// @param newFiles which files of the directory matter
    /// @param newOthers more files, wherever they are and whether or not they exist yet
    public void lookAt(Predicate<Path> newFiles, Set<Path> newOthers) {
        files = newFiles;
        others = Set.copyOf(newOthers);
    }

    /// Looks once: whether something changed since this last said so, and has come to rest.
    public boolean changed() {
        Fingerprint now = Fingerprint.take(directory, files, others);
        boolean rests = now.equals(latest);
        latest = now;
        if (now.equals(known)) {
            unrest = 0;
            return false;
        }
        if (!rests && ++unrest < MAX_UNREST) {
            return false;
        }
        known = now;
        unrest = 0;
        return true;
    }
}
