package dev.kiban.runtime.fetch;

import java.net.URI;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/// What to show to whom: the header `Authorization` for each server that asks for one, such as a
/// Prometheus. Secret.
///
/// ```
/// # URL, and what the header says
/// https://prometheus.example Bearer eyJhbGciOi…
/// https://metrics.example/prometheus Basic a2liYW46c2VjcmV0
/// ```
///
/// @param byUrl without a slash at the end
public record Credentials(Map<String, String> byUrl) {
    /// Nobody asks for any.
    public static final Credentials NONE = new Credentials(Map.of());

    public Credentials {
        byUrl = Map.copyOf(byUrl);
    }

    /// Reads the text of a file.
    ///
    /// @throws IllegalArgumentException if a line is something else; the message does not show it
    public static Credentials parse(String text) {
        Map<String, String> byUrl = new HashMap<>();
        int number = 0;
        for (String raw : text.lines().toList()) {
            number++;
            String line = raw.strip();
            if (line.isEmpty() || line.startsWith("#")) {
                continue;
            }
            String[] parts = line.split("\\s+", 2);
            if (!parts[0].matches("https?://.+") || parts.length < 2 || !isHeader(parts[1])) {
                throw new IllegalArgumentException(
                        "line %d: must be a URL, a space, and 'Bearer …' or 'Basic …'"
                                .formatted(number));
            }
            byUrl.put(withoutSlash(parts[0]), parts[1]);
        }
        return new Credentials(byUrl);
    }

    private static boolean isHeader(String text) {
        return text.matches("(Bearer|Basic) [\\x21-\\x7e]+");
    }

    /// For exactly this URL.
    public Optional<String> of(URI url) {
        return Optional.ofNullable(byUrl.get(withoutSlash(url.toString())));
    }

    private static String withoutSlash(String url) {
        return url.endsWith("/") ? url.substring(0, url.length() - 1) : url;
    }

    @Override
    public String toString() {
        return "Credentials of " + byUrl.keySet();
    }
}
