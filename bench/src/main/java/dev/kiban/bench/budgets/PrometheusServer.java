package dev.kiban.bench.budgets;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.kiban.bench.Running;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// A real Prometheus on data that is written into its folder before it starts.
record PrometheusServer(Running process, URI api, HttpClient client) implements AutoCloseable {
    private static final Pattern VALUE =
            Pattern.compile("\"value\":\\[[0-9.]+,\"(?<value>[^\"]+)\"]");

    /// As large as its own largest blocks.
    private static final String BLOCK = "--max-block-duration=744h";

    /// @param metrics in OpenMetrics text
    static PrometheusServer start(Path folder, Path metrics)
            throws IOException, InterruptedException {
        Path data = folder.resolve("tsdb");
        Process promtool =
                new ProcessBuilder(
                                "promtool",
                                "tsdb",
                                "create-blocks-from",
                                BLOCK,
                                "openmetrics",
                                "--quiet",
                                metrics.toString(),
                                data.toString())
                        .redirectErrorStream(true)
                        .redirectOutput(folder.resolve("promtool.log").toFile())
                        .start();
        if (promtool.waitFor() != 0) {
            throw new IllegalStateException(Files.readString(folder.resolve("promtool.log")));
        }
        int port = freePort();
        Path config = Files.writeString(folder.resolve("prometheus.yml"), "scrape_configs: []");
        Running process =
                Running.start(
                        List.of(
                                "prometheus",
                                "--config.file=" + config,
                                "--storage.tsdb.path=" + data,
                                "--storage.tsdb.retention.time=1y",
                                "--web.listen-address=127.0.0.1:" + port),
                        folder.resolve("prometheus.log"));
        process.listensOn(port);
        return new PrometheusServer(
                process,
                URI.create("http://127.0.0.1:%d/api/v1/query".formatted(port)),
                HttpClient.newHttpClient());
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }

    /// The number that a query gives.
    double ask(String query, Instant at) throws IOException, InterruptedException {
        String form =
                "query=%s&time=%d".formatted(URLEncoder.encode(query, UTF_8), at.getEpochSecond());
        HttpRequest request =
                HttpRequest.newBuilder(api)
                        .header("Content-Type", "application/x-www-form-urlencoded")
                        .POST(HttpRequest.BodyPublishers.ofString(form))
                        .build();
        String answer = client.send(request, BodyHandlers.ofString()).body();
        Matcher value = VALUE.matcher(answer);
        if (!value.find()) {
            throw new IllegalStateException("no number for %s: %s".formatted(query, answer));
        }
        return Double.parseDouble(value.group("value"));
    }

    Duration cpu() {
        return process.cpu();
    }

    @Override
    public void close() {
        client.close();
        process.close();
    }
}
