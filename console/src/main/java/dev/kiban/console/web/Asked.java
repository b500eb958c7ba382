package dev.kiban.console.web;

import dev.kiban.console.page.Language;
import dev.kiban.console.page.Reader;
import dev.kiban.console.page.Theme;
import dev.kiban.console.page.Visitor;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// What a browser asks for, read without trust.
///
/// @param query decoded; the last of several
/// @param cookies by name
/// @param reader who asks
record Asked(
        String path,
        Map<String, String> query,
        Map<String, String> cookies,
        String languages,
        Reader reader) {
    private static final String LANGUAGE = "lang";
    private static final String THEME = "theme";
    private static final String ZONE = "zone";
    private static final int MAX_QUERY = 2_000;
    private static final String FOR_A_YEAR =
            "; Path=/; Max-Age=31536000; SameSite=Strict; HttpOnly";

    Asked {
        query = Map.copyOf(query);
        cookies = Map.copyOf(cookies);
    }

    static Asked of(String path, String rawQuery, String cookieHeader, String languages) {
        return new Asked(
                path, query(rawQuery), cookies(cookieHeader), languages, new Reader.Stranger());
    }

    /// The same, of somebody who is known.
    Asked by(Reader known) {
        return new Asked(path, query, cookies, languages, known);
    }

    Visitor visitor() {
        Language language =
                chosen(LANGUAGE)
                        .flatMap(Language::of)
                        .orElseGet(() -> Language.accepted(languages));
        Theme theme = chosen(THEME).flatMap(Theme::of).orElse(Theme.SYSTEM);
        return new Visitor(language, theme, zone(), path, query, reader);
    }

    /// The same reader on a page without an address of its own: links must not repeat a path that
    /// may be anything.
    Visitor nowhere() {
        return new Asked("", Map.of(), cookies, languages, reader).visitor();
    }

    /// What is to be remembered of this address: a choice that some link of ours offers.
    List<String> newCookies() {
        List<String> cookies = new ArrayList<>();
        Optional.ofNullable(query.get(LANGUAGE))
                .flatMap(Language::of)
                .ifPresent(language -> cookies.add(LANGUAGE + "=" + language.tag() + FOR_A_YEAR));
        Optional.ofNullable(query.get(THEME))
                .flatMap(Theme::of)
                .ifPresent(theme -> cookies.add(THEME + "=" + theme.word() + FOR_A_YEAR));
        return cookies;
    }

    /// The address as it was asked for.
    String address() {
        return Visitor.address(path, query);
    }

    /// The same address without what was to be remembered.
    String addressAfterChoice() {
        Map<String, String> rest = new HashMap<>(query);
        rest.remove(LANGUAGE);
        rest.remove(THEME);
        return Visitor.address(path, rest);
    }

    private Optional<String> chosen(String name) {
        return Optional.ofNullable(cookies.get(name));
    }

    private ZoneId zone() {
        try {
            return ZoneId.of(query.getOrDefault(ZONE, "UTC"));
        } catch (DateTimeException e) {
            return ZoneOffset.UTC;
        }
    }

    private static Map<String, String> query(String raw) {
        Map<String, String> query = new HashMap<>();
        if (raw.length() > MAX_QUERY) {
            return query;
        }
        for (String part : raw.split("&", -1)) {
            int equals = part.indexOf('=');
            if (equals > 0) {
                decoded(part.substring(equals + 1))
                        .ifPresent(value -> query.put(part.substring(0, equals), value));
            }
        }
        return query;
    }

    private static Optional<String> decoded(String text) {
        try {
            return Optional.of(URLDecoder.decode(text, StandardCharsets.UTF_8));
        } catch (IllegalArgumentException e) {
            return Optional.empty(); // a % that means nothing
        }
    }

    private static Map<String, String> cookies(String header) {
        Map<String, String> cookies = new HashMap<>();
        for (String part : header.split(";", -1)) {
            int equals = part.indexOf('=');
            if (equals > 0) {
                cookies.put(part.substring(0, equals).strip(), part.substring(equals + 1).strip());
            }
        }
        return cookies;
    }
}
