package dev.kiban.pace.run;

import dev.kiban.kernel.JobName;
import dev.kiban.kernel.TeamName;
import java.util.Optional;
import java.util.Set;

/// Which runs are looked for.
///
/// @param teams whose; empty for all
/// @param job of this name only
/// @param limit so many at most
public record Search(Set<TeamName> teams, Optional<JobName> job, int limit) {
    public static final int MAX_LIMIT = 500;

    /// @throws IllegalArgumentException if too many are
    public Search {
        if (limit < 1 || limit > MAX_LIMIT) {
            throw new IllegalArgumentException("a limit is 1 to %d".formatted(MAX_LIMIT));
        }
        teams = Set.copyOf(teams);
    }
}
