package dev.kiban.pace.sight;

import dev.kiban.kernel.PaceName;
import dev.kiban.pace.PaceReport;
import dev.kiban.pace.PaceReport.LimitReport;
import dev.kiban.pace.cruise.HelmReport;
import dev.kiban.pace.cruise.VoyageReport;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;

/// A pace as a server sees it at a moment.
///
/// @param helm if it is steered
/// @param campaign if it has one
/// @param askers who asked most of late
/// @param together the names of those of its limits that are for all of its jobs together
public record Sighting(
        PaceReport report,
        Optional<HelmReport> helm,
        Optional<VoyageReport> campaign,
        List<Busiest.Share> askers,
        List<String> together) {
    private static final double SECONDS_OF_AN_HOUR = 3_600;

    public Sighting {
        askers = List.copyOf(askers);
        together = List.copyOf(together);
    }

    PaceName pace() {
        return report.name();
    }

    /// The lowest rate for all jobs together, in jobs a second; empty if there is none.
    OptionalDouble perSecond() {
        return report.limits().stream()
                .filter(limit -> together.contains(limit.name()))
                .map(LimitReport::rate)
                .min(Comparator.comparingLong(rate -> rate.anHour()))
                .map(rate -> OptionalDouble.of(rate.anHour() / SECONDS_OF_AN_HOUR))
                .orElseGet(OptionalDouble::empty);
    }

    int inFlight() {
        return report.jobs().map(PaceReport.Jobs::running).orElse(0);
    }

    double share() {
        return helm.map(HelmReport::share).orElse(1.0);
    }
}
