package dev.kiban.launcher;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// A machine of its own for the launcher: a checkout with the real scripts, pretend JDKs that print
/// how they were called, and a PATH with little on it.
///
/// The launcher asks for version 99 here, so that no real JDK of this machine is good enough.
final class PretendHome {
    static final int NEEDED = 99;

    private static final List<String> TOOLS =
            List.of(
                    "sh",
                    "sed",
                    "find",
                    "head",
                    "tail",
                    "dirname",
                    "readlink",
                    "uname",
                    "mkdir",
                    "cat",
                    "touch",
                    "rm",
                    "mv",
                    "cp",
                    "date",
                    "sleep");

    private final Path root;
    private final Map<String, String> environment = new HashMap<>();

    /// What one run of the launcher did.
    record Run(int exit, String out, String err) {}

    PretendHome(Path root, Path project) throws IOException {
        this.root = root;
        Files.createDirectories(checkout().resolve("bin"));
        Files.createDirectories(path());
        Files.createDirectories(home());
        Files.copy(project.resolve("kiban"), checkout().resolve("kiban"));
        String finder = Files.readString(project.resolve("bin/find-jdk.sh"));
        Files.writeString(
                checkout().resolve("bin/find-jdk.sh"),
                finder.replace("JDK_NEEDED=25", "JDK_NEEDED=" + NEEDED));
        for (String tool : TOOLS) {
            script(path().resolve(tool), "exec %s \"$@\"".formatted(where(tool)));
        }
        environment.put("PATH", path().toString());
        environment.put("HOME", home().toString());
    }

    Path checkout() {
        return root.resolve("check out");
    }

    Path jar() {
        return checkout().resolve("app/target/kiban.jar");
    }

    Path home() {
        return root.resolve("home");
    }

    private Path path() {
        return root.resolve("path");
    }

    PretendHome with(String variable, Object value) {
        environment.put(variable, value.toString());
        return this;
    }

    /// A JDK below the home folder. Its `java` prints its version and its arguments.
    ///
    /// @param more that its `java` does first
    Path jdk(String place, int version, String... more) throws IOException {
        Path jdk = home().resolve(place);
        Files.createDirectories(jdk.resolve("bin"));
        Files.writeString(jdk.resolve("release"), "JAVA_VERSION=\"%d.0.1\"%n".formatted(version));
        script(jdk.resolve("bin/javac"), "exit 0");
        script(
                jdk.resolve("bin/java"),
                String.join("\n", more),
                "echo java %d".formatted(version),
                "for argument; do echo \"[$argument]\"; done");
        return jdk;
    }

    /// Puts a program on the PATH.
    PretendHome onPath(String name, String... lines) throws IOException {
        script(path().resolve(name), lines);
        return this;
    }

    /// Puts a link to a program on the PATH.
    PretendHome linkOnPath(String name, Path target) throws IOException {
        Files.createSymbolicLink(path().resolve(name), target);
        return this;
    }

    /// A jar that was built, and a source as much older (or newer, if negative).
    PretendHome built(long secondsAfterTheSource) throws IOException {
        Path source = checkout().resolve("app/src/main/java/Main.java");
        Files.createDirectories(source.getParent());
        Files.createDirectories(jar().getParent());
        Files.writeString(source, "");
        Files.writeString(jar(), "");
        FileTime built = Files.getLastModifiedTime(jar());
        Files.setLastModifiedTime(
                source, FileTime.from(built.toInstant().minusSeconds(secondsAfterTheSource)));
        return this;
    }

    /// Something that the launcher keeps for itself, so much newer (or older) than the jar.
    Path kept(String name, long secondsAfterTheJar) throws IOException {
        Path file = checkout().resolve(".kiban").resolve(name);
        Files.createDirectories(file.getParent());
        Files.writeString(file, "");
        Instant built = Files.getLastModifiedTime(jar()).toInstant();
        Files.setLastModifiedTime(file, FileTime.from(built.plusSeconds(secondsAfterTheJar)));
        return file;
    }

    Run run(String... arguments) throws IOException, InterruptedException {
        return runAs(checkout().resolve("kiban"), arguments);
    }

    Run runAs(Path launcher, String... arguments) throws IOException, InterruptedException {
        Path out = root.resolve("out");
        Path err = root.resolve("err");
        List<String> command = new ArrayList<>(List.of(launcher.toString()));
        command.addAll(List.of(arguments));
        ProcessBuilder builder =
                new ProcessBuilder(command)
                        .directory(root.toFile())
                        .redirectOutput(out.toFile())
                        .redirectError(err.toFile());
        builder.environment().clear();
        builder.environment().putAll(environment);
        int exit = builder.start().waitFor();
        return new Run(exit, Files.readString(out, UTF_8), Files.readString(err, UTF_8));
    }

    private static void script(Path file, String... lines) throws IOException {
        Files.writeString(file, "#!/bin/sh\n" + String.join("\n", lines) + "\n");
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwxr-xr-x"));
    }

    private static Path where(String tool) {
        return List.of("/usr/bin", "/bin").stream()
                .map(folder -> Path.of(folder, tool))
                .filter(Files::exists)
                .findFirst()
                .orElseThrow();
    }
}
