package dev.kiban.gateway.access;

import dev.kiban.runtime.fetch.BoundedFetch;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.time.Duration;

/// Gets documents over HTTP from who may be slow, large or gone. Follows nobody elsewhere.
public final class HttpFetch implements Fetch, AutoCloseable {
    private static final Duration PATIENCE = Duration.ofSeconds(5);
    private static final int MAX_BYTES = 256 << 10;

    private final HttpClient client =
            HttpClient.newBuilder()
                    .followRedirects(HttpClient.Redirect.NEVER)
                    .connectTimeout(PATIENCE)
                    .build();
    private final BoundedFetch fetch = new BoundedFetch(client, PATIENCE, MAX_BYTES);

    @Override
    public String get(URI url) throws IOException {
        try {
            return fetch.text(HttpRequest.newBuilder(url).header("Accept", "application/json"));
        } catch (IOException e) {
            throw new IOException("%s: %s".formatted(url, e.getMessage()), e);
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
