package dev.kiban.app.run;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.HttpURLConnection;
import java.net.URI;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;

/// One call over HTTP, by what starts soonest, which is not [java.net.http.HttpClient]. It may be
/// made twice where a connection breaks: each call here can be repeated.
///
/// @param headers by their names
record HttpCall(String method, URI url, Map<String, String> headers) {
    private static final int MAX_BYTES = 64 << 10;
    private static final int BAD = 400;

    HttpCall {
        headers = Map.copyOf(headers);
    }

    /// What was answered.
    record Reply(int status, String text, HttpURLConnection connection) {
        /// Empty if there is none.
        String header(String name) {
            return Optional.ofNullable(connection.getHeaderField(name)).orElse("");
        }
    }

    /// Without anything to say.
    Reply send(Duration connecting, Duration waiting) throws IOException {
        return reply(open(connecting, waiting));
    }

    /// With JSON.
    Reply send(String json, Duration patience) throws IOException {
        HttpURLConnection connection = open(patience, patience);
        connection.setRequestProperty("Content-Type", "application/json");
        connection.setDoOutput(true);
        try (OutputStream body = connection.getOutputStream()) {
            body.write(json.getBytes(UTF_8));
        }
        return reply(connection);
    }

    private HttpURLConnection open(Duration connecting, Duration waiting) throws IOException {
        HttpURLConnection connection = (HttpURLConnection) url.toURL().openConnection();
        connection.setRequestMethod(method);
        connection.setInstanceFollowRedirects(false);
        connection.setConnectTimeout(Math.toIntExact(connecting.toMillis()));
        connection.setReadTimeout(Math.toIntExact(waiting.toMillis()));
        headers.forEach(connection::setRequestProperty);
        return connection;
    }

    private static Reply reply(HttpURLConnection connection) throws IOException {
        int status = connection.getResponseCode();
        try (InputStream body =
                status < BAD ? connection.getInputStream() : connection.getErrorStream()) {
            String text = body == null ? "" : new String(body.readNBytes(MAX_BYTES), UTF_8);
            return new Reply(status, text, connection);
        }
    }
}
