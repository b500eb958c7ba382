package dev.kiban.app.budget;

import static dev.kiban.runtime.telemetry.log.LogKey.COUNT;
import static dev.kiban.runtime.telemetry.log.LogKey.PROBLEM;

import dev.kiban.definition.Problem;
import dev.kiban.runtime.telemetry.log.Log;
import dev.kiban.slo.SloPlan;
import java.util.List;
import java.util.Optional;

/// The newest SLOs that make sense. Those that do not change nothing: without this, a slip of the
/// pen would end every alert.
final class LiveSlos {
    /// Problems that are logged; `kiban check` tells all.
    private static final int MAX_LOGGED = 50;

    private final Log log;
    private volatile Optional<SloPlan> plan = Optional.empty();

    LiveSlos(Log log) {
        this.log = log;
    }

    /// Empty until there were SLOs that make sense; no SLO at all makes sense too.
    Optional<SloPlan> plan() {
        return plan;
    }

    void register(SloPlan.Outcome outcome) {
        switch (outcome) {
            case SloPlan.Compiled(SloPlan compiled) -> plan = Optional.of(compiled);
            case SloPlan.Rejected(List<Problem> problems) -> {
                log.warn("SLOs are refused; those before stay", COUNT.is(problems.size()));
                problems.stream()
                        .limit(MAX_LOGGED)
                        .forEach(problem -> log.warn("SLO problem", PROBLEM.is(text(problem))));
            }
        }
    }

    private static String text(Problem problem) {
        return "%s: %s %s".formatted(problem.at(), problem.code(), problem.message());
    }
}
