package dev.kiban.documents;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kiban.documents.Story.Command;
import dev.kiban.documents.Story.Step;
import dev.kiban.documents.Story.WriteFile;
import dev.kiban.runtime.process.ChildProcess;
import dev.kiban.testkit.Eventually;
import java.io.IOException;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ThreadLocalRandom;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/// A place to act a story out: a folder with the launcher, the examples and a compiled Greeter, and
/// ports of its own in place of those that the documents name.
///
/// A command has done its part when it has ended, or has shown what the document promises; one that
/// runs on, as a server does, is stopped when the story ends.
final class Stage implements AutoCloseable {
    private static final Pattern PORTS =
            Pattern.compile("\\b(8080|8081|8090|9901|9902|9101|9102|9103|50051)\\b");
    private static final Pattern SERVES = Pattern.compile("^\\./kiban (up|gateway|pace serve) .*");

    /// Readers have the JDK that the documents ask for.
    private static final String READERS_JAVA =
            "PATH=%s:%s"
                    .formatted(
                            Path.of(System.getProperty("java.home"), "bin"), System.getenv("PATH"));

    private static final int FIRST_PORT = 15_000;
    private static final int LAST_PORT = 32_000;
    private static final Duration GRACE = Duration.ofSeconds(30);

    private final Path folder;
    private final Map<String, Integer> ports = new TreeMap<>();
    private final List<ChildProcess> running = new ArrayList<>();

    private Stage(Path folder) {
        this.folder = folder;
    }

    /// @param project the checkout that the documents are about
    static Stage build(Path folder, Path project) throws IOException {
        Stage stage = new Stage(folder);
        Files.createSymbolicLink(folder.resolve("kiban"), project.resolve("kiban"));
        Path market = Files.createDirectories(folder.resolve("examples/flea-market"));
        Path original = project.resolve("examples/flea-market");
        try (Stream<Path> files = Files.list(original)) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                stage.copy(file, market.resolve(String.valueOf(file.getFileName())));
            }
        }
        // Not a link: definitions stay inside their directory.
        Path jar = Path.of("target/flea-market.jar");
        Files.createDirectory(market.resolve("target"));
        Files.copy(original.resolve(jar), market.resolve(jar));
        for (String built : List.of("deploy", "worker")) {
            Files.createSymbolicLink(folder.resolve(built), project.resolve(built));
        }
        Path greeter = Files.createDirectories(folder.resolve("greeter"));
        Files.write(greeter.resolve("greeter.binpb"), Greeter.descriptorSet());
        return stage;
    }

    /// The port that takes the place of one in the documents.
    int port(int documented) {
        return ports.computeIfAbsent(String.valueOf(documented), _ -> freePort());
    }

    Path folder() {
        return folder;
    }

    void act(Story story) throws IOException, InterruptedException {
        for (Step step : story.steps()) {
            switch (step) {
                case WriteFile(String name, String content) -> write(name, content);
                case Command command -> run(command);
            }
        }
    }

    private void write(String name, String content) throws IOException {
        Path file = folder.resolve(name);
        Files.createDirectories(file.getParent());
        Files.writeString(file, withPorts(content));
    }

    private void run(Command command) throws IOException, InterruptedException {
        List<String> output = new CopyOnWriteArrayList<>(); // grows while it is read
        Showing showing = new Showing(command.shows().stream().map(this::withPorts).toList());
        ChildProcess process =
                ChildProcess.start(
                        new ChildProcess.Launch(
                                List.of("env", READERS_JAVA, "sh", "-c", line(command)), folder),
                        output::add);
        running.add(process);
        Eventually.passes(
                () -> {
                    boolean shown = showing.missing(output).isEmpty();
                    assertThat(!process.isAlive() || (shown && !command.shows().isEmpty()))
                            .as("`%s` shows %s", command.line(), output)
                            .isTrue();
                });
        if (!process.isAlive()) {
            int exit = process.awaitEnd();
            assertThat(showing.missing(output))
                    .as("`%s` shows, at exit %d, %s", command.line(), exit, output)
                    .isEmpty();
            assertThat(exit == 0 || !command.shows().isEmpty())
                    .as("`%s` ends with %d and shows %s", command.line(), exit, output)
                    .isTrue();
        }
    }

    /// The command on ports of this stage.
    private String line(Command command) {
        String line = withPorts(command.line());
        if (line.startsWith("./kiban up ") && !line.contains(" --data ")) {
            // Those of whoever runs the tests are no stage.
            line += line.contains("--history") ? " --data data" : " --no-budgets";
        }
        boolean tellsPorts = !SERVES.matcher(line).matches() || line.contains("--port");
        if (tellsPorts) {
            return line;
        }
        if (line.startsWith("./kiban pace serve ")) {
            return line + " --port %d --admin-port %d".formatted(port(8090), port(9902));
        }
        String ports = " --port %d --admin-port %d".formatted(port(8080), port(9901));
        return line
                + ports
                + (line.startsWith("./kiban up ")
                        ? " --console-port %d --pace-port %d --pace-admin-port %d"
                                .formatted(port(8081), port(8090), port(9902))
                        : "");
    }

    private String withPorts(String text) {
        return PORTS.matcher(text)
                .replaceAll(found -> String.valueOf(port(Integer.parseInt(found.group()))));
    }

    private void copy(Path from, Path to) throws IOException {
        if (String.valueOf(from.getFileName()).endsWith(".yaml")) {
            Files.writeString(to, withPorts(Files.readString(from)));
        } else {
            Files.copy(from, to);
        }
    }

    /// Ends what runs, the latest first.
    @Override
    public void close() {
        try {
            for (ChildProcess process : running.reversed()) {
                process.stop(GRACE);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /// A port for a process that is started later. None that systems give to connections: one of
    /// those may be taken again before the process listens.
    private static int freePort() {
        while (true) {
            int port = ThreadLocalRandom.current().nextInt(FIRST_PORT, LAST_PORT);
            try (ServerSocket _ = new ServerSocket(port)) {
                return port;
            } catch (IOException e) {
                // somebody listens there: try another
            }
        }
    }
}
