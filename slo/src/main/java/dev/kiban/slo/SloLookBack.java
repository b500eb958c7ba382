package dev.kiban.slo;

import dev.kiban.definition.Objective;
import dev.kiban.slo.LookBack.Cause;
import dev.kiban.slo.LookBack.Part;
import dev.kiban.slo.SloPlan.ServiceSlo;
import java.time.Instant;
import java.util.List;

/// Where the budget of one SLO went in a quarter, and what to change.
///
/// @param budget of the quarter, whatever the SLO's own period is
/// @param parts add up to what is spent of it, in the order of [LookBack#attribute]
public record SloLookBack(ServiceSlo slo, Budget budget, List<Part> parts, List<Finding> findings) {

    public SloLookBack {
        parts = List.copyOf(parts);
        findings = List.copyOf(findings);
    }

    /// What there is to look at.
    ///
    /// @param quarter all of it
    /// @param until what of it has been
    /// @param slots corrected; of the quarter, and as far back as the SLO's own periods in it reach
    /// @param causes in any order
    record Evidence(
            PeriodWindow quarter, Instant until, List<Slot> slots, List<? extends Cause> causes) {

        Evidence {
            slots = List.copyOf(slots);
            causes = List.copyOf(causes);
        }

        /// Slots of the quarter itself.
        List<Slot> within() {
            return slots.stream().filter(slot -> !slot.start().isBefore(quarter.start())).toList();
        }
    }

    static SloLookBack of(ServiceSlo slo, Evidence evidence) {
        Objective objective = slo.slo().objective();
        List<Slot> slots = evidence.within();
        Budget budget = Budget.of(objective, slots, evidence.quarter().length());
        List<Part> parts =
                LookBack.attribute(
                        objective, slots, evidence.quarter().length(), evidence.causes());
        List<Finding> findings = new Findings(slo.slo(), evidence, budget, parts).all();
        return new SloLookBack(slo, budget, parts, findings);
    }
}
