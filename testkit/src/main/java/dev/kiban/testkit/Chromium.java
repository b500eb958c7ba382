package dev.kiban.testkit;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/// A real browser without a screen, started anew for each page. For one that stays, see
/// [ChromiumWindow].
///
/// @param profile a folder of its own
public record Chromium(Path profile) {
    private static final Path PROGRAM = Path.of("/usr/bin/chromium");
    private static final int PATIENCE_SECONDS = 60;

    /// What became of a page.
    ///
    /// @param dom the page after its scripts ran
    /// @param complaints what the browser's console says
    public record Seen(String dom, List<String> complaints) {

        public Seen {
            complaints = List.copyOf(complaints);
        }
    }

    /// Whether there is one on this machine.
    public static boolean isThere() {
        return Files.isExecutable(PROGRAM);
    }

    /// Opens a page.
    public Seen open(String url, String... options) throws IOException, InterruptedException {
        return run(url, List.of("--dump-dom"), options);
    }

    /// Takes a picture, of a window this large: `1280,900`.
    public Seen picture(String url, Path file, String size, String... options)
            throws IOException, InterruptedException {
        return run(url, List.of("--screenshot=" + file, "--window-size=" + size), options);
    }

    private Seen run(String url, List<String> task, String... options)
            throws IOException, InterruptedException {
        List<String> command = command();
        command.addAll(List.of("--enable-logging=stderr", "--virtual-time-budget=1000"));
        command.addAll(task);
        command.addAll(List.of(options));
        command.add(url);
        Path out = profile.resolve("out");
        Path err = profile.resolve("err");
        Process browser =
                new ProcessBuilder(command)
                        .redirectOutput(out.toFile())
                        .redirectError(err.toFile())
                        .start();
        if (!browser.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
            browser.destroyForcibly();
            throw new IOException("the browser did not end: " + Files.readString(err));
        }
        List<String> complaints =
                new String(Files.readAllBytes(err), StandardCharsets.UTF_8)
                        .lines()
                        .filter(line -> line.contains("CONSOLE"))
                        .toList();
        return new Seen(Files.readString(out), complaints);
    }

    /// How it is started, whatever for.
    List<String> command() {
        return new ArrayList<>(
                List.of(
                        PROGRAM.toString(),
                        "--headless=new",
                        "--no-sandbox",
                        "--disable-gpu",
                        "--disable-dev-shm-usage",
                        "--no-first-run",
                        "--disable-background-networking",
                        "--hide-scrollbars",
                        "--user-data-dir=" + profile));
    }
}
