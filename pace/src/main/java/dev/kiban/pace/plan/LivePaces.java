package dev.kiban.pace.plan;

import dev.kiban.definition.Definitions;
import dev.kiban.definition.Gateway;
import dev.kiban.definition.Pace;
import dev.kiban.definition.PaceLimit;
import dev.kiban.definition.PaceSteering;
import dev.kiban.definition.Partner;
import dev.kiban.kernel.PaceName;
import dev.kiban.pace.Arithmetic;
import dev.kiban.pace.CanaryPlan;
import dev.kiban.pace.InFlight;
import dev.kiban.pace.LimitPlan;
import dev.kiban.pace.PacePlan;
import dev.kiban.pace.Rate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// All paces of a snapshot.
///
/// @param plans for the pacer
/// @param questions how asks are read, one for each plan; their keys are the pacer's to say
/// @param steering of those paces that are steered
public record LivePaces(
        List<PacePlan> plans, List<Question> questions, Map<PaceName, PaceSteering> steering) {

    public LivePaces {
        plans = List.copyOf(plans);
        questions = List.copyOf(questions);
        steering = Map.copyOf(steering);
    }

    /// What a snapshot says of paces; it is checked already, so this cannot fail.
    public static LivePaces of(Definitions definitions) {
        List<Partner> partners = definitions.gateway().map(Gateway::partners).orElseGet(List::of);
        return new LivePaces(
                definitions.paces().stream().map(LivePaces::plan).toList(),
                definitions.paces().stream().map(pace -> question(pace, partners)).toList(),
                steering(definitions));
    }

    /// The names of those limits of a pace that are for all of its jobs together.
    public List<String> together(PaceName pace) {
        return plans.stream()
                .filter(plan -> plan.name().equals(pace))
                .flatMap(plan -> plan.limits().stream())
                .filter(limit -> limit.by() instanceof LimitPlan.ByPace)
                .map(LimitPlan::name)
                .toList();
    }

    private static Map<PaceName, PaceSteering> steering(Definitions definitions) {
        Map<PaceName, PaceSteering> steering = new HashMap<>();
        definitions
                .paces()
                .forEach(pace -> pace.steering().ifPresent(how -> steering.put(pace.name(), how)));
        return steering;
    }

    private static Question question(Pace pace, List<Partner> partners) {
        return new Question(
                pace.name(),
                Askers.of(pace.access(), partners),
                List.of(),
                pace.line().priority(),
                pace.line().tenants().map(Pace.Tenants::header),
                pace.cost().map(Pace.Cost::header));
    }

    /// One pace of a snapshot, for the pacer.
    public static PacePlan plan(Pace pace) {
        return new PacePlan(
                pace.name(),
                limits(pace.limits()),
                pace.within(),
                pace.cost().map(Pace.Cost::atMost).orElse(1),
                pace.line().atMost(),
                pace.line().tenants().map(Pace.Tenants::weights).orElseGet(Map::of),
                pace.inFlight().map(limit -> new InFlight(limit.atMost(), limit.lease())),
                pace.canary().map(canary -> new CanaryPlan(canary.header(), canary.shares())),
                switch (pace.arithmetic()) {
                    case EXACT -> Arithmetic.EXACT;
                    case NGINX -> Arithmetic.NGINX;
                });
    }

    /// Called by what has them for itself, and numbered where that is not enough.
    private static List<LimitPlan> limits(List<PaceLimit> limits) {
        List<LimitPlan> plans = new ArrayList<>();
        List<String> names = new ArrayList<>();
        for (PaceLimit limit : limits) {
            String name = limit.header().orElse("all");
            long before = names.stream().filter(name::equals).count();
            names.add(name);
            plans.add(plan(limit, before == 0 ? name : name + "-" + (before + 1)));
        }
        return plans;
    }

    private static LimitPlan plan(PaceLimit limit, String name) {
        Optional<String> header = limit.header();
        return new LimitPlan(
                name,
                rate(limit),
                limit.burst(),
                limit.immediate(),
                header.isPresent() ? new LimitPlan.ByHeader(header.get()) : new LimitPlan.ByPace(),
                limit.dryRun() ? LimitPlan.Mode.DRY_RUN : LimitPlan.Mode.HOLDS);
    }

    private static Rate rate(PaceLimit limit) {
        return switch ((int) limit.period().toSeconds()) {
            case 1 -> new Rate(limit.amount(), Rate.Per.SECOND);
            case 60 -> new Rate(limit.amount(), Rate.Per.MINUTE);
            default -> new Rate(limit.amount(), Rate.Per.HOUR);
        };
    }
}
