package dev.kiban.pace.cruise;

import dev.kiban.definition.PaceSteering;
import dev.kiban.kernel.PaceName;
import dev.kiban.kernel.Share;
import dev.kiban.pace.CanaryPlan;
import dev.kiban.pace.LimitPlan;
import dev.kiban.pace.PacePlan;
import dev.kiban.pace.Pacer;
import dev.kiban.pace.Rate;
import dev.kiban.pace.order.Orders;
import dev.kiban.runtime.telemetry.log.Log;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.LongSupplier;

/// Keeps the rates of a pacer where they are to be now, and the shares of its canaries.
///
/// ```java
/// CruiseControl cruise = new CruiseControl(pacer, ports);
/// cruise.plan(paces.plans(), paces.steering());   // at each reload
/// cruise.obey(orders);                            // when people ordered something
/// cruise.measured(push, "lag", 4.2);              // when a signal was read
/// cruise.look();                                  // each second
/// cruise.end();                                   // and nothing moves after that
/// ```
///
/// Safe for all threads; they take turns.
public final class CruiseControl {
    private final Pacer pacer;
    private final LongSupplier nanos;
    private final InstantSource clock;
    private final Voyages voyages;
    private List<PacePlan> plans = List.of();
    private Orders orders = Orders.NONE;
    private boolean knowsOrders;
    private boolean ended;
    private final Map<At, Rate> rates = new HashMap<>();
    private final Map<PaceName, Map<String, Share>> shares = new HashMap<>();
    private final Set<PaceName> paused = new HashSet<>();
    private final Map<PaceName, Helm> helms = new HashMap<>();

    private record At(PaceName pace, String limit) {}

    /// What it needs of the outside.
    ///
    /// @param logbook how far campaigns have come
    public record Ports(LongSupplier nanos, InstantSource clock, Logbook logbook, Log log) {}

    public CruiseControl(Pacer pacer, Ports ports) {
        this.pacer = pacer;
        this.nanos = ports.nanos();
        this.clock = ports.clock();
        this.voyages = new Voyages(ports.logbook(), ports.log());
    }

    /// Goes by other plans. What was let through stays known, and who waits stays in line.
    public synchronized void plan(Collection<PacePlan> next, Map<PaceName, PaceSteering> steering) {
        pacer.replan(next, nanos.getAsLong());
        plans = List.copyOf(next);
        rates.clear();
        shares.clear();
        helms.keySet().retainAll(steering.keySet());
        steering.forEach(
                (pace, how) ->
                        helms.computeIfAbsent(pace, _ -> new Helm(how, clock.instant()))
                                .define(how));
        look();
    }

    /// Goes by other orders.
    public synchronized void obey(Orders next) {
        orders = next;
        knowsOrders = true;
        look();
    }

    /// Takes what a signal said; it counts when rates are looked at next.
    ///
    /// @return whether there is such a signal
    public synchronized boolean measured(PaceName pace, String signal, double value) {
        Helm helm = helms.get(pace);
        return helm != null && helm.measured(signal, value, clock.instant());
    }

    /// Where the rates of paces are steered to, of those that are.
    public synchronized Map<PaceName, HelmReport> report() {
        Map<PaceName, HelmReport> reports = new HashMap<>();
        helms.forEach((pace, helm) -> reports.put(pace, helm.report(clock.instant())));
        return reports;
    }

    /// How campaigns stand, of paces that have one.
    public synchronized Map<PaceName, VoyageReport> campaigns() {
        return voyages.report();
    }

    /// How far this process brought campaigns, by the events that ordered them.
    public synchronized Map<Long, Leg> legs() {
        return voyages.legs();
    }

    /// Takes how many jobs of campaigns others let start; it counts when rates are looked at next.
    public synchronized void elsewhere(Map<Long, Long> started) {
        voyages.elsewhere(started);
    }

    /// Moves what has to be moved by now.
    public synchronized void look() {
        if (ended) {
            return;
        }
        Instant now = clock.instant();
        helms.values().forEach(helm -> helm.look(now));
        count(now);
        for (PacePlan plan : plans) {
            pause(plan.name());
            for (LimitPlan limit : plan.limits()) {
                move(plan.name(), limit);
            }
            plan.canary().ifPresent(canary -> share(plan.name(), canary));
        }
        paused.retainAll(plans.stream().map(PacePlan::name).toList());
    }

    /// No job starts any more; how far campaigns came by then is known and kept.
    public synchronized void end() {
        plans.forEach(plan -> pacer.pause(plan.name(), nanos.getAsLong()));
        count(clock.instant());
        ended = true;
        pacer.replan(List.of(), nanos.getAsLong());
    }

    private void count(Instant now) {
        Map<PaceName, Long> counts = counts();
        voyages.follow(orders.campaigns(now), counts);
        voyages.look(now, counts, this::ceiling);
        if (knowsOrders) { // before that, nobody knows which campaigns are over
            voyages.keep(orders.campaigns(now));
        }
    }

    /// Jobs that have started, by their permits.
    private Map<PaceName, Long> counts() {
        Map<PaceName, Long> counts = new HashMap<>();
        pacer.report(nanos.getAsLong())
                .forEach(pace -> counts.put(pace.name(), pace.passed() - pace.givenBack()));
        return counts;
    }

    /// The lowest rate that all jobs of a pace have together, but for campaigns.
    private Optional<Rate> ceiling(PaceName pace) {
        return plans.stream()
                .filter(plan -> plan.name().equals(pace))
                .flatMap(plan -> plan.limits().stream())
                .filter(limit -> limit.by() instanceof LimitPlan.ByPace)
                .map(limit -> steered(pace, allowed(pace, limit)))
                .min(Comparator.comparingLong(Rate::anHour));
    }

    private Rate allowed(PaceName pace, LimitPlan limit) {
        return orders.rate(pace, limit.name(), limit.rate(), clock.instant());
    }

    private void pause(PaceName pace) {
        boolean stands = orders.paused(pace, clock.instant());
        if (stands && paused.add(pace)) {
            pacer.pause(pace, nanos.getAsLong());
        } else if (!stands && paused.remove(pace)) {
            pacer.resume(pace, nanos.getAsLong());
        }
    }

    private void move(PaceName pace, LimitPlan limit) {
        Rate allowed = allowed(pace, limit);
        Rate rate =
                switch (limit.by()) {
                    case LimitPlan.ByPace _ -> voyages.rate(pace, steered(pace, allowed));
                    case LimitPlan.ByHeader _ -> allowed;
                };
        Rate before = rates.put(new At(pace, limit.name()), rate);
        if (!rate.equals(before)) {
            boolean _ = pacer.change(pace, limit.name(), rate, nanos.getAsLong());
        }
    }

    private void share(PaceName pace, CanaryPlan canary) {
        Map<String, Share> wanted = orders.shares(pace, canary.shares(), clock.instant());
        if (!wanted.equals(shares.put(pace, wanted))) {
            boolean _ = pacer.share(pace, wanted, nanos.getAsLong());
        }
    }

    private Rate steered(PaceName pace, Rate allowed) {
        Helm helm = helms.get(pace);
        return helm == null ? allowed : helm.rate(allowed);
    }
}
