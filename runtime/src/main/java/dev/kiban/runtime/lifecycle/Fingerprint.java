package dev.kiban.runtime.lifecycle;

import java.io.IOException;
import java.nio.file.FileVisitOption;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/// What the file system says of a set of files at one moment; equal if nothing changed.
record Fingerprint(Map<Path, Stamp> stamps) {
    private static final int MAX_DEPTH = 32;

    static Fingerprint take(Path directory, Predicate<Path> wanted, Set<Path> others) {
        Map<Path, Stamp> stamps = new HashMap<>();
        Walk walk = new Walk(directory, wanted, stamps);
        try {
            Files.walkFileTree(directory, Set.of(FileVisitOption.FOLLOW_LINKS), MAX_DEPTH, walk);
        } catch (IOException e) {
            // The directory cannot be read: then it has no files. Who reads it says what is wrong.
        }
        for (Path other : others) {
            stamps.put(other, Stamp.of(other));
        }
        return new Fingerprint(stamps);
    }

    /// One file: absent, or these facts of what its links lead to.
    private record Stamp(boolean exists, long size, long modifiedNanos, String identity) {
        private static final Stamp ABSENT = new Stamp(false, 0, 0, "");

        static Stamp of(Path file) {
            try {
                return of(Files.readAttributes(file, BasicFileAttributes.class));
            } catch (IOException e) {
                return ABSENT;
            }
        }

        static Stamp of(BasicFileAttributes facts) {
            return new Stamp(
                    true,
                    facts.size(),
                    facts.lastModifiedTime().to(TimeUnit.NANOSECONDS),
                    String.valueOf(facts.fileKey()));
        }
    }

    /// Stamps the directory's wanted files, hidden files and folders left out; goes past what it
    /// cannot read and past links that lead in a circle.
    private static final class Walk extends SimpleFileVisitor<Path> {
        private final Path directory;
        private final Predicate<Path> wanted;
        private final Map<Path, Stamp> stamps;
        private int seen;

        Walk(Path directory, Predicate<Path> wanted, Map<Path, Stamp> stamps) {
            this.directory = directory;
            this.wanted = wanted;
            this.stamps = stamps;
        }

        @Override
        public FileVisitResult preVisitDirectory(Path folder, BasicFileAttributes facts) {
            if (folder.equals(directory)) {
                stamps.put(
                        folder,
                        new Stamp(true, 0, 0, "")); // that it is there; its files say the rest
                return FileVisitResult.CONTINUE;
            }
            return isHidden(folder) ? FileVisitResult.SKIP_SUBTREE : FileVisitResult.CONTINUE;
        }

        @Override
        public FileVisitResult visitFile(Path file, BasicFileAttributes facts) {
            if (++seen > FileWatch.MAX_FILES) {
                return FileVisitResult.TERMINATE;
            }
            if (facts.isRegularFile() && !isHidden(file) && wanted.test(file)) {
                stamps.put(file, Stamp.of(facts));
            }
            return FileVisitResult.CONTINUE;
        }

        @Override
        public FileVisitResult visitFileFailed(Path file, IOException e) {
            return FileVisitResult.CONTINUE;
        }

        @Override
        public FileVisitResult postVisitDirectory(Path folder, @Nullable IOException e) {
            return FileVisitResult.CONTINUE;
        }

        private static boolean isHidden(Path path) {
            return String.valueOf(path.getFileName()).startsWith(".");
        }
    }
}
