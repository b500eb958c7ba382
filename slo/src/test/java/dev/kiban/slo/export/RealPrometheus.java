package dev.kiban.slo.export;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kiban.testkit.Eventually;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;

/// A real Prometheus that scrapes nothing, and knows a past that somebody wrote down.
public final class RealPrometheus implements AutoCloseable {
    private static final HttpClient CLIENT = HttpClient.newHttpClient();

    private final Process process;
    private final URI url;

    private RealPrometheus(Process process, URI url) {
        this.process = process;
        this.url = url;
    }

    public static boolean isInstalled() throws IOException, InterruptedException {
        return Promtool.isInstalled("prometheus") && Promtool.isInstalled("promtool");
    }

    /// @param directory where it works
    /// @param metrics its past, in the text format of OpenMetrics
    public static RealPrometheus start(Path directory, Path metrics) throws Exception {
        Path data = directory.resolve("data");
        new Promtool(directory)
                .passes(
                        "tsdb",
                        "create-blocks-from",
                        "openmetrics",
                        metrics.toString(),
                        data.toString());
        int port = freePort();
        Path config = Files.writeString(directory.resolve("prometheus.yml"), "scrape_configs: []");
        Process process =
                new ProcessBuilder(
                                "prometheus",
                                "--config.file=" + config,
                                "--storage.tsdb.path=" + data,
                                "--storage.tsdb.retention.time=200d",
                                "--web.listen-address=127.0.0.1:" + port)
                        .redirectErrorStream(true)
                        .redirectOutput(directory.resolve("log").toFile())
                        .start();
        RealPrometheus started =
                new RealPrometheus(process, URI.create("http://127.0.0.1:" + port));
        Eventually.passes(() -> assertThat(started.isReady()).isTrue());
        return started;
    }

    public URI url() {
        return url;
    }

    @Override
    public void close() {
        process.destroy();
        process.onExit().join();
    }

    private boolean isReady() throws InterruptedException {
        try {
            return CLIENT.send(
                                    HttpRequest.newBuilder(url.resolve("/-/ready")).build(),
                                    BodyHandlers.discarding())
                            .statusCode()
                    == 200;
        } catch (IOException _) {
            return false;
        }
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }
}
