package dev.kiban.app.proof;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/// What a running program holds: open files, and what is live on its heap.
///
/// @param heapBytes of all live objects
/// @param objects how many there are of each class that belongs to a request: ours, buffers,
///     streams
record ProcessState(long openFiles, long heapBytes, Map<String, Long> objects) {

    private static final Pattern OF_REQUESTS =
            Pattern.compile("dev\\.kiban|io\\.netty\\.(buffer|handler)|io\\.vertx\\.core\\.http");

    /// Looks into the process; the class histogram collects the garbage first.
    static ProcessState of(long pid) {
        long heapBytes = 0;
        Map<String, Long> objects = new TreeMap<>();
        for (String line : histogram(pid)) {
            String[] fields = line.strip().split("\\s+", 5);
            if (fields.length >= 3 && fields[0].equals("Total")) {
                heapBytes = Long.parseLong(fields[2]);
            } else if (fields.length >= 4 && OF_REQUESTS.matcher(fields[3]).lookingAt()) {
                objects.put(fields[3], Long.valueOf(fields[1]));
            }
        }
        return new ProcessState(openFiles(pid), heapBytes, objects);
    }

    /// The memory that the operating system gives it, whatever it is for.
    static long residentBytes(long pid) {
        try {
            for (String line : Files.readAllLines(Path.of("/proc", Long.toString(pid), "status"))) {
                if (line.startsWith("VmRSS:")) {
                    return 1024 * Long.parseLong(line.replaceAll("[^0-9]", ""));
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        throw new IllegalStateException("no resident set of process " + pid);
    }

    /// The classes of which there are more than `tolerated` objects more than before.
    List<String> grownSince(ProcessState before, long tolerated) {
        return objects.entrySet().stream()
                .filter(
                        entry ->
                                entry.getValue()
                                        > before.objects.getOrDefault(entry.getKey(), 0L)
                                                + tolerated)
                .map(
                        entry ->
                                entry.getKey()
                                        + ": "
                                        + before.objects.get(entry.getKey())
                                        + " to "
                                        + entry.getValue())
                .toList();
    }

    private static long openFiles(long pid) {
        try (Stream<Path> files = Files.list(Path.of("/proc", Long.toString(pid), "fd"))) {
            return files.count();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static List<String> histogram(long pid) {
        String jcmd = Path.of(System.getProperty("java.home"), "bin", "jcmd").toString();
        try {
            Process process =
                    new ProcessBuilder(jcmd, Long.toString(pid), "GC.class_histogram").start();
            return process.inputReader().readAllLines();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
