package dev.kiban.runtime.telemetry.trace;

import dev.kiban.runtime.telemetry.lane.Batch;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.OptionalLong;
import java.util.Set;
import java.util.zip.GZIPOutputStream;

/// Posts spans to a collector, as [OTLP over HTTP][1] wants it.
///
/// [1]: https://opentelemetry.io/docs/specs/otlp/#otlphttp
final class OtlpPost implements AutoCloseable {
    /// What OTLP says may be sent again; all else is lost.
    private static final Set<Integer> PASSING = Set.of(429, 502, 503, 504);

    private final HttpClient client =
            HttpClient.newBuilder()
                    .version(HttpClient.Version.HTTP_1_1)
                    .followRedirects(HttpClient.Redirect.NEVER)
                    .build();
    private final OtlpSettings settings;
    private final OtlpEnvelope envelope;

    OtlpPost(OtlpSettings settings) {
        this.settings = settings;
        this.envelope = new OtlpEnvelope(settings.resource());
    }

    /// What became of a batch.
    sealed interface Outcome {
        record Taken() implements Outcome {}

        /// @param afterSeconds how long the collector wants to be left alone, if it said so
        record Later(OptionalLong afterSeconds) implements Outcome {}

        record Lost() implements Outcome {}
    }

    Outcome send(Batch spans) throws InterruptedException {
        byte[] before = envelope.before(spans.length());
        HttpRequest.Builder request =
                HttpRequest.newBuilder(settings.endpoint())
                        .timeout(settings.timeout())
                        .header("Content-Type", "application/x-protobuf");
        if (settings.gzip()) {
            request.header("Content-Encoding", "gzip")
                    .POST(BodyPublishers.ofByteArray(gzip(before, spans)));
        } else {
            request.POST(plain(before, spans));
        }
        settings.headers().forEach(request::setHeader);
        try {
            return outcome(client.send(request.build(), BodyHandlers.discarding()));
        } catch (IOException _) {
            return new Outcome.Later(OptionalLong.empty());
        }
    }

    @Override
    public void close() {
        client.shutdownNow();
    }

    /// Refused connections and timeouts pass as these answers do.
    private static Outcome outcome(HttpResponse<Void> answer) {
        if (answer.statusCode() / 100 == 2) {
            return new Outcome.Taken();
        }
        return PASSING.contains(answer.statusCode())
                ? new Outcome.Later(
                        answer.headers().firstValue("Retry-After").map(OtlpPost::seconds).stream()
                                .flatMapToLong(OptionalLong::stream)
                                .findFirst())
                : new Outcome.Lost();
    }

    /// A date, which it may be too, counts as nothing said.
    private static OptionalLong seconds(String retryAfter) {
        return retryAfter.matches("[0-9]{1,9}")
                ? OptionalLong.of(Long.parseLong(retryAfter))
                : OptionalLong.empty();
    }

    private static BodyPublisher plain(byte[] before, Batch spans) {
        return BodyPublishers.concat(
                BodyPublishers.ofByteArray(before),
                BodyPublishers.ofByteArray(spans.bytes(), 0, spans.length()));
    }

    private static byte[] gzip(byte[] before, Batch spans) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream(spans.length() / 4);
        try (GZIPOutputStream gzip = new GZIPOutputStream(bytes)) {
            gzip.write(before);
            gzip.write(spans.bytes(), 0, spans.length());
        } catch (IOException e) {
            throw new UncheckedIOException(e); // memory does not fail
        }
        return bytes.toByteArray();
    }
}
