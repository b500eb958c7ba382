package dev.kiban.console.web;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.List;
import java.util.regex.Pattern;

/// Reads the pages of a console.
final class Reading implements AutoCloseable {
    /// What breaks out of an element or an attribute, if somebody forgets to write it as text.
    static final String HOSTILE_IN_ADDRESS = "%22%3E%3Cscript%3Ealert(1)%3C%2Fscript%3E%27";

    private final HttpClient client = HttpClient.newHttpClient();
    private final int port;

    Reading(ConsoleServer console) {
        this.port = console.port();
    }

    /// The page at an address.
    String page(String address) {
        return answer(address).body();
    }

    /// What is answered at an address, as HTTP counts it.
    int status(String address) {
        return answer(address).statusCode();
    }

    private HttpResponse<String> answer(String address) {
        URI url = URI.create("http://localhost:%d%s".formatted(port, address));
        try {
            return client.send(HttpRequest.newBuilder(url).build(), BodyHandlers.ofString());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    /// What the group of a pattern stands for, each time.
    static List<String> found(String page, String pattern) {
        return Pattern.compile(pattern)
                .matcher(page)
                .results()
                .map(match -> match.group(1))
                .toList();
    }

    @Override
    public void close() {
        client.close();
    }
}
