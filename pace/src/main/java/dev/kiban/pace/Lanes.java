package dev.kiban.pace;

import dev.kiban.kernel.PaceName;
import dev.kiban.pace.bucket.KeyBits;
import java.time.Duration;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;

/// All paces at run time. What is remembered of them goes on from one plan to the next.
final class Lanes {
    private final Map<PaceName, Lane> byName;
    private final Map<Limit.Name, Limit> limits;
    private final Map<PaceName, Gate> gates;
    private final Map<PaceName, Gauge> gauges;
    private final Map<PaceName, Canary> canaries;
    private final KeyBits hash;

    private Lanes(KeyBits hash) {
        this.byName = new LinkedHashMap<>();
        this.limits = new HashMap<>();
        this.gates = new HashMap<>();
        this.gauges = new HashMap<>();
        this.canaries = new HashMap<>();
        this.hash = hash;
    }

    /// No lanes yet.
    ///
    /// @param hash by which the values of headers are known
    static Lanes none(KeyBits hash) {
        return new Lanes(hash);
    }

    /// The lanes of new plans.
    ///
    /// @throws IllegalArgumentException if a pace is within one that is not there, or counts
    ///     otherwise, or in a ring
    Lanes with(Collection<PacePlan> plans, int maxKeys, Counting counting, long now) {
        Map<PaceName, PacePlan> planned = new LinkedHashMap<>();
        plans.forEach(plan -> planned.put(plan.name(), plan));
        Lanes next = new Lanes(hash);
        for (PacePlan plan : planned.values()) {
            next.gates.put(plan.name(), gate(plan));
            gauge(plan, counting).ifPresent(gauge -> next.gauges.put(plan.name(), gauge));
            plan.canary()
                    .ifPresent(
                            wanted ->
                                    next.canaries.put(
                                            plan.name(), canary(plan.name(), wanted, now)));
            for (LimitPlan limit : plan.limits()) {
                Limit.Name name = new Limit.Name(plan.name(), limit.name());
                Limit before = limits.get(name);
                next.limits.put(
                        name,
                        before == null
                                ? Limit.begin(name, limit, maxKeys, counting, now)
                                : before.goOn(limit, maxKeys, now));
            }
        }
        for (PacePlan plan : planned.values()) {
            Lane before = byName.get(plan.name());
            Tally tally = before == null ? new Tally() : before.tally;
            List<PacePlan> all = withThoseAround(plan, planned);
            next.byName.put(plan.name(), new Lane(plan, next.parts(all), tally));
        }
        next.canaries.forEach((pace, canary) -> canary.standsBefore(next.common(pace)));
        return next;
    }

    private Gate gate(PacePlan plan) {
        Gate before = gates.get(plan.name());
        return before == null ? new Gate(plan.name().toString()) : before;
    }

    private Optional<Gauge> gauge(PacePlan plan, Counting counting) {
        return plan.inFlight().map(wanted -> gauge(plan.name(), wanted, counting));
    }

    /// A number that was changed at run time stays, unless the plan has another one than before.
    private Gauge gauge(PaceName pace, InFlight wanted, Counting counting) {
        Gauge gauge = gauges.get(pace);
        if (gauge == null) {
            return new Gauge(pace + "/in-flight", wanted, counting);
        }
        gauge.plan(wanted);
        return gauge;
    }

    /// Credit goes on, and so do shares that were changed at run time, unless the plan has other
    /// ones than before. By another header, it is another canary.
    private Canary canary(PaceName pace, CanaryPlan wanted, long now) {
        Canary canary = canaries.get(pace);
        if (canary == null || !canary.header().equals(wanted.header())) {
            return new Canary(pace + "/canary", wanted, hash, now);
        }
        canary.plan(wanted, hash);
        return canary;
    }

    /// What all asks of a pace, and of those within it, have to pass.
    private List<Barrier> common(PaceName pace) {
        Lane lane = Objects.requireNonNull(byName.get(pace));
        return IntStream.range(0, lane.barriers.length)
                .filter(i -> lane.keys[i] == Lane.NO_KEY)
                .mapToObj(i -> lane.barriers[i])
                .toList();
    }

    private static List<PacePlan> withThoseAround(PacePlan plan, Map<PaceName, PacePlan> planned) {
        Set<PacePlan> all = new LinkedHashSet<>();
        collect(plan, planned, new LinkedHashSet<>(), all);
        return List.copyOf(all);
    }

    private static void collect(
            PacePlan plan, Map<PaceName, PacePlan> planned, Set<PaceName> path, Set<PacePlan> all) {
        if (!path.add(plan.name())) {
            throw new IllegalArgumentException("pace '%s' is within itself".formatted(plan.name()));
        }
        all.add(plan);
        for (PaceName name : plan.within()) {
            PacePlan around = planned.get(name);
            if (around == null) {
                throw new IllegalArgumentException(
                        "pace '%s' is within '%s', which is not there"
                                .formatted(plan.name(), name));
            }
            if (around.arithmetic() != plan.arithmetic()) {
                throw new IllegalArgumentException(
                        "paces '%s' and '%s' are asked as one, and count differently"
                                .formatted(plan.name(), name));
            }
            collect(around, planned, path, all);
        }
        path.remove(plan.name());
    }

    private Parts parts(List<PacePlan> plans) {
        List<Limit> all =
                plans.stream()
                        .flatMap(
                                plan ->
                                        plan.limits().stream()
                                                .map(one -> new Limit.Name(plan.name(), one.name()))
                                                .map(limits::get))
                        .toList();
        return new Parts(
                plans.stream().map(plan -> gates.get(plan.name())).toList(),
                plans.stream()
                        .filter(plan -> plan.canary().isPresent())
                        .map(plan -> canaries.get(plan.name()))
                        .toList(),
                all.stream().filter(one -> one.plan().mode() == LimitPlan.Mode.HOLDS).toList(),
                plans.stream()
                        .filter(plan -> plan.inFlight().isPresent())
                        .map(plan -> gauges.get(plan.name()))
                        .toList(),
                all.stream().filter(one -> one.plan().mode() == LimitPlan.Mode.DRY_RUN).toList(),
                plans.stream()
                        .flatMap(plan -> plan.inFlight().stream())
                        .map(InFlight::lease)
                        .max(Duration::compareTo)
                        .orElse(Duration.ZERO));
    }

    Collection<Lane> all() {
        return byName.values();
    }

    Optional<Lane> lane(PaceName name) {
        return Optional.ofNullable(byName.get(name));
    }

    Optional<Limit> limit(PaceName pace, String limit) {
        return Optional.ofNullable(limits.get(new Limit.Name(pace, limit)));
    }

    /// The limits of a pace itself.
    List<Limit> limits(PaceName pace) {
        return limits.values().stream().filter(one -> one.name().pace().equals(pace)).toList();
    }

    Collection<Limit> limits() {
        return limits.values();
    }

    Optional<Gate> gate(PaceName pace) {
        return Optional.ofNullable(gates.get(pace));
    }

    Optional<Canary> canary(PaceName pace) {
        return Optional.ofNullable(canaries.get(pace));
    }

    Collection<Gauge> gauges() {
        return gauges.values();
    }

    Optional<Gauge> gauge(PaceName pace) {
        return Optional.ofNullable(gauges.get(pace));
    }
}
