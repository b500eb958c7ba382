package dev.kiban.slo.demo;

import java.time.Instant;
import java.util.List;

/// What happens to one service.
///
/// @param releases oldest first
record Plot(List<Trouble> troubles, List<DemoRelease> releases) {

    Plot {
        troubles = List.copyOf(troubles);
        releases = List.copyOf(releases);
    }

    boolean isCalm(Instant from, Instant until) {
        return troubles.stream().noneMatch(trouble -> trouble.overlaps(from, until));
    }

    /// The share of requests that fail, beside the usual one.
    double errorsAt(Instant moment) {
        return troubles.stream()
                .filter(trouble -> trouble.holds(moment))
                .mapToDouble(trouble -> trouble.errorsAt(moment))
                .max()
                .orElse(0);
    }

    /// How many times as long as usual requests take.
    double slowdownAt(Instant moment) {
        return troubles.stream()
                .filter(trouble -> trouble.holds(moment))
                .mapToDouble(Trouble::slowdown)
                .max()
                .orElse(1);
    }
}
