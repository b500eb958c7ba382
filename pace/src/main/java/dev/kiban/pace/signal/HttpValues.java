package dev.kiban.pace.signal;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.kiban.definition.PaceSignal.HttpValue;
import dev.kiban.definition.PaceSignal.PrometheusValue;
import dev.kiban.definition.yaml.Yaml;
import dev.kiban.definition.yaml.Yaml.Entry;
import dev.kiban.definition.yaml.Yaml.Mapping;
import dev.kiban.definition.yaml.Yaml.Scalar;
import dev.kiban.definition.yaml.Yaml.Sequence;
import dev.kiban.runtime.fetch.BoundedFetch;
import dev.kiban.runtime.fetch.Credentials;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/// Reads numbers over HTTP: those of a Prometheus, too, whose answer is JSON like any other.
public final class HttpValues {
    private static final Duration TIMEOUT = Duration.ofSeconds(4);
    private static final int MAX_BYTES = 64 << 10;

    /// Where a Prometheus has the value of the only series that it found.
    private static final String ONLY_VALUE = "/data/result/0/value/1";

    private static final String SECOND_SERIES = "/data/result/1";

    private final BoundedFetch fetch;
    private final Credentials credentials;

    /// @param client that follows no redirects
    /// @param credentials for the URLs that signals are defined with
    public HttpValues(HttpClient client, Credentials credentials) {
        this.fetch = new BoundedFetch(client, TIMEOUT, MAX_BYTES);
        this.credentials = credentials;
    }

    /// @throws IOException if it does not answer with one value
    /// @throws InterruptedException if it is not to be read any more
    public double read(PrometheusValue source) throws IOException, InterruptedException {
        String base = source.url().toString();
        Yaml answer =
                json(
                        get(
                                source.url(),
                                URI.create(
                                        "%s/api/v1/query?query=%s"
                                                .formatted(
                                                        base.endsWith("/")
                                                                ? base.substring(
                                                                        0, base.length() - 1)
                                                                : base,
                                                        URLEncoder.encode(
                                                                source.query(), UTF_8)))));
        if (at(answer, SECOND_SERIES).isPresent()) {
            throw new IOException("it found several series: ask for one, such as max(…)");
        }
        return number(
                at(answer, ONLY_VALUE)
                        .orElseThrow(() -> new IOException("it found no series with a value")));
    }

    /// @throws IOException if it does not answer with a number
    /// @throws InterruptedException if it is not to be read any more
    public double read(HttpValue source) throws IOException, InterruptedException {
        String answer = get(source.url(), source.url());
        if (source.pointer().isEmpty()) {
            return number(answer.strip());
        }
        return number(
                at(json(answer), source.pointer())
                        .orElseThrow(
                                () ->
                                        new IOException(
                                                "its answer has nothing at " + source.pointer())));
    }

    private String get(URI server, URI url) throws IOException, InterruptedException {
        HttpRequest.Builder request = HttpRequest.newBuilder(url);
        credentials.of(server).ifPresent(header -> request.header("Authorization", header));
        return fetch.text(request);
    }

    /// JSON is YAML.
    private static Yaml json(String text) throws IOException {
        try {
            return Yaml.parse(text);
        } catch (IllegalArgumentException e) {
            throw new IOException("it answered what is no JSON", e);
        }
    }

    private static double number(Yaml value) throws IOException {
        if (value instanceof Scalar(_, String text, _)) {
            return number(text);
        }
        throw new IOException("there is no number where it should be");
    }

    private static double number(String text) throws IOException {
        try {
            double number = Double.parseDouble(text);
            if (Double.isFinite(number)) {
                return number;
            }
        } catch (NumberFormatException _) {
            // said below
        }
        String shown = text.length() > 40 ? text.substring(0, 40) + "…" : text;
        throw new IOException("'%s' is no number".formatted(shown));
    }

    /// What a JSON pointer (RFC 6901) points at.
    private static Optional<Yaml> at(Yaml value, String pointer) {
        Optional<Yaml> found = Optional.of(value);
        for (String step : pointer.substring(1).split("/", -1)) {
            String key = step.replace("~1", "/").replace("~0", "~");
            found = found.flatMap(one -> step(one, key));
        }
        return found;
    }

    private static Optional<Yaml> step(Yaml value, String key) {
        return switch (value) {
            case Mapping mapping -> mapping.find(key).map(Entry::value);
            case Sequence(List<Yaml> items, _) ->
                    key.matches("\\d{1,6}") && Integer.parseInt(key) < items.size()
                            ? Optional.of(items.get(Integer.parseInt(key)))
                            : Optional.empty();
            case Scalar _, Yaml.Broken _ -> Optional.empty();
        };
    }
}
