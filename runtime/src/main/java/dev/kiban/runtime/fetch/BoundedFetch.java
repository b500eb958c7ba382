package dev.kiban.runtime.fetch;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/// Gets answers that are bounded in size and in time.
///
/// @param client that follows no redirects: they would lead credentials astray
/// @param timeout for an answer as a whole: that of a request ends where the body begins
/// @param maxBytes of an answer
public record BoundedFetch(HttpClient client, Duration timeout, int maxBytes) {
    private static final int OK = 200;

    /// @throws IllegalArgumentException if the client follows redirects
    public BoundedFetch {
        if (client.followRedirects() != HttpClient.Redirect.NEVER) {
            throw new IllegalArgumentException("a client that follows redirects goes anywhere");
        }
    }

    /// What was answered, whatever its status.
    public record Reply(int status, String body) {
        public boolean isOk() {
            return status == OK;
        }
    }

    /// What was answered with 200.
    ///
    /// @throws IOException if nothing was in time, or something else, or too much
    /// @throws InterruptedException if it is not waited for any more
    public String text(HttpRequest.Builder request) throws IOException, InterruptedException {
        Reply reply = send(request);
        if (!reply.isOk()) {
            throw new IOException("it answered " + reply.status());
        }
        return reply.body();
    }

    /// What was answered.
    ///
    /// @throws IOException if nothing was in time, or too much
    /// @throws InterruptedException if it is not waited for any more
    public Reply send(HttpRequest.Builder request) throws IOException, InterruptedException {
        Future<HttpResponse<byte[]>> answer =
                client.sendAsync(
                        request.timeout(timeout).build(),
                        BodyHandlers.limiting(BodyHandlers.ofByteArray(), maxBytes));
        try {
            HttpResponse<byte[]> response = answer.get(timeout.toMillis(), TimeUnit.MILLISECONDS);
            return new Reply(response.statusCode(), new String(response.body(), UTF_8));
        } catch (TimeoutException e) {
            throw new IOException("no answer in %d ms".formatted(timeout.toMillis()), e);
        } catch (ExecutionException e) {
            throw new IOException(String.valueOf(e.getCause()), e);
        } finally {
            answer.cancel(true);
        }
    }
}
