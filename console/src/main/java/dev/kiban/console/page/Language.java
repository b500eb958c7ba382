package dev.kiban.console.page;

import java.util.List;
import java.util.Locale;
import java.util.Locale.LanguageRange;
import java.util.Optional;

/// A language that the pages speak.
public enum Language {
    ENGLISH("en", "English"),
    JAPANESE("ja", "日本語");

    private static final int MAX_HEADER = 1_000;

    private final String tag;
    private final String ownName;

    Language(String tag, String ownName) {
        this.tag = tag;
        this.ownName = ownName;
    }

    /// As browsers write it: `en`.
    public String tag() {
        return tag;
    }

    /// As its speakers call it.
    public String ownName() {
        return ownName;
    }

    /// For numbers and dates.
    public Locale locale() {
        return Locale.forLanguageTag(tag);
    }

    /// By its tag.
    public static Optional<Language> of(String tag) {
        return List.of(values()).stream().filter(language -> language.tag.equals(tag)).findFirst();
    }

    /// What a browser likes best of these, by its `Accept-Language`; English if it does not say.
    public static Language accepted(String header) {
        if (header.isBlank() || header.length() > MAX_HEADER) {
            return ENGLISH;
        }
        try {
            List<Locale> ours = List.of(ENGLISH.locale(), JAPANESE.locale());
            Locale found = Locale.lookup(LanguageRange.parse(header), ours);
            return found == null ? ENGLISH : of(found.getLanguage()).orElse(ENGLISH);
        } catch (IllegalArgumentException e) {
            return ENGLISH; // not a list of languages
        }
    }
}
