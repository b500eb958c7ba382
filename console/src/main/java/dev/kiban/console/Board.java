package dev.kiban.console;

import dev.kiban.definition.Slo;
import dev.kiban.kernel.ServiceName;
import dev.kiban.kernel.TeamName;
import dev.kiban.slo.Budget;
import dev.kiban.slo.Gate.TierStanding;
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
    /// @param budgets of its period so far, with corrections and without
    /// @param burn of the last hour; empty if nobody knows
    /// @param tiers where its alerts stand, faster ones first; empty if nobody watches
    record Health(Slo slo, Budget.Both budgets, Optional<Ratio> burn, List<TierStanding> tiers) {

        public Health {
            tiers = List.copyOf(tiers);
        }

        /// The budget that counts.
        public Budget budget() {
            return budgets.corrected();
        }

        /// The alert that fires, or did when it was last seen: the fastest, which people were told
        /// of.
        public Optional<TierStanding> alert() {
            return tiers.stream().filter(tier -> tier.level().isFiring()).findFirst();
        }
    }
}
