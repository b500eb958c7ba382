package dev.kiban.definition;

/// What requests are held to their backend by: those with the same key go to the same one, as long
/// as shares allow it.
public sealed interface SplitKey {

    /// Who calls, as verified.
    record User() implements SplitKey {}

    /// The value of a header.
    ///
    /// @param name in lower case
    record Header(String name) implements SplitKey {}

    /// The value of a cookie.
    record Cookie(String name) implements SplitKey {}

    /// Nothing: each request is by itself.
    record EachRequest() implements SplitKey {}
}
