package dev.kiban.kernel;

/// The name of an SLO within its service: an RFC 1123 label of 1 to 63 characters.
///
/// @param value lower-case letters, digits and `-`; starts and ends with a letter or digit
public record SloName(String value) implements Comparable<SloName> {

    /// @throws IllegalArgumentException if the value is not a valid label
    public SloName {
        Label.check("SLO name", value);
    }

    @Override
    public int compareTo(SloName other) {
        return value.compareTo(other.value);
    }

    @Override
    public String toString() {
        return value;
    }
}
