package dev.kiban.bench.sidebyside;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * h2load with one request at a time on each of its connections, on the core `load.core` (a system
 * property) if there is one.
 *
 * @param connections how many clients
 * @param ratePerSecond of all clients together; 0 for as fast as each answer allows
 */
record Load(int connections, int ratePerSecond, Duration length) {

    /** What one run of the load saw. */
    static final class Result {

        private final long[] sortedMicros;
        private final long failed;

        Result(long[] sortedMicros, long failed) {
            this.sortedMicros = sortedMicros;
            this.failed = failed;
        }

        long requests() {
            return sortedMicros.length;
        }

        long failed() {
            return failed;
        }

        Duration percentile(double share) {
            int index =
                    (int) Math.min(sortedMicros.length - 1L, (long) (share * sortedMicros.length));
            return Duration.of(sortedMicros[index], ChronoUnit.MICROS);
        }
    }

    /** What h2load sends. */
    enum Shape {
        /** JSON by HTTP/1.1. */
        JSON,
        /** A gRPC frame by HTTP/2. */
        GRPC
    }

    /** Where requests go, and in what shape. */
    record Aim(Shape shape, int port, List<String> headers) {}

    Load withLength(Duration other) {
        return new Load(connections, ratePerSecond, other);
    }

    Load asFastAsPossible() {
        return new Load(connections, 0, length);
    }

    Result run(Aim aim, Payload payload, Path scratch) {
        Path body = scratch.resolve("request");
        try {
            Files.write(body, aim.shape() == Shape.JSON ? payload.json() : payload.frame());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return run(command(aim, payload, body), scratch);
    }

    /** Nothing but a question: GET by HTTP/1.1. */
    Result get(String url, List<String> headers, Path scratch) {
        List<String> command = new ArrayList<>(List.of("--h1"));
        headers.forEach(header -> command.add("--header=" + header));
        command.add(url);
        return run(command, scratch);
    }

    /**
     * @param options that say what is sent, and where
     */
    private Result run(List<String> options, Path scratch) {
        Path log = scratch.resolve("latencies.tsv");
        List<String> command = new ArrayList<>();
        Integer core = Integer.getInteger("load.core");
        if (core != null) {
            command.addAll(List.of("taskset", "--cpu-list", core.toString()));
        }
        command.addAll(
                List.of(
                        "h2load",
                        "--clients=" + connections,
                        "--max-concurrent-streams=1",
                        "--duration=" + length.toSeconds(),
                        "--log-file=" + log));
        if (ratePerSecond > 0) {
            command.add("--rps=" + ratePerSecond / connections);
        }
        command.addAll(options);
        try {
            Files.deleteIfExists(log);
            Process process =
                    new ProcessBuilder(command)
                            .redirectErrorStream(true)
                            .redirectOutput(scratch.resolve("h2load.log").toFile())
                            .start();
            if (process.waitFor() != 0) {
                throw new IllegalStateException(
                        "h2load failed: see " + scratch.resolve("h2load.log"));
            }
            return read(log);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    private static List<String> command(Aim aim, Payload payload, Path body) {
        List<String> command = new ArrayList<>(List.of("--data=" + body));
        aim.headers().forEach(header -> command.add("--header=" + header));
        switch (aim.shape()) {
            case JSON -> {
                command.addAll(List.of("--h1", "--header=content-type: application/json"));
                command.add("http://127.0.0.1:" + aim.port() + payload.path());
            }
            case GRPC -> {
                command.addAll(
                        List.of(
                                "--header=content-type: application/grpc",
                                "--header=te: trailers"));
                command.add("http://127.0.0.1:" + aim.port() + "/" + payload.rpc());
            }
        }
        return command;
    }

    /** Each line: start in microseconds, HTTP status or -1, microseconds. */
    private static Result read(Path log) throws IOException {
        long[] latencies = new long[1024];
        int count = 0;
        long failed = 0;
        try (var lines = Files.lines(log)) {
            for (String line : (Iterable<String>) lines::iterator) {
                String[] fields = line.split("\t", -1);
                if (!fields[1].equals("200")) {
                    failed++;
                    continue;
                }
                if (count == latencies.length) {
                    latencies = Arrays.copyOf(latencies, count * 2);
                }
                latencies[count++] = Long.parseLong(fields[2]);
            }
        }
        long[] sorted = Arrays.copyOf(latencies, count);
        Arrays.sort(sorted);
        return new Result(sorted, failed);
    }
}
