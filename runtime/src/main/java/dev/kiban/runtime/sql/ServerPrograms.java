package dev.kiban.runtime.sql;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.BufferedInputStream;
import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.URL;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.zip.CRC32;
import java.util.zip.CheckedInputStream;
import org.tukaani.xz.XZInputStream;

/// PostgreSQL's own programs, unpacked into a folder: `initdb`, `pg_ctl`, `postgres`.
///
/// PostgreSQL does not run as root. Root, as in containers, runs it in a user namespace of its own
/// instead (`unshare`, of util-linux), where it is nobody but owns the same files.
final class ServerPrograms {
    /// Of PostgreSQL. Folders of another major version are not opened.
    static final int MAJOR_VERSION = 18;

    private static final File NOWHERE = new File("/dev/null");
    private static final List<String> NAMESPACE = List.of("unshare", "-U");

    private final Path folder;
    private final List<String> prefix;

    private ServerPrograms(Path folder, List<String> prefix) {
        this.folder = folder;
        this.prefix = prefix;
    }

    /// Unpacks them, unless they are there.
    ///
    /// @param home what they are unpacked into; nobody else may be at it
    static ServerPrograms in(Path home) throws IOException {
        URL archive = archive();
        Path folder =
                home.resolve("postgresql-%d-%08x".formatted(MAJOR_VERSION, checksum(archive)));
        if (!Files.exists(folder)) {
            unpack(archive, home, folder);
        }
        return new ServerPrograms(folder, prefix());
    }

    /// How a program ended, and what it wrote.
    record Ended(int exit, String output) {}

    /// Runs one to its end.
    Ended run(String program, String... arguments) throws IOException {
        List<String> command = new ArrayList<>(prefix);
        command.add(folder.resolve("bin").resolve(program).toString());
        command.addAll(List.of(arguments));
        return run(command);
    }

    private static Ended run(List<String> command) throws IOException {
        Process process =
                new ProcessBuilder(command)
                        .redirectInput(ProcessBuilder.Redirect.from(NOWHERE))
                        .redirectErrorStream(true)
                        .start();
        try (InputStream output = process.getInputStream()) {
            String text = new String(output.readAllBytes(), UTF_8).strip();
            return new Ended(process.waitFor(), text);
        } catch (InterruptedException e) {
            process.destroy();
            Thread.currentThread().interrupt();
            throw new ServerFault("interrupted while starting or stopping PostgreSQL", e);
        }
    }

    private static URL archive() {
        String system = System.getProperty("os.name").toLowerCase(Locale.ROOT);
        String machine = System.getProperty("os.arch");
        String name =
                "postgres-%s-%s.txz"
                        .formatted(
                                system.startsWith("mac") ? "darwin" : system,
                                machine.equals("aarch64") ? "arm_64" : "x86_64");
        URL archive = ServerPrograms.class.getClassLoader().getResource(name);
        if (archive == null) {
            throw new ServerFault(
                    "this Kiban brings no PostgreSQL for %s on %s: give it the URL of a database"
                            .formatted(system, machine));
        }
        return archive;
    }

    private static long checksum(URL archive) throws IOException {
        try (var in = new CheckedInputStream(archive.openStream(), new CRC32())) {
            in.transferTo(OutputStream.nullOutputStream());
            return in.getChecksum().getValue();
        }
    }

    /// Under another name first: what has the right name is whole.
    private static void unpack(URL archive, Path home, Path folder) throws IOException {
        Path unfinished = Files.createTempDirectory(home, "unpacking-");
        try (InputStream in = new XZInputStream(new BufferedInputStream(archive.openStream()))) {
            Tar.unpack(in, unfinished);
        }
        Files.move(unfinished, folder, StandardCopyOption.ATOMIC_MOVE);
    }

    private static List<String> prefix() {
        if (!System.getProperty("user.name").equals("root")) {
            return List.of();
        }
        List<String> probe = new ArrayList<>(NAMESPACE);
        probe.add("true");
        if (canRun(probe)) {
            return NAMESPACE;
        }
        throw new ServerFault(
                "PostgreSQL does not run as root, and this system lets root make no user namespace"
                        + " (unshare -U): run Kiban as another user, or give it the URL of a database");
    }

    private static boolean canRun(List<String> command) {
        try {
            return run(command).exit() == 0;
        } catch (IOException e) {
            return false; // there is no such program
        }
    }
}
