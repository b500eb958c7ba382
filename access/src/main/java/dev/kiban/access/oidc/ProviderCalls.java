package dev.kiban.access.oidc;

import com.nimbusds.jose.util.Resource;
import com.nimbusds.jose.util.ResourceRetriever;
import dev.kiban.runtime.fetch.BoundedFetch;
import dev.kiban.runtime.fetch.BoundedFetch.Reply;
import java.io.IOException;
import java.net.URI;
import java.net.URISyntaxException;
import java.net.URL;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/// Calls the provider, which may be slow, large or gone. Nothing is followed elsewhere.
///
/// @param fetch which is bounded in time and size
record ProviderCalls(BoundedFetch fetch) implements ResourceRetriever {
    private static final Duration PATIENCE = Duration.ofSeconds(5);
    private static final int MAX_BYTES = 256 << 10;

    /// @throws IllegalArgumentException if the client follows redirects
    static ProviderCalls by(HttpClient client) {
        return new ProviderCalls(new BoundedFetch(client, PATIENCE, MAX_BYTES));
    }

    /// For the library that keeps the provider's keys.
    @Override
    public Resource retrieveResource(URL url) throws IOException {
        try {
            return new Resource(get(url.toURI()), "application/json");
        } catch (ProviderFault | URISyntaxException e) {
            throw new IOException(e.getMessage(), e);
        }
    }

    String get(URI url) {
        Reply reply = send(url, HttpRequest.newBuilder(url).GET());
        if (!reply.isOk()) {
            throw new ProviderFault("%s answers %d".formatted(url, reply.status()));
        }
        return reply.body();
    }

    Reply post(URI url, Map<String, String> form, Map<String, String> headers) {
        HttpRequest.Builder request =
                HttpRequest.newBuilder(url)
                        .header("Content-Type", "application/x-www-form-urlencoded")
                        .POST(BodyPublishers.ofString(coded(form)));
        headers.forEach(request::header);
        return send(url, request);
    }

    static String coded(Map<String, String> form) {
        return new TreeMap<>(form)
                .entrySet().stream()
                        .map(part -> coded(part.getKey()) + "=" + coded(part.getValue()))
                        .collect(Collectors.joining("&"));
    }

    static String coded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }

    private Reply send(URI url, HttpRequest.Builder request) {
        try {
            return fetch.send(request.header("Accept", "application/json"));
        } catch (IOException e) {
            throw new ProviderFault("%s does not answer: %s".formatted(url, e.getMessage()), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new ProviderFault("%s was not waited for".formatted(url), e);
        }
    }
}
