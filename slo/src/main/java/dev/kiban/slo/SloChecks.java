package dev.kiban.slo;

import dev.kiban.definition.Alerting;
import dev.kiban.definition.Indicator.Availability;
import dev.kiban.definition.Indicator.Events;
import dev.kiban.definition.Indicator.Freshness;
import dev.kiban.definition.Indicator.Latency;
import dev.kiban.definition.Indicator.Prometheus;
import dev.kiban.definition.Location;
import dev.kiban.definition.Objective;
import dev.kiban.definition.Period;
import dev.kiban.definition.Problem;
import dev.kiban.definition.Problem.Misfit;
import dev.kiban.definition.ProblemCode;
import dev.kiban.definition.Service;
import dev.kiban.definition.Slo;
import dev.kiban.kernel.Share;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/// What must hold of one SLO beyond its shape: its routes exist, its history is kept, and each of
/// its alerts can fire.
final class SloChecks {
    /// A tier that can fire in the longest month or quarter can in each.
    private static final Duration LONGEST_MONTH = Duration.ofDays(31).plusHours(1);

    private static final Duration LONGEST_QUARTER = Duration.ofDays(92).plusHours(1);

    private final Service service;
    private final Slo slo;
    private final Exposed exposed;
    private final List<Problem> problems = new ArrayList<>();

    SloChecks(Service service, Slo slo, Exposed exposed) {
        this.service = service;
        this.slo = slo;
        this.exposed = exposed;
    }

    List<Problem> problems() {
        checkRoutes();
        checkPeriod();
        if (slo.alerting().tiers().isEmpty()) {
            Tiers.of(slo, longestPeriod()).forEach(tier -> checkTier(tier, slo.at()));
        }
        slo.alerting().tiers().forEach(this::checkOwnTier);
        return problems;
    }

    private void checkRoutes() {
        switch (slo.indicator()) {
            case Availability(List<String> routes, _, Location at) -> checkRoutes(routes, at);
            case Latency(List<String> routes, _, Location at) -> checkRoutes(routes, at);
            case Freshness _, Events _, Prometheus _ -> {}
        }
    }

    private void checkRoutes(List<String> routes, Location at) {
        if (service.routes().isEmpty()) {
            report(
                    at,
                    ProblemCode.UNKNOWN_ROUTE,
                    "nothing would be counted: the service exposes no routes at the gateway");
            return;
        }
        exposed.routesOf(service).ifPresent(known -> checkRoutes(routes, known, at));
    }

    private void checkRoutes(List<String> routes, Set<String> known, Location at) {
        for (String route : routes) {
            if (!known.contains(route)) {
                problems.add(
                        Problem.unknownWord(
                                at,
                                ProblemCode.UNKNOWN_ROUTE,
                                "route",
                                new Misfit(route, known.stream().sorted().toList())));
            }
        }
    }

    private void checkPeriod() {
        if (slo.period() instanceof Period.Rolling(int days)
                && days > CountStore.KEPT_HOURS.toDays()) {
            report(
                    slo.at(),
                    ProblemCode.NOT_KEPT,
                    "a period of %d days is longer than what is kept: hours are kept for %d days"
                            .formatted(days, CountStore.KEPT_HOURS.toDays()));
        }
    }

    private void checkOwnTier(Alerting.Tier own) {
        if (own.window().compareTo(CountStore.KEPT_MINUTES) > 0) {
            report(
                    own.at(),
                    ProblemCode.NOT_KEPT,
                    "a window of %dh is longer than what is kept: minutes are kept for %d days"
                            .formatted(own.window().toHours(), CountStore.KEPT_MINUTES.toDays()));
            return;
        }
        if (own.window().compareTo(longestPeriod()) > 0) {
            report(
                    own.at(),
                    ProblemCode.CANNOT_FIRE,
                    "a window of %dh is longer than the period".formatted(own.window().toHours()));
            return;
        }
        checkTier(
                BurnTier.of(own.severity(), own.window(), own.budget(), longestPeriod()), own.at());
    }

    private void checkTier(BurnTier tier, Location at) {
        Share allowed = slo.objective().budget();
        if (!tier.canFire(allowed)) {
            report(at, ProblemCode.CANNOT_FIRE, tooFast(tier, allowed));
            return;
        }
        if (slo.objective() instanceof Objective.TimeSlices(_, Duration slice, _)
                && tier.window().dividedBy(slice) < slo.alerting().minBadEvents()) {
            report(
                    at,
                    ProblemCode.CANNOT_FIRE,
                    "the alert '%s' can never fire: it needs %d bad slices, and its window has %d"
                            .formatted(
                                    tier,
                                    slo.alerting().minBadEvents(),
                                    tier.window().dividedBy(slice)));
        }
    }

    private String tooFast(BurnTier tier, Share allowed) {
        Ratio ceiling = Ratio.ONE.dividedBy(Ratio.of(allowed));
        Ratio largest = ceiling.dividedBy(Ratio.of(longestPeriod(), tier.window()));
        return "the alert '%s' can never fire: it needs a burn above %s, and with an objective of %s even a full outage burns at %s; give tiers of your own, this one with a budget below %s%%"
                .formatted(
                        tier,
                        tier.factor().rounded(2),
                        slo.objective().target(),
                        ceiling.rounded(2),
                        largest.times(Ratio.of(100, 1)).rounded(2));
    }

    private Duration longestPeriod() {
        return switch (slo.period()) {
            case Period.Rolling(int days) -> Duration.ofDays(days);
            case Period.Calendar(Period.Unit unit, _) ->
                    switch (unit) {
                        case MONTH -> LONGEST_MONTH;
                        case QUARTER -> LONGEST_QUARTER;
                    };
        };
    }

    private void report(Location at, ProblemCode code, String message) {
        problems.add(new Problem(at, code, "SLO '%s': %s".formatted(slo.name(), message)));
    }
}
