package dev.kiban.console.page;

import java.util.Locale;

/// What people see of a state: a word and a shape, and only then a colour.
public sealed interface Sign permits Mark, ChainSign, PaceMark, RunMark {

    Phrase label();

    /// Its shape: the path of an SVG, 16 by 16.
    String outline();

    /// The constant: `NOT_MEASURED`.
    String name();

    /// For the style sheet and addresses: `not-measured`.
    default String word() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
