package dev.kiban.kernel;

/// The name of a pace, which workers ask for: an RFC 1123 label of 1 to 63 characters.
///
/// @param value lower-case letters, digits and `-`; starts and ends with a letter or digit
public record PaceName(String value) implements Comparable<PaceName> {

    /// @throws IllegalArgumentException if the value is not a valid label
    public PaceName {
        Label.check("name of a pace", value);
    }

    @Override
    public int compareTo(PaceName other) {
        return value.compareTo(other.value);
    }

    @Override
    public String toString() {
        return value;
    }
}
