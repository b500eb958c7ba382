package dev.kiban.pace.cruise;

import dev.kiban.definition.PaceSignal;
import dev.kiban.definition.PaceSteering;
import dev.kiban.pace.Rate;
import dev.kiban.pace.steer.Level;
import dev.kiban.pace.steer.Position;
import dev.kiban.pace.steer.Signal;
import dev.kiban.pace.steer.Steering;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// Where the rates of one pace are steered to, and by what.
final class Helm {
    private static final double PERCENT = 100;

    private final Map<String, Level> levels = new LinkedHashMap<>();
    private final Map<String, Double> values = new LinkedHashMap<>();
    private PaceSteering defined;
    private Steering steering;
    private Position position;

    Helm(PaceSteering defined, Instant now) {
        this.defined = defined;
        this.steering = steering(defined);
        this.position = steering.begin(now);
        addLevels();
    }

    /// Goes by another definition. Where the rates are, they stay; what signals said does, unless
    /// they are other ones.
    void define(PaceSteering next) {
        if (next.equals(defined)) {
            return;
        }
        Map<String, Signal> wanted = new LinkedHashMap<>();
        next.signals().forEach(signal -> wanted.put(signal.name(), signal(signal)));
        levels.values()
                .removeIf(level -> !level.signal().equals(wanted.get(level.signal().name())));
        values.keySet().retainAll(levels.keySet());
        defined = next;
        steering = steering(next);
        addLevels();
    }

    private void addLevels() {
        defined.signals()
                .forEach(
                        signal ->
                                levels.computeIfAbsent(
                                        signal.name(), _ -> Level.unknown(signal(signal))));
    }

    /// Takes what was measured.
    ///
    /// @return whether there is such a signal
    boolean measured(String signal, double value, Instant now) {
        Level level = levels.get(signal);
        if (level == null) {
            return false;
        }
        levels.put(signal, level.then(value, now));
        values.put(signal, value);
        return true;
    }

    /// Decides where to go.
    void look(Instant now) {
        position = steering.decide(position, List.copyOf(levels.values()), now);
    }

    /// What a rate is now.
    Rate rate(Rate allowed) {
        return position.share() >= 1 ? allowed : position.rate(allowed);
    }

    HelmReport report(Instant now) {
        return new HelmReport(
                position.share(),
                position.move(),
                levels.values().stream().map(level -> reading(level, now)).toList());
    }

    private HelmReport.Reading reading(Level level, Instant now) {
        return new HelmReport.Reading(
                level.signal().name(),
                values.getOrDefault(level.signal().name(), Double.NaN),
                level.pressure(),
                level.isStale(now));
    }

    private static Steering steering(PaceSteering defined) {
        return new Steering(
                defined.floor() / PERCENT,
                defined.safe() / PERCENT,
                defined.settle(),
                defined.climb());
    }

    private static Signal signal(PaceSignal defined) {
        return new Signal(
                defined.name(),
                defined.healthy(),
                defined.danger(),
                defined.smoothing(),
                defined.stale());
    }
}
