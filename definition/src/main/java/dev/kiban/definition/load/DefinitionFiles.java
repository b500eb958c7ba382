package dev.kiban.definition.load;

import dev.kiban.definition.Location;
import dev.kiban.definition.Problem;
import dev.kiban.definition.ProblemCode;
import dev.kiban.definition.yaml.YamlLimits;
import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemLoopException;
import java.nio.file.FileVisitOption;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;

/// Finds the definition files of a directory: `*.yaml` and `*.yml`, in order of their paths. Hidden
/// files and folders are passed over; symbolic links are followed, as Kubernetes mounts files by
/// them.
final class DefinitionFiles extends SimpleFileVisitor<Path> {
    /// Files in one directory.
    static final int MAX_FILES = 10_000;

    /// Bytes in all files together: some ten thousand services.
    static final long MAX_BYTES = 64L << 20;

    /// Files of any kind in one directory: it may be a checkout of more than definitions.
    static final int MAX_OTHER_FILES = 100_000;

    /// Folders within each other.
    static final int MAX_FOLDERS_DEEP = 32;

    private final Path directory;
    private final List<Problem> problems;
    private final List<Path> files = new ArrayList<>();
    private int visited;
    private long bytes;

    private DefinitionFiles(Path directory, List<Problem> problems) {
        this.directory = directory;
        this.problems = problems;
    }

    static List<Path> below(Path directory, List<Problem> problems) {
        if (!Files.isDirectory(directory)) {
            String what = Files.exists(directory) ? "is not a directory" : "does not exist";
            problems.add(
                    new Problem(
                            Location.of(directory),
                            ProblemCode.NO_DEFINITIONS,
                            "%s %s: name a directory of YAML files".formatted(directory, what)));
            return List.of();
        }
        DefinitionFiles visitor = new DefinitionFiles(directory, problems);
        try {
            Files.walkFileTree(
                    directory, EnumSet.of(FileVisitOption.FOLLOW_LINKS), MAX_FOLDERS_DEEP, visitor);
        } catch (IOException e) {
            visitor.report(directory, e);
        }
        visitor.files.sort(null);
        return visitor.files;
    }

    @Override
    public FileVisitResult preVisitDirectory(Path folder, BasicFileAttributes attributes) {
        if (folder.equals(directory)) {
            return FileVisitResult.CONTINUE;
        }
        if (isHidden(folder)) {
            return FileVisitResult.SKIP_SUBTREE;
        }
        Checkout checkout = new Checkout(directory, folder);
        if (Files.isSymbolicLink(folder) && !checkout.isReallyInside(folder)) {
            report(folder, ProblemCode.OUTSIDE, checkout.linkLeadsOutside());
            return FileVisitResult.SKIP_SUBTREE;
        }
        return FileVisitResult.CONTINUE;
    }

    @Override
    public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
        if (++visited > MAX_OTHER_FILES) {
            return stop("more than %,d files below it".formatted(MAX_OTHER_FILES));
        }
        if (attributes.isDirectory()) {
            report(
                    file,
                    ProblemCode.TOO_DEEP,
                    "more than %d folders deep".formatted(MAX_FOLDERS_DEEP));
            return FileVisitResult.CONTINUE;
        }
        if (isHidden(file) || !isYaml(file)) {
            return FileVisitResult.CONTINUE;
        }
        if (!attributes.isRegularFile()) {
            report(file, ProblemCode.UNREADABLE, "not a regular file");
            return FileVisitResult.CONTINUE;
        }
        bytes += Math.min(attributes.size(), YamlLimits.MAX_FILE_BYTES);
        if (files.size() == MAX_FILES) {
            return stop("more than %,d definition files below it".formatted(MAX_FILES));
        }
        if (bytes > MAX_BYTES) {
            return stop("more than %s bytes of definitions".formatted(SizeText.print(MAX_BYTES)));
        }
        files.add(file);
        return FileVisitResult.CONTINUE;
    }

    private FileVisitResult stop(String why) {
        report(directory, ProblemCode.TOO_MANY, why);
        return FileVisitResult.TERMINATE;
    }

    @Override
    public FileVisitResult visitFileFailed(Path file, IOException why) {
        boolean matters = !isHidden(file) && (isYaml(file) || Files.isDirectory(file));
        if (matters) {
            report(file, why);
        }
        return FileVisitResult.CONTINUE;
    }

    private void report(Path file, IOException why) {
        report(file, ProblemCode.UNREADABLE, reason(why));
    }

    private void report(Path file, ProblemCode code, String message) {
        problems.add(new Problem(Location.of(file), code, message));
    }

    /// What an exception of the file system means to a user.
    static String reason(IOException why) {
        return switch (why) {
            case FileSystemLoopException _ -> "a symbolic link leads back to a folder above it";
            case NoSuchFileException _ -> "a symbolic link leads nowhere";
            case AccessDeniedException _ -> "cannot be read: permission denied";
            default -> "cannot be read: " + why.getClass().getSimpleName();
        };
    }

    private static boolean isHidden(Path path) {
        return path.getFileName().toString().startsWith(".");
    }

    private static boolean isYaml(Path file) {
        String name = file.getFileName().toString().toLowerCase(Locale.ROOT);
        return name.endsWith(".yaml") || name.endsWith(".yml");
    }
}
