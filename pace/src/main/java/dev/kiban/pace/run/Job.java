package dev.kiban.pace.run;

import dev.kiban.kernel.JobName;
import dev.kiban.kernel.TeamName;

/// What is run: each team has names of its own.
public record Job(TeamName team, JobName name) {
    @Override
    public String toString() {
        return "%s/%s".formatted(team, name);
    }
}
