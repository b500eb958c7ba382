package dev.kiban.slo;

import dev.kiban.definition.Definitions;
import dev.kiban.definition.Problem;
import dev.kiban.definition.Service;
import dev.kiban.definition.Slo;
import dev.kiban.kernel.ServiceName;
import dev.kiban.kernel.TeamName;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/// All SLOs of one snapshot, known to make sense. Immutable.
///
/// ```java
/// switch (SloPlan.compile(definitions, Exposed.AS_WRITTEN)) {
///     case Compiled(SloPlan plan) -> plan.slos().forEach(…);
///     case Rejected(List<Problem> problems) -> problems.forEach(System.err::println);
/// }
/// ```
///
/// @param slos by service, in the order written
public record SloPlan(List<ServiceSlo> slos) {

    public SloPlan {
        slos = List.copyOf(slos);
    }

    /// What compiling gave.
    public sealed interface Outcome {}

    /// There is a plan.
    public record Compiled(SloPlan plan) implements Outcome {}

    /// There is none.
    ///
    /// @param problems all of them
    public record Rejected(List<Problem> problems) implements Outcome {

        public Rejected {
            problems = List.copyOf(problems);
        }
    }

    /// One SLO, and whose it is.
    ///
    /// @param owner the team that is told
    public record ServiceSlo(ServiceName service, TeamName owner, Slo slo) {

        /// Its alerts, with factors for the period of that time; shorter windows first.
        public List<BurnTier> tiers(Instant now) {
            return Tiers.of(slo, PeriodWindow.at(now, slo.period()).length());
        }
    }

    /// Compiles the SLOs of a snapshot.
    ///
    /// @param exposed what services expose
    public static Outcome compile(Definitions definitions, Exposed exposed) {
        List<Problem> problems = new ArrayList<>();
        List<ServiceSlo> slos = new ArrayList<>();
        for (Service service : definitions.services()) {
            for (Slo slo : service.slos()) {
                problems.addAll(new SloChecks(service, slo, exposed).problems());
                slos.add(new ServiceSlo(service.name(), service.owner(), slo));
            }
        }
        return problems.isEmpty()
                ? new Compiled(new SloPlan(slos))
                : new Rejected(problems.stream().sorted().toList());
    }
}
