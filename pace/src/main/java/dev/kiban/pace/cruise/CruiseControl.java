package dev.kiban.pace.cruise;

import dev.kiban.definition.PaceSteering;
import dev.kiban.kernel.PaceName;
import dev.kiban.pace.LimitPlan;
import dev.kiban.pace.PacePlan;
import dev.kiban.pace.Pacer;
import dev.kiban.pace.Rate;
import dev.kiban.pace.order.Orders;
import java.time.InstantSource;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.LongSupplier;

/// Keeps the rates of a pacer where they are to be now.
///
/// ```java
/// CruiseControl cruise = new CruiseControl(pacer, nanos, clock);
/// cruise.plan(paces.plans(), paces.steering());   // at each reload
/// cruise.obey(orders);                            // when people ordered something
/// cruise.measured(push, "lag", 4.2);              // when a signal was read
/// cruise.look();                                  // each second
/// ```
///
/// Safe for all threads; they take turns.
public final class CruiseControl {
    private final Pacer pacer;
    private final LongSupplier nanos;
    private final InstantSource clock;
    private List<PacePlan> plans = List.of();
    private Orders orders = Orders.NONE;
    private final Map<At, Rate> rates = new HashMap<>();
    private final Set<PaceName> paused = new HashSet<>();
    private final Map<PaceName, Helm> helms = new HashMap<>();

    private record At(PaceName pace, String limit) {}

    public CruiseControl(Pacer pacer, LongSupplier nanos, InstantSource clock) {
        this.pacer = pacer;
        this.nanos = nanos;
        this.clock = clock;
    }

    /// Goes by other plans. What was let through stays known, and who waits stays in line.
    public synchronized void plan(Collection<PacePlan> next, Map<PaceName, PaceSteering> steering) {
        pacer.replan(next, nanos.getAsLong());
        plans = List.copyOf(next);
        rates.clear();
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

    /// Moves what has to be moved by now.
    public synchronized void look() {
        helms.values().forEach(helm -> helm.look(clock.instant()));
        for (PacePlan plan : plans) {
            pause(plan.name());
            for (LimitPlan limit : plan.limits()) {
                move(plan.name(), limit);
            }
        }
        paused.retainAll(plans.stream().map(PacePlan::name).toList());
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
        Rate allowed = orders.rate(pace, limit.name(), limit.rate(), clock.instant());
        Rate rate =
                switch (limit.by()) {
                    case LimitPlan.ByPace _ -> steered(pace, allowed);
                    case LimitPlan.ByHeader _ -> allowed;
                };
        Rate before = rates.put(new At(pace, limit.name()), rate);
        if (!rate.equals(before)) {
            boolean _ = pacer.change(pace, limit.name(), rate, nanos.getAsLong());
        }
    }

    private Rate steered(PaceName pace, Rate allowed) {
        Helm helm = helms.get(pace);
        return helm == null ? allowed : helm.rate(allowed);
    }
}
