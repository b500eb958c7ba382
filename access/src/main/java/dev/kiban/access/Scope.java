package dev.kiban.access;

import dev.kiban.kernel.TeamName;
import java.util.Collections;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.stream.Collectors;

/// Whose services a caller acts for.
public sealed interface Scope {

    /// Whether services of this team are among them.
    boolean covers(TeamName team);

    /// Those of one team.
    record OneTeam(TeamName team) implements Scope {
        @Override
        public boolean covers(TeamName other) {
            return team.equals(other);
        }

        @Override
        public String toString() {
            return team.value();
        }
    }

    /// Those of the teams that a person is in.
    record SeveralTeams(SortedSet<TeamName> teams) implements Scope {

        public SeveralTeams {
            teams = Collections.unmodifiableSortedSet(new TreeSet<>(teams));
        }

        @Override
        public boolean covers(TeamName other) {
            return teams.contains(other);
        }

        @Override
        public String toString() {
            return teams.stream().map(TeamName::value).collect(Collectors.joining(", "));
        }
    }

    /// All: the developer of a sandbox, whose own they are.
    record EveryTeam() implements Scope {
        @Override
        public boolean covers(TeamName team) {
            return true;
        }

        @Override
        public String toString() {
            return "every team";
        }
    }
}
