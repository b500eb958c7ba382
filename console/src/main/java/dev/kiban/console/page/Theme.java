package dev.kiban.console.page;

import java.util.List;
import java.util.Locale;
import java.util.Optional;

/// Light or dark.
public enum Theme {
    /// As the reader's system is.
    SYSTEM(Phrase.THEME_SYSTEM),
    LIGHT(Phrase.THEME_LIGHT),
    DARK(Phrase.THEME_DARK);

    private final Phrase label;

    Theme(Phrase label) {
        this.label = label;
    }

    public Phrase label() {
        return label;
    }

    /// As it stands in addresses and cookies.
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    /// By its word.
    public static Optional<Theme> of(String word) {
        return List.of(values()).stream().filter(theme -> theme.word().equals(word)).findFirst();
    }
}
