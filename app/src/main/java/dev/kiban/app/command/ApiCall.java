package dev.kiban.app.command;

import com.google.protobuf.Message;
import com.google.rpc.Status;
import dev.kiban.api.ApiJson;
import dev.kiban.kernel.Json;
import dev.kiban.transcode.Refusal;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;

/// Calls the API of a running program.
///
/// @param api its URL, without a path
/// @param token of who calls
record ApiCall(URI api, String token) {
    private static final Duration PATIENCE = Duration.ofSeconds(10);
    private static final int MAX_BYTES = 1 << 20;
    private static final int OK = 200;

    /// What came of a call.
    ///
    /// @param <M> what was asked for
    sealed interface Told<M> {}

    /// It was answered.
    record Answered<M>(M message) implements Told<M> {}

    /// It was not.
    ///
    /// @param why for people
    record NotAnswered<M>(String why) implements Told<M> {}

    /// Asks.
    ///
    /// @param path and query
    <M extends Message> Told<M> get(String path, M answer) {
        return send("GET", path, BodyPublishers.noBody(), answer);
    }

    /// Has something done.
    <M extends Message> Told<M> post(String path, Json request, M answer) {
        return send("POST", path, BodyPublishers.ofString(request.print()), answer);
    }

    private <M extends Message> Told<M> send(
            String method, String path, BodyPublisher body, M answer) {
        HttpRequest request =
                HttpRequest.newBuilder(api.resolve(path))
                        .timeout(PATIENCE)
                        .header("Authorization", "Bearer " + token)
                        .header("Content-Type", "application/json")
                        .method(method, body)
                        .build();
        try (HttpClient client =
                HttpClient.newBuilder()
                        .followRedirects(HttpClient.Redirect.NEVER)
                        .connectTimeout(PATIENCE)
                        .build()) {
            return told(
                    client.send(request, BodyHandlers.limiting(BodyHandlers.ofString(), MAX_BYTES)),
                    answer);
        } catch (IOException e) {
            return new NotAnswered<>(
                    "nothing answers at %s (%s): run 'kiban up' or 'kiban gateway --console-port', or say where it runs with --api"
                            .formatted(api, e));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return new NotAnswered<>("interrupted");
        }
    }

    private <M extends Message> Told<M> told(HttpResponse<String> response, M answer) {
        try {
            return response.statusCode() == OK
                    ? new Answered<>(ApiJson.read(response.body(), answer))
                    : new NotAnswered<>(
                            ApiJson.read(response.body(), Status.getDefaultInstance())
                                    .getMessage());
        } catch (Refusal e) {
            return new NotAnswered<>(
                    "%s answers %d, and not as the API does".formatted(api, response.statusCode()));
        }
    }
}
