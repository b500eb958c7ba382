package dev.kiban.kernel;

/// The name of a team: an RFC 1123 label of 1 to 63 characters, so that it can be a DNS name, a
/// Kubernetes object and a metric label without change.
///
/// @param value lower-case letters, digits and `-`; starts and ends with a letter or digit
public record TeamName(String value) implements Comparable<TeamName> {

    /// @throws IllegalArgumentException if the value is not a valid label
    public TeamName {
        Label.check("team name", value);
    }

    @Override
    public int compareTo(TeamName other) {
        return value.compareTo(other.value);
    }

    @Override
    public String toString() {
        return value;
    }
}
