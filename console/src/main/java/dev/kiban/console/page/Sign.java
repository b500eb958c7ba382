package dev.kiban.console.page;

/// What people see of a state: a word and a shape, and only then a colour.
public sealed interface Sign permits Mark, ChainSign {

    Phrase label();

    /// Its shape: the path of an SVG, 16 by 16.
    String outline();

    /// For the style sheet and addresses: `not-measured`.
    String word();
}
