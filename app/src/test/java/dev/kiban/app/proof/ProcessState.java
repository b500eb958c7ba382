package dev.kiban.app.proof;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;

/// What a running program holds: open files, and live objects of our classes.
record ProcessState(long openFiles, Map<String, Long> objects) {

    /// Looks into the process; the class histogram collects the garbage first.
    static ProcessState of(long pid) {
        return new ProcessState(openFiles(pid), objects(pid));
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

    /// How many objects there are of each class of ours.
    private static Map<String, Long> objects(long pid) {
        String jcmd = Path.of(System.getProperty("java.home"), "bin", "jcmd").toString();
        Map<String, Long> objects = new TreeMap<>();
        try {
            Process process =
                    new ProcessBuilder(jcmd, Long.toString(pid), "GC.class_histogram").start();
            for (String line : process.inputReader().readAllLines()) {
                String[] fields = line.strip().split("\\s+", 5);
                if (fields.length >= 4 && fields[3].startsWith("dev.kiban.")) {
                    objects.put(fields[3], Long.valueOf(fields[1]));
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return objects;
    }
}
