package dev.kiban.worker;

import dev.kiban.worker.Told.Later;
import dev.kiban.worker.Told.Left;
import dev.kiban.worker.Told.NoAnswer;
import dev.kiban.worker.Told.Passed;
import dev.kiban.worker.Told.Refused;
import dev.kiban.worker.Told.Unfit;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;

/// Asks a pace, over HTTP.
final class PaceCalls implements AutoCloseable {
    private static final Duration CONNECTING = Duration.ofSeconds(2);

    /// A permit that is not given back in time drains, or its lease ends.
    private static final Duration NOTING = Duration.ofSeconds(2);

    /// An ask of before waits yet, on a connection that has not been seen to break.
    private static final Duration CONFLICT_PAUSE = Duration.ofSeconds(1);

    private static final int OK = 200;
    private static final int NO_CONTENT = 204;
    private static final int BAD = 400;
    private static final int CONFLICT = 409;
    private static final int TOO_MANY = 429;
    private static final int FAULTS = 500;
    private static final int UNAVAILABLE = 503;
    private static final double MILLIS = 1e3;
    private static final double MAX_SECONDS = 3_600;

    private final Pace pace;
    private final HttpClient client;
    private final Map<String, CompletableFuture<?>> held = new ConcurrentHashMap<>();
    private volatile boolean hasLeft;

    PaceCalls(Pace pace) {
        this.pace = pace;
        this.client =
                HttpClient.newBuilder()
                        // an ask that hangs up closes its connection, and so gives its place back
                        .version(HttpClient.Version.HTTP_1_1)
                        .connectTimeout(CONNECTING)
                        .build();
    }

    /// May a job start? Waits for its turn.
    ///
    /// @param key the same for the same question
    /// @param atMost how long
    Told ask(String key, Map<String, String> headers, Duration atMost) {
        HttpRequest request;
        try {
            HttpRequest.Builder builder = request("", atMost);
            headers.forEach(builder::setHeader);
            request = builder.setHeader("idempotency-key", key).GET().build();
        } catch (IllegalArgumentException e) {
            return new Unfit("its headers cannot be sent: " + e.getMessage());
        }
        CompletableFuture<HttpResponse<String>> answer =
                client.sendAsync(request, BodyHandlers.ofString());
        held.put(key, answer);
        if (hasLeft) {
            answer.cancel(true);
        }
        try {
            return told(answer.get());
        } catch (CancellationException e) {
            return new Left();
        } catch (InterruptedException e) {
            answer.cancel(true);
            Thread.currentThread().interrupt();
            return new Left();
        } catch (ExecutionException e) {
            return hasLeft
                    ? new Left()
                    : new NoAnswer(
                            "nobody answers at %s: %s"
                                    .formatted(pace.url(), String.valueOf(e.getCause())));
        } finally {
            held.remove(key);
        }
    }

    /// The job has not started.
    void giveBack(String permit) {
        note(request("/permits/" + permit, NOTING).DELETE().build());
    }

    /// The job has ended.
    void done(String permit) {
        note(post("/permits/%s/done".formatted(permit)));
    }

    /// The job still runs.
    void renew(String permit) {
        note(post("/permits/%s/renew".formatted(permit)));
    }

    /// What a signal says.
    ///
    /// @return whether the pace has heard it
    boolean tell(String signal, double value) {
        return note(post("/signals/%s?value=%.3f".formatted(signal, value)));
    }

    /// All who are held hang up, and nobody asks any more.
    void leave() {
        hasLeft = true;
        held.values().forEach(answer -> answer.cancel(true));
    }

    @Override
    public void close() {
        leave();
        client.shutdownNow();
    }

    private HttpRequest post(String path) {
        return request(path, NOTING).POST(BodyPublishers.noBody()).build();
    }

    private HttpRequest.Builder request(String path, Duration timeout) {
        HttpRequest.Builder builder =
                HttpRequest.newBuilder(URI.create(pace.url() + path)).timeout(timeout);
        pace.headers().forEach(builder::setHeader);
        return builder;
    }

    /// Twice if need be: the connection that was kept may be closed by now.
    private boolean note(HttpRequest request) {
        return sent(request).or(() -> sent(request)).orElse(0) == NO_CONTENT;
    }

    /// @return the status; empty without an answer
    private Optional<Integer> sent(HttpRequest request) {
        try {
            return Optional.of(client.send(request, BodyHandlers.discarding()).statusCode());
        } catch (IOException e) {
            return Optional.empty();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return Optional.empty();
        }
    }

    private Told told(HttpResponse<String> answer) {
        String why =
                "%s answers %d: %s"
                        .formatted(pace.url(), answer.statusCode(), answer.body().strip());
        return switch (answer.statusCode()) {
            case OK ->
                    answer.headers()
                            .firstValue("kiban-permit")
                            .<Told>map(permit -> new Passed(permit, seconds(answer, "kiban-lease")))
                            .orElse(new Refused(why + " (no permit: it is no pace)"));
            case BAD -> new Unfit(why);
            case CONFLICT -> new Later(CONFLICT_PAUSE, why);
            case TOO_MANY, UNAVAILABLE -> new Later(seconds(answer, "retry-after"), why);
            default -> answer.statusCode() >= FAULTS ? new NoAnswer(why) : new Refused(why);
        };
    }

    /// Zero if it is no number.
    private static Duration seconds(HttpResponse<?> answer, String header) {
        try {
            double seconds = Double.parseDouble(answer.headers().firstValue(header).orElse("0"));
            return Duration.ofMillis((long) (Math.clamp(seconds, 0, MAX_SECONDS) * MILLIS));
        } catch (NumberFormatException e) {
            return Duration.ZERO;
        }
    }
}
