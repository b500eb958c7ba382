package dev.kiban.app.command;

import dev.kiban.gateway.explain.ExplanationJson;
import dev.kiban.gateway.explain.Question;
import dev.kiban.gateway.explain.QuestionJson;
import java.io.IOException;
import java.net.ConnectException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.text.ParseException;
import java.time.Duration;

/// A running gateway, asked at its admin port.
final class AskedGateway {
    private static final Duration PATIENCE = Duration.ofSeconds(10);
    private static final int OK = 200;

    private AskedGateway() {}

    /// What it would do with a request. Headers of it are secrets: they are no part of the URL.
    ///
    /// @throws IOException if there is no answer
    static ExplanationJson explain(URI admin, Question question) throws IOException {
        try (HttpClient client = HttpClient.newBuilder().connectTimeout(PATIENCE).build()) {
            HttpRequest request =
                    HttpRequest.newBuilder(
                                    URI.create(
                                            admin.toString().replaceFirst("/$", "") + "/explain"))
                            .timeout(PATIENCE)
                            .header("content-type", "application/json")
                            .POST(BodyPublishers.ofString(QuestionJson.write(question)))
                            .build();
            HttpResponse<String> answer = client.send(request, BodyHandlers.ofString());
            if (answer.statusCode() != OK) {
                throw new IOException(
                        "%s answers %d: %s"
                                .formatted(admin, answer.statusCode(), answer.body().strip()));
            }
            return ExplanationJson.read(answer.body());
        } catch (IllegalArgumentException | ParseException e) {
            throw new IOException("%s is no admin port of a gateway".formatted(admin), e);
        } catch (ConnectException e) {
            throw new IOException("%s cannot be reached".formatted(admin), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted", e);
        }
    }
}
