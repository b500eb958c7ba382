package dev.kiban.bench.sidebyside;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.util.List;

/**
 * What a gateway holds right after its garbage was collected, as it says itself.
 *
 * @param directMib buffers outside the heap that the JVM knows of
 * @param residentMib all memory of the process
 */
record Footprint(double heapMib, double directMib, double residentMib, long fileDescriptors) {
    private static final double MIB = 1 << 20;

    static Footprint of(Gateway.Serving gateway) {
        try {
            collectGarbage(gateway.process().pid());
            String metrics = metrics(gateway.adminPort());
            return new Footprint(
                    sum(metrics, "jvm_memory_used_bytes{area=\"heap\"") / MIB,
                    sum(metrics, "jvm_buffer_pool_used_bytes") / MIB,
                    sum(metrics, "process_resident_memory_bytes") / MIB,
                    (long) sum(metrics, "process_open_fds"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    private static void collectGarbage(long pid) throws IOException, InterruptedException {
        String jcmd = Path.of(System.getProperty("java.home"), "bin", "jcmd").toString();
        Process process =
                new ProcessBuilder(List.of(jcmd, Long.toString(pid), "GC.run"))
                        .redirectErrorStream(true)
                        .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                        .start();
        if (process.waitFor() != 0) {
            throw new IllegalStateException("jcmd could not ask for a garbage collection");
        }
    }

    private static String metrics(int port) throws IOException, InterruptedException {
        URI metrics = URI.create("http://127.0.0.1:" + port + "/metrics");
        try (HttpClient client = HttpClient.newHttpClient()) {
            return client.send(HttpRequest.newBuilder(metrics).build(), BodyHandlers.ofString())
                    .body();
        }
    }

    private static double sum(String metrics, String prefix) {
        return metrics.lines()
                .filter(line -> line.startsWith(prefix))
                .mapToDouble(line -> Double.parseDouble(line.substring(line.lastIndexOf(' ') + 1)))
                .reduce(Double::sum)
                .orElseThrow(() -> new IllegalStateException("the gateway does not say " + prefix));
    }
}
