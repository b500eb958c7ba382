package dev.kiban.app.proof;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.google.protobuf.ByteString;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/// What came back for one request. Headers are in lower case.
///
/// @param whole whether the body ended as its framing said it would; false when the connection was
///     cut
record Answer(int status, List<Header> headers, ByteString body, boolean whole) {

    Optional<String> header(String name) {
        String lower = name.toLowerCase(Locale.ROOT);
        return headers.stream()
                .filter(header -> header.name().equals(lower))
                .map(Header::value)
                .findFirst();
    }

    /// The media type without its parameters.
    String contentType() {
        return header("content-type").map(value -> value.split(";", 2)[0].strip()).orElse("");
    }

    String text() {
        return body.toString(UTF_8);
    }

    @Override
    public String toString() {
        return "HTTP " + status + " " + headers + "\n" + text() + (whole ? "" : "\n(cut off)");
    }
}
