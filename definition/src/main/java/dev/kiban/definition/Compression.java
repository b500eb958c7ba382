package dev.kiban.definition;

/// Whether answers are compressed for clients that take it.
public sealed interface Compression {

    /// They go out as they are.
    record None() implements Compression {}

    /// They are compressed, if they are of a kind that becomes smaller.
    ///
    /// @param bytes that an answer has at least; smaller ones are not worth it
    record From(int bytes) implements Compression {}
}
