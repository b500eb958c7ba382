package dev.kiban.access;

import dev.kiban.kernel.TeamName;

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
