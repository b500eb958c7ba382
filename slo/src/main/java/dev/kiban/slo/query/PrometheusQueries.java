package dev.kiban.slo.query;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.kiban.definition.Indicator.Prometheus;
import dev.kiban.runtime.fetch.BoundedFetch;
import dev.kiban.runtime.fetch.Credentials;
import dev.kiban.slo.EventStreams;
import dev.kiban.slo.Queries;
import java.io.IOException;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.time.Duration;
import java.time.Instant;

/// Asks over the HTTP API of Prometheus, which many other programs speak too.
///
/// A query counts over `[$window]`, which is the interval; so counters that begin anew are
/// Prometheus' matter, and any interval that it still knows can be asked for. What it answers is
/// summed up, and rounded to whole events, as Prometheus extrapolates.
public final class PrometheusQueries implements Queries {
    private static final String WINDOW = "$window";
    private static final Duration TIMEOUT = Duration.ofSeconds(10);
    private static final int MAX_BYTES = 64 << 10;

    private final BoundedFetch fetch;
    private final Credentials credentials;

    /// @param client that follows no redirects: they would lead credentials astray
    public PrometheusQueries(HttpClient client, Credentials credentials) {
        this(client, credentials, TIMEOUT);
    }

    PrometheusQueries(HttpClient client, Credentials credentials, Duration timeout) {
        this.fetch = new BoundedFetch(client, timeout, MAX_BYTES);
        this.credentials = credentials;
    }

    @Override
    public Answer ask(Prometheus indicator, Instant end) {
        try {
            return answer(indicator, end);
        } catch (IOException e) {
            return new Failed(String.valueOf(e.getMessage()));
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
            return new Failed("interrupted while asking");
        }
    }

    /// Nothing good, where something happened, is a zero: of a service that fails from its first
    /// request on there is no good series.
    private Answer answer(Prometheus indicator, Instant end)
            throws IOException, InterruptedException {
        VectorSum total = ask(indicator, indicator.total(), end);
        if (total.isEmpty()) {
            return new Nothing("'total' has no series at %s".formatted(end));
        }
        VectorSum good = ask(indicator, indicator.good(), end);
        BigDecimal valid = events(total);
        BigDecimal ofThem = good.isEmpty() ? BigDecimal.ZERO : events(good);
        boolean counted =
                ofThem.signum() >= 0
                        && ofThem.compareTo(valid) <= 0
                        && valid.compareTo(BigDecimal.valueOf(EventStreams.MAX_EVENTS)) <= 0;
        return counted
                ? new Counted(ofThem.longValueExact(), valid.longValueExact())
                : new Nothing("%s good of %s events at %s cannot be".formatted(ofThem, valid, end));
    }

    private static BigDecimal events(VectorSum sum) throws IOException {
        try {
            return new BigDecimal(sum.value()).setScale(0, RoundingMode.HALF_UP);
        } catch (NumberFormatException e) {
            throw new IOException("it answered %s, which is no number".formatted(sum.value()), e);
        }
    }

    private VectorSum ask(Prometheus indicator, String query, Instant end)
            throws IOException, InterruptedException {
        String window = indicator.every().toSeconds() + "s";
        HttpRequest.Builder request =
                HttpRequest.newBuilder(address(indicator.url()))
                        .header("Content-Type", "application/x-www-form-urlencoded")
                        .POST(
                                HttpRequest.BodyPublishers.ofString(
                                        "query=%s&time=%d"
                                                .formatted(
                                                        URLEncoder.encode(
                                                                "sum(%s)"
                                                                        .formatted(
                                                                                query.replace(
                                                                                        WINDOW,
                                                                                        window)),
                                                                UTF_8),
                                                        end.getEpochSecond())));
        credentials
                .of(indicator.url())
                .ifPresent(header -> request.header("Authorization", header));
        return VectorSum.read(fetch.text(request));
    }

    private static URI address(URI url) {
        String base = url.toString();
        return URI.create(
                (base.endsWith("/") ? base.substring(0, base.length() - 1) : base)
                        + "/api/v1/query");
    }
}
