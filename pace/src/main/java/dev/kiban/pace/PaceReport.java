package dev.kiban.pace;

import dev.kiban.kernel.PaceName;
import java.util.List;
import java.util.Optional;

/// A pace as it stands. Counts are since the pacer began.
///
/// @param paused itself, or a pace that it is within
/// @param inLine asks that wait
/// @param jobs in flight, if those are limited
/// @param canary who gets which share of the permits, if anybody has one
/// @param passed asks whose job could start
/// @param waited of all asks, those that did not pass at once
/// @param refused asks that were, on arrival or after a wait
/// @param hungUp callers that left the line
/// @param givenBack permits that were not used
/// @param leasesEnded jobs that were taken for dead
public record PaceReport(
        PaceName name,
        boolean paused,
        int inLine,
        Optional<Jobs> jobs,
        Optional<CanaryReport> canary,
        long passed,
        long waited,
        long refused,
        long hungUp,
        long givenBack,
        long leasesEnded,
        List<LimitReport> limits) {

    public PaceReport {
        limits = List.copyOf(limits);
    }

    /// Jobs in flight.
    ///
    /// @param atMost so many may be
    public record Jobs(int running, int atMost) {}

    /// A limit of the pace itself.
    ///
    /// @param declared its rate by the plan
    /// @param rate at which it lets pass now
    /// @param keys that are remembered
    /// @param wouldWait asks that a dry run would have had wait
    /// @param wouldRefuse asks that a dry run would have refused
    public record LimitReport(
            String name, Rate declared, Rate rate, int keys, long wouldWait, long wouldRefuse) {}

    static PaceReport of(Lane lane, Lanes lanes) {
        Tally tally = lane.tally;
        return new PaceReport(
                lane.name(),
                lane.isPaused(),
                tally.inLine,
                lanes.gauge(lane.name()).map(gauge -> new Jobs(gauge.inFlight(), gauge.atMost())),
                lanes.canary(lane.name()).map(Canary::report),
                tally.passed,
                tally.waited,
                tally.refused,
                tally.hungUp,
                tally.givenBack,
                tally.leasesEnded,
                lane.plan.limits().stream()
                        .flatMap(limit -> lanes.limit(lane.name(), limit.name()).stream())
                        .map(PaceReport::limit)
                        .toList());
    }

    private static LimitReport limit(Limit limit) {
        return new LimitReport(
                limit.plan().name(),
                limit.plan().rate(),
                limit.rate(),
                limit.keys(),
                limit.wouldWait(),
                limit.wouldRefuse());
    }
}
