package dev.kiban.pace.bucket;

/// 128 bits by which a key is known. Those of the last text stand in this object, for want of a
/// type that has 128 of them. Not safe for threads.
public sealed interface KeyBits permits KeyHash, SharedKeyHash {

    /// Takes the bits of a text.
    void of(String text);

    /// The upper half of the last text's bits; the least of them is set, so that it is never 0.
    long high();

    /// The lower half.
    long low();
}
