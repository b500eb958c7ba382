package dev.kiban.pace.plan;

import dev.kiban.kernel.PaceName;
import java.util.List;
import java.util.Optional;

/// How an ask for a pace is read from a request.
///
/// @param askers who may ask
/// @param keys headers whose values are the keys of limits, in the pacer's order
/// @param priority the header that says `high`, `normal` or `low`
/// @param tenant the header that says whose work it is
/// @param cost the header that says what the job costs
public record Question(
        PaceName pace,
        Askers askers,
        List<String> keys,
        Optional<String> priority,
        Optional<String> tenant,
        Optional<String> cost) {

    public Question {
        keys = List.copyOf(keys);
    }

    /// The same, with the keys that the pacer wants.
    public Question withKeys(List<String> headers) {
        return new Question(pace, askers, headers, priority, tenant, cost);
    }
}
