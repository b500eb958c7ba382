package dev.kiban.definition;

import java.net.URI;
import java.time.Duration;

/// Something that is measured of what jobs work on, by which their rate is steered.
///
/// @param name unique in its pace
/// @param healthy up to here there is nothing to fear
/// @param danger from here on it suffers; less than healthy if less is worse
/// @param smoothing how long it takes until a new value counts for two thirds
/// @param stale a value that is older says nothing any more
public record PaceSignal(
        String name,
        Source source,
        double healthy,
        double danger,
        Duration smoothing,
        Duration stale) {

    /// Where values come from.
    public sealed interface Source {}

    /// What a Prometheus answers to a query for one value.
    public record PrometheusValue(URI url, String query) implements Source {}

    /// What an address answers: a number, or one within JSON.
    ///
    /// @param pointer a JSON pointer (RFC 6901); empty if all of the answer is the number
    public record HttpValue(URI url, String pointer) implements Source {}

    /// What a PostgreSQL database answers to a query for one value.
    ///
    /// @param variable of the environment, that holds the database's URL
    public record SqlValue(String variable, String query) implements Source {}

    /// What somebody tells.
    public record Pushed() implements Source {}
}
