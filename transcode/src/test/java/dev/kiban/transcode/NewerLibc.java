package dev.kiban.transcode;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/// The C library of the next Debian or Ubuntu, from the mirror that apt uses here anyway, beside
/// the system's own: a program can be started with it without installing anything.
final class NewerLibc {

    private static final List<String> PACKAGES = List.of("libc6", "libstdc++6", "libgcc-s1");
    private static final Duration MOST = Duration.ofMinutes(2);

    private final Path folder;

    private NewerLibc(Path folder) {
        this.folder = folder;
    }

    /// How to start a program with it.
    List<String> command(Path program) {
        Path loader = folder.resolve("ld-linux-x86-64.so.2");
        return List.of(loader.toString(), "--library-path", folder.toString(), program.toString());
    }

    /// @param home where to keep it
    /// @return empty if it cannot be had
    static Optional<NewerLibc> in(Path home) {
        NewerLibc libc = new NewerLibc(home.resolve("root/usr/lib/x86_64-linux-gnu"));
        if (Files.exists(libc.folder)) {
            return Optional.of(libc);
        }
        if (!Program.exists("apt-get") || !Program.exists("dpkg-deb")) {
            return Optional.empty();
        }
        try {
            return suite().isPresent() && download(home, suite().get())
                    ? Optional.of(libc)
                    : Optional.empty();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /// The first release whose C library is new enough.
    private static Optional<String> suite() throws IOException {
        Path release = Path.of("/etc/os-release");
        if (!Files.exists(release)) {
            return Optional.empty();
        }
        List<String> lines = Files.readAllLines(release);
        if (lines.contains("ID=debian")) {
            return Optional.of("trixie");
        }
        return lines.contains("ID=ubuntu") ? Optional.of("noble") : Optional.empty();
    }

    private static boolean download(Path home, String suite) throws IOException {
        Files.createDirectories(home.getParent());
        Path fresh = Files.createTempDirectory(home.getParent(), "download");
        Optional<String> mirror = mirror();
        if (mirror.isEmpty()) {
            return false;
        }
        Files.createDirectories(fresh.resolve("lists/partial"));
        Files.writeString(
                fresh.resolve("sources.list"),
                "deb [arch=amd64] " + mirror.get() + " " + suite + " main\n");
        if (!apt(fresh, List.of("update"))
                || !apt(fresh, Stream.concat(Stream.of("download"), PACKAGES.stream()).toList())) {
            return false;
        }
        try (DirectoryStream<Path> packages = Files.newDirectoryStream(fresh, "*.deb")) {
            for (Path file : packages) {
                unpack(file, fresh.resolve("root"));
            }
        }
        Files.move(fresh, home);
        return true;
    }

    /// Where apt gets its packages from here.
    private static Optional<String> mirror() {
        List<String> question =
                List.of(
                        "apt-get",
                        "indextargets",
                        "--format",
                        "$(REPO_URI)",
                        "Created-By: Packages");
        return Program.run(MOST, question)
                .output()
                .lines()
                .filter(line -> line.startsWith("http"))
                .findFirst();
    }

    /// Runs apt with all its state in the folder, so that the system's is left alone.
    private static boolean apt(Path folder, List<String> arguments) {
        List<String> command = new ArrayList<>(List.of("apt-get", "--quiet"));
        command.addAll(List.of("-o", "Dir::Etc::sourcelist=" + folder.resolve("sources.list")));
        command.addAll(List.of("-o", "Dir::Etc::sourceparts=/dev/null"));
        command.addAll(List.of("-o", "Dir::State::lists=" + folder.resolve("lists")));
        command.addAll(List.of("-o", "Dir::Cache=" + folder.resolve("cache")));
        command.addAll(arguments);
        return Program.runIn(folder, MOST, command).exitCode() == 0;
    }

    private static void unpack(Path file, Path root) {
        Program.run(MOST, List.of("dpkg-deb", "--extract", file.toString(), root.toString()));
    }
}
