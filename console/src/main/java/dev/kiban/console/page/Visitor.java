package dev.kiban.console.page;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.ZoneId;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/// Who reads which page, and how.
///
/// @param path of the page, one that exists; empty for a page without an address of its own, whose
///     links lead to the start
/// @param query what the address says behind `?`
public record Visitor(
        Language language,
        Theme theme,
        ZoneId zone,
        String path,
        Map<String, String> query,
        Reader reader) {

    public Visitor {
        query = Map.copyOf(query);
    }

    /// What the address says, or `""`.
    public String asked(String key) {
        return query.getOrDefault(key, "");
    }

    /// This page's address with one part changed; an empty value takes it out.
    public String here(String key, String value) {
        Map<String, String> changed = new TreeMap<>(query);
        if (value.isEmpty()) {
            changed.remove(key);
        } else {
            changed.put(key, value);
        }
        return address(path.isEmpty() ? "/" : path, changed);
    }

    /// This page's address with one part changed, from its first row on.
    public String first(String key, String value) {
        Map<String, String> all = new TreeMap<>(query);
        all.remove("from");
        return new Visitor(language, theme, zone, path, all, reader).here(key, value);
    }

    /// A page's address.
    public static String address(String path, Map<String, String> query) {
        String parts =
                new TreeMap<>(query)
                        .entrySet().stream()
                                .map(part -> coded(part.getKey()) + "=" + coded(part.getValue()))
                                .collect(Collectors.joining("&"));
        return parts.isEmpty() ? path : path + "?" + parts;
    }

    /// The address of another page, with times told in the same zone.
    public String to(String other) {
        return address(other, asked("zone").isEmpty() ? Map.of() : Map.of("zone", zone.getId()));
    }

    /// The words for this reader.
    public String say(Phrase phrase) {
        return phrase.in(language);
    }

    public String say(Phrase phrase, Object... values) {
        return phrase.in(language, values);
    }

    /// Numbers and times for this reader.
    public Figures figures() {
        return new Figures(language.locale(), zone);
    }

    private static String coded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }
}
