package dev.kiban.console;

import dev.kiban.gateway.PlannedRoute;
import dev.kiban.kernel.TeamName;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/// Knows by which routes requests come in now. A port: read for each page.
@FunctionalInterface
public interface Routes {

    /// The routes of the plan that is live; empty while none is.
    Optional<Table> read();

    /// All routes of a plan.
    ///
    /// @param generation which plan of this process, from 1
    /// @param since when it became live
    /// @param lines in the order of the plan
    /// @param problems of definitions that came later, and are not live because of them
    record Table(long generation, Instant since, List<Line> lines, int problems) {

        public Table {
            lines = List.copyOf(lines);
        }
    }

    /// A route.
    ///
    /// @param owner the team that answers for its service
    record Line(PlannedRoute route, TeamName owner) {}
}
