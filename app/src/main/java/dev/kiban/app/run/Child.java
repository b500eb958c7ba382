package dev.kiban.app.run;

import java.io.File;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.IntConsumer;

/// The command, as a process: what it writes goes on to where we write, and its end is remembered.
final class Child {
    /// A process that it left behind may keep its output open.
    private static final Duration LAST_WORDS = Duration.ofSeconds(1);

    private static final int BUFFER = 8 << 10;

    /// Has the system kill the command when we are killed ourselves, and can stop nothing any more.
    private static final Path GUARD = Path.of("/usr/bin/setpriv");

    private static final List<String> GUARDED =
            List.of(GUARD.toString(), "--pdeathsig", "KILL", "--");

    private final Process process;
    private final Tail tail = new Tail();
    private final List<Thread> readers;
    private final List<ProcessHandle> family = new ArrayList<>();

    private Child(Process process) {
        this.process = process;
        this.readers =
                List.of(
                        reader(process.getInputStream(), FileDescriptor.out),
                        reader(process.getErrorStream(), FileDescriptor.err));
    }

    /// Starts it. The thread that does must live for as long as the command does: the system takes
    /// its end for ours.
    ///
    /// @param environment more of it
    /// @throws IOException if there is no such command
    static Child start(List<String> command, Map<String, String> environment) throws IOException {
        List<String> guarded = new ArrayList<>(isGuarded() ? GUARDED : List.of());
        guarded.addAll(command);
        ProcessBuilder builder =
                new ProcessBuilder(guarded).redirectInput(ProcessBuilder.Redirect.INHERIT);
        builder.environment().putAll(environment);
        return new Child(builder.start());
    }

    /// Somebody who kills it if we cannot.
    Sentry sentry() {
        return new Sentry(process.pid(), isGuarded() ? GUARDED : List.of());
    }

    /// Calls back when it has ended.
    ///
    /// @param ended is told its exit code, or 128 and the number of the signal that ended it
    void onExit(IntConsumer ended) {
        Thread.ofPlatform()
                .daemon()
                .start(
                        () -> {
                            try {
                                ended.accept(process.waitFor());
                            } catch (InterruptedException e) {
                                Thread.currentThread().interrupt();
                            }
                        });
    }

    /// Sends it a signal.
    ///
    /// @param name such as `TERM`
    void signal(String name) {
        remember();
        if (name.equals("TERM")) {
            process.toHandle().destroy(); // unlike the process's own, it leaves the output open
            return;
        }
        try {
            new ProcessBuilder("kill", "-" + name, String.valueOf(process.pid()))
                    .redirectErrorStream(true)
                    .redirectOutput(new File("/dev/null"))
                    .start();
        } catch (IOException e) {
            process.toHandle().destroy(); // a system without kill
        }
    }

    /// Ends it, and what it has started.
    void kill() {
        remember();
        process.toHandle().destroyForcibly();
        family.forEach(ProcessHandle::destroyForcibly);
    }

    /// The last that it wrote, when it has ended.
    String lastWords() {
        try {
            for (Thread reader : readers) {
                reader.join(LAST_WORDS);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        return tail.text();
    }

    /// Those whose parent ends first cannot be found any more.
    private void remember() {
        process.descendants().forEach(family::add);
    }

    private static boolean isGuarded() {
        try {
            return Files.isExecutable(GUARD)
                    // busybox has a setpriv that cannot do it
                    && !GUARD.toRealPath().toString().toLowerCase(Locale.ROOT).contains("busybox");
        } catch (IOException e) {
            return false;
        }
    }

    private Thread reader(InputStream from, FileDescriptor to) {
        return Thread.ofPlatform().daemon().start(() -> read(from, new FileOutputStream(to)));
    }

    private void read(InputStream from, OutputStream to) {
        byte[] buffer = new byte[BUFFER];
        boolean heard = true;
        try {
            for (int read = from.read(buffer); read >= 0; read = from.read(buffer)) {
                tail.write(buffer, read);
                heard = heard && pass(buffer, read, to);
            }
        } catch (IOException e) {
            // it has ended
        }
    }

    /// The command goes on if nobody listens any more.
    private static boolean pass(byte[] buffer, int length, OutputStream to) {
        try {
            to.write(buffer, 0, length);
            return true;
        } catch (IOException e) {
            return false;
        }
    }
}
