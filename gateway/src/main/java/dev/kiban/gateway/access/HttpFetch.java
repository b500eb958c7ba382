package dev.kiban.gateway.access;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;

/// Gets documents over HTTP from who may be slow, large or gone. Follows nobody elsewhere.
public final class HttpFetch implements Fetch, AutoCloseable {
    private static final Duration PATIENCE = Duration.ofSeconds(5);
    private static final int MAX_BYTES = 256 << 10;
    private static final int OK = 200;

    private final HttpClient client =
            HttpClient.newBuilder()
                    .followRedirects(HttpClient.Redirect.NEVER)
                    .connectTimeout(PATIENCE)
                    .build();

    @Override
    public String get(URI url) throws IOException {
        HttpRequest request =
                HttpRequest.newBuilder(url)
                        .timeout(PATIENCE)
                        .header("Accept", "application/json")
                        .build();
        try {
            HttpResponse<String> response =
                    client.send(request, BodyHandlers.limiting(BodyHandlers.ofString(), MAX_BYTES));
            if (response.statusCode() != OK) {
                throw new IOException("%s answers %d".formatted(url, response.statusCode()));
            }
            return response.body();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new InterruptedIOException("%s was not waited for".formatted(url));
        }
    }

    @Override
    public void close() {
        client.shutdownNow();
    }
}
