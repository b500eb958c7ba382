package dev.kiban.console.web;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// What pages need beside themselves: read once, as it never changes while the program runs.
final class StaticFiles {
    private static final String HTMX =
            "/META-INF/resources/webjars/htmx.org/2.0.10/dist/htmx.min.js";
    private static final String OURS = "/dev/kiban/console/static/";

    private final Map<String, Reply> files =
            Map.of(
                    "/static/console.css", file("text/css; charset=utf-8", OURS + "console.css"),
                    "/static/icon.svg", file("image/svg+xml", OURS + "icon.svg"),
                    "/static/htmx.min.js", file("text/javascript; charset=utf-8", HTMX));

    Optional<Reply> at(String path) {
        return Optional.ofNullable(files.get(path));
    }

    private static Reply file(String contentType, String resource) {
        try (InputStream content = StaticFiles.class.getResourceAsStream(resource)) {
            if (content == null) {
                throw new IllegalStateException("the program misses its own file " + resource);
            }
            // Not for long: the next version of the program is behind the same address.
            Map<String, List<String>> headers =
                    Map.of(
                            "Content-Type", List.of(contentType),
                            "Cache-Control", List.of("max-age=60"));
            return new Reply(200, headers, content.readAllBytes());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
