package dev.kiban.kernel;

/// The name of an access token within its team: an RFC 1123 label of 1 to 63 characters.
///
/// @param value lower-case letters, digits and `-`; starts and ends with a letter or digit
public record TokenName(String value) implements Comparable<TokenName> {

    /// @throws IllegalArgumentException if the value is not a valid label
    public TokenName {
        Label.check("token name", value);
    }

    @Override
    public int compareTo(TokenName other) {
        return value.compareTo(other.value);
    }

    @Override
    public String toString() {
        return value;
    }
}
