package dev.kiban.slo.deliver;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.kiban.kernel.Json;
import dev.kiban.slo.Recipient.Later;
import dev.kiban.slo.Recipient.Never;
import dev.kiban.slo.Recipient.Outcome;
import dev.kiban.slo.Recipient.Taken;
import java.io.IOException;
import java.io.InputStream;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.net.http.HttpTimeoutException;
import java.time.Duration;
import java.util.Set;

/// Posts JSON once, and reads from the answer what became of it.
final class Post {
    private static final Duration TIMEOUT = Duration.ofSeconds(10);
    private static final int MAX_QUOTED = 300;

    /// Below 500, the statuses that pass: timeout, too early, too many.
    private static final Set<Integer> PASSING = Set.of(408, 425, 429);

    private final HttpClient client;
    private final Endpoint endpoint;

    Post(HttpClient client, Endpoint endpoint) {
        this.client = client;
        this.endpoint = endpoint;
    }

    /// @param key the same for what may be a repetition
    Outcome send(Json body, String key) {
        HttpRequest.Builder request =
                HttpRequest.newBuilder(endpoint.uri())
                        .timeout(TIMEOUT)
                        .header("Content-Type", "application/json")
                        .header("Idempotency-Key", key)
                        .POST(HttpRequest.BodyPublishers.ofString(body.print()));
        endpoint.headers().forEach(request::setHeader);
        try {
            HttpResponse<InputStream> response =
                    client.send(request.build(), BodyHandlers.ofInputStream());
            try (InputStream answer = response.body()) {
                return outcome(response.statusCode(), answer);
            }
        } catch (HttpTimeoutException _) {
            return new Later("%s gave no answer in %d s".formatted(endpoint, TIMEOUT.toSeconds()));
        } catch (IOException e) {
            return new Later("%s cannot be reached: %s".formatted(endpoint, e));
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
            return new Later("interrupted while sending to " + endpoint);
        }
    }

    private Outcome outcome(int status, InputStream answer) throws IOException {
        if (status / 100 == 2) {
            return new Taken();
        }
        String quoted = new String(answer.readNBytes(MAX_QUOTED), UTF_8).strip();
        String why = "%s answered %d".formatted(endpoint, status);
        if (!quoted.isEmpty()) {
            why += ": " + quoted.replaceAll("\\p{Cntrl}+", " ");
        }
        return status >= 500 || PASSING.contains(status) ? new Later(why) : new Never(why);
    }
}
