package dev.kiban.definition.load;

import dev.kiban.definition.Location;
import dev.kiban.definition.Problem.Misfit;
import dev.kiban.definition.ProblemCode;
import dev.kiban.definition.shape.Reading;
import dev.kiban.definition.shape.RelativePaths;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.Stream;

/// The directory of definitions as one of its files sees it. Whatever that file names must lie
/// inside the directory, links followed: the program may read more of the machine than those who
/// write definitions.
///
/// @param directory as the user named it
/// @param file a definition file below it
record Checkout(Path directory, Path file) implements RelativePaths {
    private static final int MAX_SIBLINGS = 1_000;

    @Override
    public Path home() {
        Path parent = file.getParent();
        return parent == null ? Path.of("") : parent;
    }

    @Override
    public Optional<Path> file(String text, Location at, Reading reading) {
        return find(text, "file", Files::isRegularFile, new Place(at, reading));
    }

    @Override
    public Optional<Path> folder(String text, Location at, Reading reading) {
        return find(text, "folder", Files::isDirectory, new Place(at, reading));
    }

    private record Place(Location at, Reading reading) {
        Optional<Path> refuse(ProblemCode code, String message) {
            reading.report(at, code, message);
            return Optional.empty();
        }
    }

    private Optional<Path> find(String text, String noun, Predicate<Path> isOfKind, Place place) {
        Path path;
        try {
            path = home().resolve(text).normalize();
        } catch (InvalidPathException _) {
            return place.refuse(ProblemCode.BAD_VALUE, "is not a path: '%s'".formatted(text));
        }
        if (Path.of(text).isAbsolute() || !absolute(path).startsWith(absolute(directory))) {
            return place.refuse(ProblemCode.OUTSIDE, outside(text));
        }
        if (!isOfKind.test(path)) {
            return place.refuse(
                    ProblemCode.NO_SUCH_FILE,
                    "must be a %s, and there is none at %s%s"
                            .formatted(noun, path, nearby(path, isOfKind)));
        }
        return isReallyInside(path)
                ? Optional.of(path)
                : place.refuse(ProblemCode.OUTSIDE, outside(text));
    }

    /// A hint at the file that was probably meant.
    private static String nearby(Path path, Predicate<Path> isOfKind) {
        Path parent = path.toAbsolutePath().getParent();
        if (parent == null || !Files.isDirectory(parent)) {
            return "";
        }
        try (Stream<Path> siblings = Files.list(parent)) {
            List<String> names =
                    siblings.limit(MAX_SIBLINGS)
                            .filter(isOfKind)
                            .map(sibling -> sibling.getFileName().toString())
                            .toList();
            return new Misfit(path.getFileName().toString(), names).hint();
        } catch (IOException _) {
            return "";
        }
    }

    private String outside(String text) {
        return "must stay inside %s, found '%s'".formatted(directory, text);
    }

    /// What is wrong with a link that does not stay inside.
    String linkLeadsOutside() {
        return "a symbolic link leads outside of " + directory;
    }

    private static Path absolute(Path path) {
        return path.toAbsolutePath().normalize();
    }

    /// Whether the path still leads inside the directory when all links are followed.
    boolean isReallyInside(Path path) {
        try {
            return path.toRealPath().startsWith(directory.toRealPath());
        } catch (IOException _) {
            return false;
        }
    }
}
