package dev.kiban.console;

import dev.kiban.definition.Slo;
import dev.kiban.kernel.ServiceName;
import dev.kiban.kernel.TeamName;
import dev.kiban.slo.Budget;
import dev.kiban.slo.Ratio;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/// Knows where all services stand. A port: read for each page, so it must answer at once.
@FunctionalInterface
public interface Board {

    /// All services, in any order.
    Sheet read();

    /// Where services stood at a time.
    record Sheet(Instant asOf, List<Line> lines) {

        public Sheet {
            lines = List.copyOf(lines);
        }
    }

    /// A service.
    ///
    /// @param owner the team that answers for it
    /// @param health of all its SLOs, in the order written; empty if it has none
    record Line(ServiceName service, TeamName owner, List<Health> health) {

        public Line {
            health = List.copyOf(health);
        }
    }

    /// How an SLO does.
    ///
    /// @param budget of its period, so far
    /// @param burn of the last hour; empty if nobody knows
    /// @param isBurning whether an alert fires
    record Health(Slo slo, Budget budget, Optional<Ratio> burn, boolean isBurning) {}
}
