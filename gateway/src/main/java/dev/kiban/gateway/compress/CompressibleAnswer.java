package dev.kiban.gateway.compress;

import dev.kiban.runtime.http.Headers;
import java.util.List;
import java.util.Locale;

/// Whether an answer may be compressed, by its head.
final class CompressibleAnswer {
    private static final CharSequence CONTENT_TYPE = Headers.ascii("content-type");
    private static final CharSequence CONTENT_ENCODING = Headers.ascii("content-encoding");
    private static final CharSequence CONTENT_RANGE = Headers.ascii("content-range");
    private static final CharSequence CACHE_CONTROL = Headers.ascii("cache-control");
    private static final CharSequence ETAG = Headers.ascii("etag");

    private static final int OK = 200;
    private static final int NO_CONTENT = 204;
    private static final int PARTIAL = 206;
    private static final int NOT_MODIFIED = 304;

    /// Kinds of text that do not say so.
    private static final List<String> TEXTS =
            List.of(
                    "application/json",
                    "application/x-ndjson",
                    "application/xml",
                    "application/javascript",
                    "application/wasm",
                    "image/svg+xml");

    private CompressibleAnswer() {}

    /// Whether answers like this one differ by what their client takes.
    static boolean varies(int status, Headers head) {
        return status >= OK
                && status != NO_CONTENT
                && status != PARTIAL
                && !head.has(CONTENT_ENCODING)
                && !head.has(CONTENT_RANGE)
                && (status == NOT_MODIFIED || isText(head.get(CONTENT_TYPE, "")));
    }

    /// Whether this one may be changed: its tag, which is its service's, would be that of other
    /// bytes.
    static boolean mayChange(int status, Headers head) {
        String tag = head.get(ETAG, "");
        return status != NOT_MODIFIED
                && (tag.isEmpty() || tag.startsWith("W/"))
                && !head.get(CACHE_CONTROL, "").toLowerCase(Locale.ROOT).contains("no-transform");
    }

    private static boolean isText(String contentType) {
        int end = contentType.indexOf(';');
        String type =
                (end < 0 ? contentType : contentType.substring(0, end))
                        .strip()
                        .toLowerCase(Locale.ROOT);
        return type.startsWith("text/")
                || type.endsWith("+json")
                || type.endsWith("+xml")
                || TEXTS.contains(type);
    }
}
