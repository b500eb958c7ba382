package dev.kiban.kernel;

/// The name of a job within its team: an RFC 1123 label of 1 to 63 characters.
///
/// @param value lower-case letters, digits and `-`; starts and ends with a letter or digit
public record JobName(String value) implements Comparable<JobName> {

    /// @throws IllegalArgumentException if the value is not a valid label
    public JobName {
        Label.check("job name", value);
    }

    @Override
    public int compareTo(JobName other) {
        return value.compareTo(other.value);
    }

    @Override
    public String toString() {
        return value;
    }
}
